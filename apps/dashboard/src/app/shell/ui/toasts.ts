import { Component, inject, Injectable, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from './icon.js';

/** A passing word, with at most one thing to do about it (usually: undo). */
export interface Toast {
  id: number;
  text: string;
  action?: { label: string; run: () => void };
}

// Long enough to read and to reach the button by keyboard (at least eight seconds with an action).
const SHOWN_MS = 10_000;

/** Shows passing words at the foot of the page. */
@Injectable({ providedIn: 'root' })
export class Toasts {
  private next = 0;
  private readonly list = signal<readonly Toast[]>([]);
  readonly shown = this.list.asReadonly();

  /** Shows a sentence (already in the reader's language) for ten seconds. */
  show(text: string, action?: Toast['action']): void {
    const id = this.next++;
    this.list.update((list) => [...list.slice(-2), { id, text, ...(action && { action }) }]);
    setTimeout(() => this.drop(id), SHOWN_MS);
  }

  drop(id: number): void {
    this.list.update((list) => list.filter((toast) => toast.id !== id));
  }
}

/** The place where passing words appear; once, in the shell. */
@Component({
  selector: 'ch-toasts',
  imports: [Icon, TranslocoPipe],
  template: `
    @for (toast of toasts.shown(); track toast.id) {
      <div class="toast">
        <span>{{ toast.text }}</span>
        @if (toast.action; as action) {
          <button type="button" class="link" (click)="action.run(); toasts.drop(toast.id)">
            {{ action.label }}
          </button>
        }
        <button
          type="button"
          class="link"
          [attr.aria-label]="'ui.close' | transloco"
          (click)="toasts.drop(toast.id)"
        >
          <ch-icon name="close" />
        </button>
      </div>
    }
  `,
  host: { role: 'status', class: 'no-print' },
  styles: `
    :host {
      position: fixed;
      inset-block-end: 1rem;
      inset-inline: 1rem;
      z-index: 40;
      display: grid;
      justify-items: center;
      gap: 0.5rem;
      pointer-events: none;
    }
    .toast {
      display: flex;
      align-items: center;
      gap: 0.75rem;
      max-inline-size: 36rem;
      padding: 0.5rem 0.75rem;
      border-radius: 0.5rem;
      background: var(--ink);
      color: var(--card);
      box-shadow: var(--shadow);
      pointer-events: auto;
    }
    .toast .link {
      color: inherit;
    }
  `,
})
export class ToastPlace {
  protected readonly toasts = inject(Toasts);
}
