import { Component, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { ThemeMenu } from '../shell/theme-menu.js';

/** What stands around the pages that need no session. */
@Component({
  selector: 'ch-door',
  imports: [ThemeMenu, TranslocoPipe],
  template: `
    <main>
      <p class="product">
        <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
          <rect width="32" height="32" rx="7" />
          <path d="M22.5 11.2a8 8 0 1 0 0 9.6" />
          <circle cx="22.6" cy="16" r="2.4" />
        </svg>
        {{ 'shell.product' | transloco }}
      </p>
      <div class="card">
        <h1>{{ heading() }}</h1>
        <ng-content />
      </div>
    </main>
    <div class="corner"><ch-theme-menu /></div>
  `,
  styles: `
    :host {
      display: grid;
      min-block-size: 100dvh;
      padding: 1rem;
    }
    main {
      inline-size: min(24rem, 100%);
      margin: auto;
    }
    .product {
      display: flex;
      align-items: center;
      gap: 0.5rem;
      font-size: 1.125rem;
      font-weight: 650;
    }
    svg {
      inline-size: 1.75rem;
    }
    rect {
      fill: var(--mark);
    }
    path {
      fill: none;
      stroke: #fff;
      stroke-width: 3.2;
      stroke-linecap: round;
    }
    circle {
      fill: #fe9929;
    }
    .card {
      padding: 1.25rem 1.375rem 1.375rem;
    }
    :host ::ng-deep .notice {
      margin-block-end: 0.875rem;
    }
    :host ::ng-deep .after {
      margin: 0.875rem 0 0;
    }
    .corner {
      position: fixed;
      inset: 0.5rem 0.5rem auto auto;
    }
  `,
})
export class Door {
  readonly heading = input.required<string>();
}
