import { Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import {
  RemoveFactorDocument,
  RenameFactorDocument,
  type AccountQuery,
} from '@chaperone/contract/account';
import { Graphql } from '../api/index.js';
import { MomentPipe } from '../shell/formats.js';
import { FailureNotice, Icon, Toasts } from '../shell/ui/index.js';
import { Attempt } from '../sign-in/attempt.js';
import { PasskeySetUp } from '../sign-in/passkey-set-up.js';
import { Passkeys } from '../sign-in/passkeys.js';
import { RecoveryCodes } from '../sign-in/recovery-codes.js';
import { TotpSetUp } from '../sign-in/totp-set-up.js';
import { Say } from '../vendors/say.js';

type Factor = AccountQuery['myFactors'][number];

/** One's second factors: added, named, removed. The last one stays, since nobody goes without. */
@Component({
  selector: 'ch-factors-card',
  imports: [FailureNotice, Icon, MomentPipe, PasskeySetUp, RecoveryCodes, TotpSetUp, TranslocoPipe],
  templateUrl: './factors-card.html',
  styleUrl: './cards.scss',
})
export class FactorsCard {
  readonly factors = input.required<readonly Factor[]>();
  readonly changed = output();

  protected readonly attempt = new Attempt();
  protected readonly passkeys = inject(Passkeys);
  protected readonly adding = signal<'TOTP' | 'PASSKEY' | undefined>(undefined);
  protected readonly renaming = signal<string | undefined>(undefined);
  /** The one that waits for a second press before it goes. */
  protected readonly leaving = signal<string | undefined>(undefined);
  /** Codes that came with a first factor. */
  protected readonly codes = signal<readonly string[]>([]);
  protected readonly isLast = computed(() => this.factors().length < 2);
  private readonly graphql = inject(Graphql);
  private readonly toasts = inject(Toasts);
  private readonly say = inject(Say);

  protected added(recoveryCodes: readonly string[] | null | undefined): void {
    this.adding.set(undefined);
    this.codes.set(recoveryCodes ?? []);
    this.toasts.show(this.say.text('account.factors.added'));
    this.changed.emit();
  }

  protected async rename(event: Event, { id }: Factor, name: string): Promise<void> {
    event.preventDefault();
    const done = await this.attempt.make(() =>
      this.graphql.mutate(RenameFactorDocument, { id, name }),
    );
    if (!done) return;
    this.renaming.set(undefined);
    this.changed.emit();
  }

  protected async remove({ id, name }: Factor): Promise<void> {
    if (this.leaving() !== id) {
      this.leaving.set(id);
      return;
    }
    const done = await this.attempt.make(() => this.graphql.mutate(RemoveFactorDocument, { id }));
    this.leaving.set(undefined);
    if (!done) return;
    this.toasts.show(this.say.text('account.factors.removed', { name }));
    this.changed.emit();
  }
}
