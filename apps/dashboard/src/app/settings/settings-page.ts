/**
 * The frame of the settings: which of its pages the viewer may open. It knows their names and
 * capabilities, and none of them; the server checks again.
 */
import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from '../api/index.js';
import { Icon } from '../shell/ui/index.js';
import { reviewDueSince } from '../shell/review-due.js';
import { SETTINGS } from './settings-nav.js';

@Component({
  imports: [Icon, RouterLink, RouterLinkActive, RouterOutlet, TranslocoPipe],
  template: `
    <button
      type="button"
      class="button fold no-print"
      aria-controls="settings-pages"
      [attr.aria-expanded]="open()"
      (click)="open.set(!open())"
    >
      {{ 'settings.pages' | transloco }} <ch-icon [name]="open() ? 'up' : 'down'" />
    </button>
    <nav
      id="settings-pages"
      class="no-print"
      [class.open]="open()"
      [attr.aria-label]="'settings.title' | transloco"
    >
      @for (page of pages(); track page.path) {
        <a
          [routerLink]="page.path"
          routerLinkActive="current"
          ariaCurrentWhenActive="page"
          (click)="open.set(false)"
        >
          {{ 'settings.nav.' + page.path | transloco }}
          @if (page.path === 'reviews' && reviewDue()) {
            <span class="due">{{ 'settings.reviews.dueMark' | transloco }}</span>
          }
        </a>
      }
    </nav>
    <div class="page">
      <router-outlet />
    </div>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: 10.5rem minmax(0, 1fr);
      gap: 1.5rem;
      align-items: start;
    }
    nav {
      display: grid;
      gap: 0.125rem;
      padding-block-start: 0.25rem;
    }
    a {
      display: flex;
      align-items: center;
      min-block-size: 2rem;
      padding-inline: 0.5rem;
      border-inline-start: 2px solid var(--line);
      color: var(--ink-2);
      font-size: 0.9375rem;
      text-decoration: none;
      white-space: nowrap;
    }
    a:hover {
      color: var(--ink);
    }
    a.current {
      border-inline-start-color: var(--accent);
      color: var(--accent);
      font-weight: 600;
    }
    .fold {
      display: none;
    }
    .due {
      margin-inline-start: 0.25rem;
      padding-inline: 0.25rem;
      border: 1px solid var(--bad);
      border-radius: 0.75rem;
      color: var(--bad);
      font-size: 0.6875rem;
      font-weight: 600;
    }
    @media (max-width: 64rem) {
      :host {
        grid-template-columns: minmax(0, 1fr);
        gap: 1rem;
      }
      nav {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem;
      }
      a {
        padding-inline: 0.625rem;
        border: 1px solid var(--line);
        border-radius: 1rem;
        background: var(--card);
      }
      a.current {
        border-color: var(--accent);
      }
    }
    /* a phone shows the page, and its neighbours on request */
    @media (max-width: 40rem) {
      .fold {
        display: inline-flex;
        justify-self: start;
      }
      nav:not(.open) {
        display: none;
      }
    }
    /* on paper the page has the room of its neighbours as well */
    @media print {
      :host {
        display: block;
      }
    }
  `,
})
export class SettingsPage {
  private readonly session = inject(Session);
  /** On a phone: whether the list of pages is shown. */
  protected readonly open = signal(false);
  protected readonly reviewDue = reviewDueSince();
  protected readonly pages = computed(() =>
    SETTINGS.filter(({ can }) => this.session.viewer()?.can.includes(can)),
  );
}
