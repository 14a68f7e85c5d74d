import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import {
  RevokeOtherSessionsDocument,
  RevokeSessionDocument,
  type AccountQuery,
} from '@chaperone/contract/account';
import { Graphql } from '../api/index.js';
import { MomentPipe } from '../shell/formats.js';
import { FailureNotice, Icon, Toasts } from '../shell/ui/index.js';
import { Attempt } from '../sign-in/attempt.js';
import { deviceIn } from '../sign-in/device.js';
import { Say } from '../vendors/say.js';

/** Where one is signed in; every session but this one can be ended from here. */
@Component({
  selector: 'ch-sessions-card',
  imports: [FailureNotice, Icon, MomentPipe, TranslocoPipe],
  template: `
    <section class="card" aria-labelledby="sessions">
      <h2 id="sessions">{{ 'account.sessions.title' | transloco }}</h2>
      <ch-failure [failure]="attempt.failure()" />
      <ul class="lines">
        @for (session of listed(); track session.id) {
          <li>
            <ch-icon name="system" />
            <div class="about">
              <span>
                <b>{{ session.device }}</b>
                @if (session.current) {
                  <span class="here">{{ 'account.sessions.current' | transloco }}</span>
                }
              </span>
              <span class="quiet small">
                {{ 'account.sessions.used' | transloco: { at: (session.lastUsedAt | moment) } }}
                @if (session.address) {
                  · {{ 'account.sessions.from' | transloco: { address: session.address } }}
                }
              </span>
              <span class="quiet small">
                {{ 'account.sessions.began' | transloco: { at: (session.createdAt | moment) } }}
              </span>
            </div>
            @if (!session.current) {
              <button
                type="button"
                class="link"
                [attr.aria-label]="'account.sessions.endOf' | transloco: { device: session.device }"
                (click)="end(session.id)"
              >
                {{ 'account.sessions.end' | transloco }}
              </button>
            }
          </li>
        }
      </ul>
      @if (listed().length > 1) {
        <button
          type="button"
          class="button"
          [attr.aria-disabled]="attempt.busy()"
          (click)="endOthers()"
        >
          {{ 'account.sessions.endOthers' | transloco }}
        </button>
      }
    </section>
  `,
  styleUrl: './cards.scss',
})
export class SessionsCard {
  readonly sessions = input.required<AccountQuery['mySessions']>();
  readonly changed = output();

  protected readonly attempt = new Attempt();
  private readonly graphql = inject(Graphql);
  private readonly toasts = inject(Toasts);
  private readonly say = inject(Say);
  protected readonly listed = computed(() =>
    this.sessions().map((session) => ({
      ...session,
      device: deviceIn(session.userAgent, this.say),
    })),
  );

  protected async end(id: string): Promise<void> {
    const done = await this.attempt.make(() => this.graphql.mutate(RevokeSessionDocument, { id }));
    if (done) this.told('account.sessions.ended');
  }

  protected async endOthers(): Promise<void> {
    const done = await this.attempt.make(() =>
      this.graphql.mutate(RevokeOtherSessionsDocument, {}),
    );
    if (done) this.told('account.sessions.endedOthers');
  }

  private told(key: string): void {
    this.toasts.show(this.say.text(key));
    this.changed.emit();
  }
}
