import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';

/** A step of the way to this page. */
export interface Crumb {
  label: string;
  link: string | readonly unknown[];
}

/** A page's head: the way here, its heading, and its actions (`<button actions>`). */
@Component({
  selector: 'ch-page-head',
  imports: [RouterLink, TranslocoPipe],
  template: `
    @if (crumbs().length) {
      <nav [attr.aria-label]="'ui.crumbs' | transloco">
        <ol>
          @for (crumb of crumbs(); track crumb.label) {
            <li>
              <a [routerLink]="crumb.link">{{ crumb.label }}</a>
            </li>
          }
          <li aria-current="page">{{ heading() }}</li>
        </ol>
      </nav>
    }
    <div class="line">
      <h1>{{ heading() }}</h1>
      <ng-content select="[beside]" />
      <div class="actions"><ng-content select="[actions]" /></div>
    </div>
    <ng-content />
  `,
  styles: `
    :host {
      display: block;
      margin-block-end: 1rem;
    }
    ol {
      display: flex;
      flex-wrap: wrap;
      margin: 0 0 0.25rem;
      padding: 0;
      list-style: none;
      font-size: 0.8125rem;
      color: var(--ink-2);
    }
    li + li::before {
      content: '/';
      margin-inline: 0.5rem;
      color: var(--line-strong);
    }
    .line {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.5rem 0.75rem;
    }
    h1 {
      margin: 0;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
      margin-inline-start: auto;
    }
  `,
})
export class PageHead {
  readonly heading = input.required<string>();
  readonly crumbs = input<readonly Crumb[]>([]);
}
