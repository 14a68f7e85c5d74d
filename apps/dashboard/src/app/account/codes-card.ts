import { Component, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { RenewRecoveryCodesDocument } from '@chaperone/contract/account';
import { Graphql } from '../api/index.js';
import { PluralPipe } from '../shell/formats.js';
import { FailureNotice, Icon } from '../shell/ui/index.js';
import { Attempt } from '../sign-in/attempt.js';
import { RecoveryCodes } from '../sign-in/recovery-codes.js';

/** Fewer than these are a reason to make new ones. */
const FEW = 4;

/** How many recovery codes are left, and ten new ones. */
@Component({
  selector: 'ch-codes-card',
  imports: [FailureNotice, Icon, PluralPipe, RecoveryCodes, TranslocoPipe],
  template: `
    <section class="card" aria-labelledby="codes">
      <h2 id="codes">{{ 'account.codes.title' | transloco }}</h2>
      <p [class.bad]="left() < few">
        @if (left() < few) {
          <ch-icon name="warning" />
        }
        {{ left() | plural: 'account.codes.left' }}
      </p>
      <ch-failure [failure]="attempt.failure()" />
      @if (codes().length) {
        <div class="inner">
          <ch-recovery-codes
            [codes]="codes()"
            [action]="'account.codes.close' | transloco"
            (done)="codes.set([])"
          />
        </div>
      } @else {
        <p class="quiet small">{{ 'account.codes.effect' | transloco }}</p>
        <button
          type="button"
          class="button"
          [attr.aria-disabled]="attempt.busy()"
          (click)="renew()"
        >
          {{ 'account.codes.renew' | transloco }}
        </button>
      }
    </section>
  `,
  styleUrl: './cards.scss',
})
export class CodesCard {
  readonly left = input.required<number>();
  readonly changed = output();

  protected readonly few = FEW;
  protected readonly attempt = new Attempt();
  protected readonly codes = signal<readonly string[]>([]);
  private readonly graphql = inject(Graphql);

  protected async renew(): Promise<void> {
    const reply = await this.attempt.make(() =>
      this.graphql.mutate(RenewRecoveryCodesDocument, {}),
    );
    if (!reply) return;
    this.codes.set(reply.renewRecoveryCodes);
    this.changed.emit();
  }
}
