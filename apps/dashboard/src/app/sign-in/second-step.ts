import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { form, required } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import {
  PasskeyRequestDocument,
  VerifyPasskeyDocument,
  VerifyRecoveryCodeDocument,
  VerifyTotpDocument,
  type FactorKind,
  type SignInPartsFragment,
} from '@chaperone/contract/sign-in';
import { Graphql } from '../api/index.js';
import { FORM_PARTS, needsMending } from '../shell/ui/field-errors.js';
import { Icon } from '../shell/ui/icon.js';
import { Attempt } from './attempt.js';
import { DoorFailure } from './door-failure.js';
import { FocusFirst } from './focus-first.js';
import { Passkeys } from './passkeys.js';

/** In which order the ways are offered: the one that most people use first, the last resort last. */
const ORDER: readonly FactorKind[] = ['TOTP', 'PASSKEY', 'RECOVERY_CODE'];

/** The second step of a sign-in: a code of an app, a passkey, or a recovery code. */
@Component({
  selector: 'ch-second-step',
  imports: [DoorFailure, FocusFirst, FORM_PARTS, Icon, TranslocoPipe],
  templateUrl: './second-step.html',
  styleUrl: './steps.scss',
})
export class SecondStep {
  /** By what the person can do it. */
  readonly factors = input.required<readonly FactorKind[]>();
  readonly passed = output<SignInPartsFragment>();
  /** The first step is over: it has to be done again. */
  readonly expired = output();

  protected readonly attempt = new Attempt();
  private readonly passkeys = inject(Passkeys);
  protected readonly ways = computed(() =>
    ORDER.filter(
      (kind) => this.factors().includes(kind) && (kind !== 'PASSKEY' || this.passkeys.available),
    ),
  );
  protected readonly way = linkedSignal(() => this.ways()[0] ?? 'RECOVERY_CODE');
  protected readonly others = computed(() => this.ways().filter((kind) => kind !== this.way()));
  private readonly entries = signal({ code: '' });
  protected readonly form = form(this.entries, (path) => {
    required(path.code);
  });
  private readonly graphql = inject(Graphql);

  protected choose(way: FactorKind): void {
    this.attempt.forget();
    this.form().reset({ code: '' });
    this.way.set(way);
  }

  protected async byCode(event: Event): Promise<void> {
    event.preventDefault();
    if (needsMending(this.form)) return;
    await this.pass(async () => {
      const code = this.entries().code.replaceAll(/\s/g, '');
      if (this.way() === 'RECOVERY_CODE')
        return (await this.graphql.knock(VerifyRecoveryCodeDocument, { code })).verifyRecoveryCode;
      return (await this.graphql.knock(VerifyTotpDocument, { code })).verifyTotp;
    });
  }

  protected async byPasskey(): Promise<void> {
    await this.pass(async () => {
      const { passkeyRequest } = await this.graphql.knock(PasskeyRequestDocument, {});
      const response = await this.passkeys.show(passkeyRequest);
      return (await this.graphql.knock(VerifyPasskeyDocument, { response })).verifyPasskey;
    });
  }

  private async pass(work: () => Promise<SignInPartsFragment>): Promise<void> {
    const result = await this.attempt.make(work);
    if (result) this.passed.emit(result);
    else if (this.attempt.failure()?.code === 'UNAUTHENTICATED') this.expired.emit();
  }
}
