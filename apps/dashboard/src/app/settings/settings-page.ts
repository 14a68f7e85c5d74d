/**
 * The frame of the settings: which of its pages the viewer may open. It knows their names and
 * capabilities, and none of them; the server checks again.
 */
import { Component, computed, inject } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from '../api/index.js';
import { SETTINGS } from './settings-nav.js';

@Component({
  imports: [RouterLink, RouterLinkActive, RouterOutlet, TranslocoPipe],
  template: `
    <nav class="no-print" [attr.aria-label]="'settings.title' | transloco">
      @for (page of pages(); track page.path) {
        <a [routerLink]="page.path" routerLinkActive="current" ariaCurrentWhenActive="page">
          {{ 'settings.nav.' + page.path | transloco }}
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
      grid-template-columns: 10rem minmax(0, 1fr);
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
    }
    a:hover {
      color: var(--ink);
    }
    a.current {
      border-inline-start-color: var(--accent);
      color: var(--accent);
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
  `,
})
export class SettingsPage {
  private readonly session = inject(Session);
  protected readonly pages = computed(() =>
    SETTINGS.filter(({ can }) => this.session.viewer()?.can.includes(can)),
  );
}
