import { Component, computed, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { STAFF_ROLES, type StaffRole } from '@chaperone/risk-model';
import { asFailure, type Failure } from '../api/failure.js';
import { Session } from '../api/index.js';
import { WordPipe } from './formats.js';
import { Icon } from './ui/icon.js';
import { Menu } from './ui/menu.js';
import { Toasts } from './ui/toasts.js';
import { FailureNotice } from './ui/waiting.js';

/**
 * Says that the organisation on screen is made up, takes it away on request, and lets the reader of
 * a demo see it with the eyes of each role.
 */
@Component({
  selector: 'ch-sample-banner',
  imports: [FailureNotice, Icon, Menu, TranslocoPipe, WordPipe],
  template: `
    @if (session.viewer()?.sampleData || roles().length) {
      <aside [attr.aria-label]="label() | transloco">
        <span class="words">
          <b>{{ label() | transloco }}</b>
          @if (session.viewer()?.sampleData) {
            {{ 'shell.sample.text' | transloco }}
          }
        </span>
        <span class="actions no-print">
          @if (roles().length) {
            <ch-menu look="small">
              {{ 'shell.demo.as' | transloco }} <b>{{ session.viewer()?.role | word: 'role' }}</b>
              <ch-icon name="down" />
              <div panel>
                @for (role of roles(); track role) {
                  <button
                    type="button"
                    class="item"
                    [attr.aria-pressed]="role === session.viewer()?.role"
                    (click)="switchTo(role)"
                  >
                    {{ role | word: 'role' }}
                  </button>
                }
              </div>
            </ch-menu>
          }
          @if (session.viewer()?.sampleData && session.can('sample:remove')) {
            <button type="button" class="link" [disabled]="busy()" (click)="remove()">
              {{ (busy() ? 'shell.sample.removing' : 'shell.sample.remove') | transloco }}
            </button>
          }
        </span>
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
    .words {
      flex: 1 1 24rem;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.25rem 0.75rem;
    }
    @media (max-width: 56rem) {
      aside {
        padding-inline: 0.75rem;
      }
      .actions {
        --menu-inline: 0 auto;
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
  protected readonly label = computed(() =>
    this.session.viewer()?.sampleData ? 'shell.sample.label' : 'shell.demo.label',
  );
  /** Roles of the staff that the demo has a person for; none outside the demo. */
  protected readonly roles = computed(() => {
    const offered = this.session.viewer()?.demoRoles ?? [];
    return STAFF_ROLES.filter((role) => offered.includes(role));
  });
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(TranslocoService);

  protected async remove(): Promise<void> {
    await this.trying(async () => {
      await this.session.removeSampleData();
      this.toasts.show(this.words.translate('shell.sample.removed'));
      await this.router.navigateByUrl('/');
    });
  }

  protected async switchTo(role: StaffRole): Promise<void> {
    await this.trying(() => this.session.switchRole(role));
  }

  private async trying(work: () => Promise<void>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.failure.set(undefined);
    try {
      await work();
    } catch (error) {
      this.failure.set(asFailure(error));
    } finally {
      this.busy.set(false);
    }
  }
}
