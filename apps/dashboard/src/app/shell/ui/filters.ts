import { Component, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { WordPipe } from '../formats.js';
import { Icon } from './icon.js';
import { Menu } from './menu.js';

/**
 * A filter over one list of the vocabulary:
 * `<ch-filter label="Status" words="vendorStatus" [values]="…" [chosen]="…" (picked)="…">`.
 */
@Component({
  selector: 'ch-filter',
  imports: [Menu, Icon, WordPipe],
  template: `
    <ch-menu side="start" look="small" [stays]="true">
      {{ label() }}
      @if (chosen().length) {
        <span class="count">{{ chosen().length }}</span>
      }
      <ch-icon name="down" />
      <fieldset panel>
        <legend class="sr-only">{{ label() }}</legend>
        @for (value of values(); track value) {
          <label class="check">
            <input type="checkbox" [checked]="chosen().includes(value)" (change)="flip(value)" />
            {{ value | word: words() }}
          </label>
        }
      </fieldset>
    </ch-menu>
  `,
  styles: `
    .count {
      min-inline-size: 1.25rem;
      padding-inline: 0.25rem;
      border-radius: 0.625rem;
      background: var(--accent);
      color: var(--accent-ink);
      font-size: 0.75rem;
      line-height: 1.25rem;
      text-align: center;
    }
  `,
})
export class Filter<T extends string> {
  readonly label = input.required<string>();
  /** The list's name under `words` in the catalogue. */
  readonly words = input.required<string>();
  readonly values = input.required<readonly T[]>();
  readonly chosen = input.required<readonly T[]>();
  readonly picked = output<readonly T[]>();

  protected flip(value: T): void {
    const chosen = new Set(this.chosen());
    if (!chosen.delete(value)) chosen.add(value);
    this.picked.emit(this.values().filter((known) => chosen.has(known)));
  }
}

/** One filter that is on, with the words that the reader sees. */
export interface Chip {
  /** What the page needs to take it off again. */
  key: string;
  label: string;
}

/** The filters that are on, each with a way off, and a reset for all. */
@Component({
  selector: 'ch-chips',
  imports: [Icon, TranslocoPipe],
  template: `
    @if (chips().length) {
      <ul [attr.aria-label]="'ui.filters.active' | transloco">
        @for (chip of chips(); track chip.key) {
          <li>
            <button
              type="button"
              class="chip"
              [attr.aria-label]="'ui.filters.remove' | transloco: { label: chip.label }"
              (click)="removed.emit(chip.key)"
            >
              {{ chip.label }} <ch-icon name="close" />
            </button>
          </li>
        }
        <li>
          <button type="button" class="link" (click)="cleared.emit()">
            {{ 'ui.filters.reset' | transloco }}
          </button>
        </li>
      </ul>
    }
  `,
  styles: `
    ul {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.375rem;
      margin: 0;
      padding: 0;
      list-style: none;
    }
    .chip {
      display: inline-flex;
      align-items: center;
      gap: 0.25rem;
      min-block-size: 1.75rem;
      padding: 0 0.5rem;
      border: 1px solid var(--accent);
      border-radius: 0.875rem;
      background: var(--accent-soft);
      color: var(--ink);
      font: inherit;
      font-size: 0.8125rem;
      cursor: pointer;
    }
  `,
})
export class FilterChips {
  readonly chips = input.required<readonly Chip[]>();
  readonly removed = output<string>();
  readonly cleared = output();
}
