import { Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { SeeAlertsDocument, type AccountQuery } from '@chaperone/contract/account';
import { Graphql } from '../api/index.js';
import { MomentPipe, PluralPipe } from '../shell/formats.js';
import { FailureNotice, Icon } from '../shell/ui/index.js';
import { Attempt } from '../sign-in/attempt.js';
import { deviceIn } from '../sign-in/device.js';
import { Say } from '../vendors/say.js';

/** Older ones are a click away. */
const FEW = 5;

/** What happened to one's account, in case it was not oneself; new ones stand out. */
@Component({
  selector: 'ch-alerts-card',
  imports: [FailureNotice, Icon, MomentPipe, PluralPipe, TranslocoPipe],
  template: `
    <section class="card" aria-labelledby="alerts">
      <h2 id="alerts">{{ 'account.alerts.title' | transloco }}</h2>
      @if (fresh()) {
        <p>
          <b>{{ fresh() | plural: 'account.alerts.fresh' }}</b>
          {{ 'account.alerts.ask' | transloco }}
          <button type="button" class="link" (click)="seen()">
            {{ 'account.alerts.seen' | transloco }}
          </button>
        </p>
      }
      <ch-failure [failure]="attempt.failure()" />
      <ul class="lines">
        @for (alert of shown(); track alert.id) {
          <li>
            <ch-icon [name]="alert.seen ? 'check' : 'warning'" [class.bad]="!alert.seen" />
            <div class="about">
              <span [class.fresh]="!alert.seen">{{ alert.sentence }}</span>
              <span class="quiet small">
                {{ alert.at | moment }}
                @if (alert.userAgent) {
                  · {{ alert.device }}
                }
                @if (alert.address) {
                  · {{ alert.address }}
                }
              </span>
            </div>
          </li>
        }
      </ul>
      @if (listed().length > few) {
        <button type="button" class="link" (click)="all.set(!all())">
          {{ (all() ? 'account.alerts.fewer' : 'account.alerts.all') | transloco }}
        </button>
      }
    </section>
  `,
  styles: `
    .fresh {
      font-weight: 600;
    }
  `,
  styleUrl: './cards.scss',
})
export class AlertsCard {
  readonly alerts = input.required<AccountQuery['myAlerts']>();
  readonly changed = output();

  protected readonly few = FEW;
  protected readonly all = signal(false);
  protected readonly attempt = new Attempt();
  private readonly graphql = inject(Graphql);
  private readonly say = inject(Say);
  protected readonly listed = computed(() =>
    this.alerts().map((alert) => ({
      ...alert,
      sentence: this.sentence(alert),
      device: deviceIn(alert.userAgent, this.say),
    })),
  );
  protected readonly shown = computed(() =>
    this.all() ? this.listed() : this.listed().slice(0, FEW),
  );
  protected readonly fresh = computed(() => this.alerts().filter(({ seen }) => !seen).length);

  protected async seen(): Promise<void> {
    if (await this.attempt.make(() => this.graphql.mutate(SeeAlertsDocument, {})))
      this.changed.emit();
  }

  private sentence({ kind, details }: AccountQuery['myAlerts'][number]): string {
    const { name, role } = (details ?? {}) as { name?: string; role?: string };
    return this.say.text(`account.alerts.kind.${kind}`, {
      name: name ?? '',
      role: role ? this.say.word('role', role) : '',
    });
  }
}
