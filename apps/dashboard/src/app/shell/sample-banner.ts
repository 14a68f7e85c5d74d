import { Component, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { asFailure, type Failure } from '../api/failure.js';
import { Session } from '../api/index.js';
import { Toasts } from './ui/toasts.js';
import { FailureNotice } from './ui/waiting.js';

/** Says that the organisation on screen is made up, and takes it away on request. */
@Component({
  selector: 'ch-sample-banner',
  imports: [FailureNotice, TranslocoPipe],
  template: `
    @if (session.viewer()?.sampleData) {
      <aside [attr.aria-label]="'shell.sample.label' | transloco">
        <span>
          <b>{{ 'shell.sample.label' | transloco }}</b>
          {{ 'shell.sample.text' | transloco }}
        </span>
        @if (session.can('sample:remove')) {
          <button type="button" class="link no-print" [disabled]="busy()" (click)="remove()">
            {{ (busy() ? 'shell.sample.removing' : 'shell.sample.remove') | transloco }}
          </button>
        }
        <ch-failure [failure]="failure()" />
      </aside>
    }
  `,
  styles: `
    aside {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.125rem 0.75rem;
      padding: 0.375rem 1.5rem;
      border-block-end: 1px solid var(--line);
      background: var(--sample);
      font-size: 0.8125rem;
    }
    button {
      margin-inline-start: auto;
    }
    @media (max-width: 56rem) {
      aside {
        padding-inline: 0.75rem;
      }
    }
    @media print {
      aside {
        padding-inline: 0;
      }
    }
  `,
})
export class SampleBanner {
  protected readonly session = inject(Session);
  protected readonly busy = signal(false);
  protected readonly failure = signal<Failure | undefined>(undefined);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(TranslocoService);

  protected async remove(): Promise<void> {
    this.busy.set(true);
    this.failure.set(undefined);
    try {
      await this.session.removeSampleData();
      this.toasts.show(this.words.translate('shell.sample.removed'));
      await this.router.navigateByUrl('/');
    } catch (error) {
      this.failure.set(asFailure(error));
    } finally {
      this.busy.set(false);
    }
  }
}
