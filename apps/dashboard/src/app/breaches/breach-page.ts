/** One breach record as its source tells it, and the vendors that it may concern. */
import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { JsonPipe } from '@angular/common';
import { TranslocoPipe } from '@jsverse/transloco';
import { BreachRecordDocument } from '@chaperone/contract/breaches';
import { graphqlResource } from '../api/index.js';
import { DayPipe, WholePipe, WordPipe } from '../shell/formats.js';
import { EmptyState, PageHead, Waiting } from '../shell/ui/index.js';

const DATES = ['discovered', 'breached', 'reported'] as const;

@Component({
  imports: [
    DayPipe,
    EmptyState,
    JsonPipe,
    PageHead,
    RouterLink,
    TranslocoPipe,
    Waiting,
    WholePipe,
    WordPipe,
  ],
  templateUrl: './breach-page.html',
  styles: `
    .facts {
      display: grid;
      grid-template-columns: max-content 1fr;
      gap: 0.375rem 1.5rem;
      margin: 0;
    }
    dt {
      color: var(--ink-2);
    }
    dd {
      margin: 0;
    }
    .text {
      white-space: pre-line;
    }
    pre {
      overflow-x: auto;
      font-size: 0.8125rem;
    }
    .card {
      margin-block-end: 0.75rem;
    }
    h2 {
      margin: 0 0 0.5rem;
      font-size: 1.125rem;
    }
    @media (max-width: 40rem) {
      .facts {
        grid-template-columns: 1fr;
      }
      dd {
        margin-block-end: 0.375rem;
      }
    }
  `,
})
export class BreachPage {
  readonly ref = input.required<string>();
  protected readonly read = graphqlResource(BreachRecordDocument, () => ({ id: this.ref() }));
  protected readonly breach = computed(() => this.read.value()?.breach);
  protected readonly dates = computed(() => {
    const breach = this.breach();
    if (!breach) return [];
    return DATES.flatMap((name) => {
      const on = breach[`${name}On`];
      return on ? [{ name, on, precision: breach[`${name}Precision`] ?? 'DAY' }] : [];
    });
  });
}
