import { Component, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Failure, GraphqlResource } from '../../api/index.js';
import { Icon } from './icon.js';

/** Grey shapes where content will stand. */
@Component({
  selector: 'ch-skeleton',
  template: `
    @for (line of lines(); track $index) {
      <span [class]="shape()"></span>
    }
  `,
  host: { 'aria-hidden': 'true' },
  styles: `
    :host {
      display: grid;
      gap: 0.625rem;
    }
    span {
      block-size: 0.875rem;
      border-radius: 0.25rem;
      background: var(--sunken);
      animation: breathe 1.4s ease-in-out infinite alternate;
    }
    span:nth-child(3n) {
      inline-size: 72%;
    }
    span.row {
      block-size: 2.25rem;
      inline-size: 100%;
    }
    span.card {
      block-size: 7rem;
      inline-size: 100%;
    }
    @keyframes breathe {
      to {
        opacity: 0.45;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      span {
        animation: none;
      }
    }
  `,
})
export class Skeleton {
  readonly shape = input<'line' | 'row' | 'card'>('line');
  readonly count = input(3);
  protected readonly lines = () => Array.from({ length: this.count() });
}

/** What went wrong, in words, with what the reader can do about it. */
@Component({
  selector: 'ch-failure',
  imports: [TranslocoPipe, Icon],
  template: `
    @if (failure(); as failure) {
      <div class="notice notice-bad" role="alert">
        <ch-icon name="warning" />
        <div>
          <b>{{ 'ui.failure.' + failure.code | transloco }}</b>
          @if (failure.message) {
            <p>{{ failure.message }}</p>
          }
          @if (failure.id) {
            <p class="quiet">{{ 'ui.failureId' | transloco: { id: failure.id } }}</p>
          }
          @if (retries()) {
            <button type="button" class="button small" (click)="retry.emit()">
              {{ 'ui.retry' | transloco }}
            </button>
          }
        </div>
      </div>
    }
  `,
  styles: `
    :host {
      display: contents;
    }
  `,
})
export class FailureNotice {
  readonly failure = input.required<Failure | undefined>();
  readonly retries = input(false);
  readonly retry = output();
}

/**
 * Stands for a read that has not brought anything yet: a skeleton while it loads, the failure
 * and a way to try again when it fails; nothing once there is something to show.
 */
@Component({
  selector: 'ch-waiting',
  imports: [Skeleton, FailureNotice, TranslocoPipe],
  template: `
    @if (on().failure(); as failure) {
      <ch-failure [failure]="failure" [retries]="true" (retry)="on().reload()" />
    } @else if (on().loading() && on().value() === undefined) {
      <span class="sr-only" role="status">{{ 'ui.loading' | transloco }}</span>
      <ch-skeleton [shape]="shape()" [count]="count()" />
    }
  `,
  styles: `
    :host {
      display: block;
    }
    /* nothing to wait for: no row of its own between others */
    :host:empty {
      display: none;
    }
  `,
})
export class Waiting {
  readonly on = input.required<GraphqlResource<unknown>>();
  readonly shape = input<'line' | 'row' | 'card'>('row');
  readonly count = input(6);
}

/** Says that there is nothing here, why, and what to do next; the action goes inside. */
@Component({
  selector: 'ch-empty',
  imports: [],
  template: `
    <p class="head">{{ heading() }}</p>
    @if (text()) {
      <p class="quiet">{{ text() }}</p>
    }
    <div class="actions"><ng-content /></div>
  `,
  styles: `
    :host {
      display: block;
      padding: 2rem 1rem;
      border: 1px dashed var(--line-strong);
      border-radius: 0.5rem;
      text-align: center;
    }
    p {
      margin: 0 auto;
      max-inline-size: 48ch;
    }
    .head {
      font-weight: 600;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      justify-content: center;
      gap: 0.5rem;
      margin-block-start: 0.75rem;
    }
    .actions ::ng-deep p {
      flex-basis: 100%;
      margin-block: 0;
    }
    .actions:empty {
      display: none;
    }
  `,
})
export class EmptyState {
  readonly heading = input.required<string>();
  readonly text = input('');
}
