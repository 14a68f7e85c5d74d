import { Component, effect, inject, input, output, signal, untracked } from '@angular/core';
import { email, form, required } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import {
  PasskeySignInRequestDocument,
  SignInDocument,
  SignInWithPasskeyDocument,
  type SignInPartsFragment,
} from '@chaperone/contract/sign-in';
import { Graphql } from '../api/index.js';
import { FORM_PARTS, needsMending } from '../shell/ui/field-errors.js';
import { Icon } from '../shell/ui/icon.js';
import { Attempt } from './attempt.js';
import { DoorFailure } from './door-failure.js';
import { Passkeys } from './passkeys.js';

/** E-mail and password, or a passkey alone. */
@Component({
  selector: 'ch-first-step',
  imports: [DoorFailure, FORM_PARTS, Icon, TranslocoPipe],
  templateUrl: './first-step.html',
  styleUrl: './steps.scss',
})
export class FirstStep {
  /** Who is expected. */
  readonly expected = input('');
  readonly passed = output<SignInPartsFragment>();

  protected readonly attempt = new Attempt();
  protected readonly passkeys = inject(Passkeys);
  private readonly entries = signal({ email: '', password: '' });
  protected readonly form = form(this.entries, (path) => {
    required(path.email);
    email(path.email);
    required(path.password);
  });
  private readonly graphql = inject(Graphql);

  constructor() {
    effect(() => {
      const expected = this.expected();
      untracked(() => this.entries.update((entries) => ({ ...entries, email: expected })));
    });
  }

  protected async byPassword(event: Event): Promise<void> {
    event.preventDefault();
    if (needsMending(this.form)) return;
    const reply = await this.attempt.make(() =>
      this.graphql.knock(SignInDocument, { input: this.entries() }),
    );
    if (reply) this.passed.emit(reply.signIn);
  }

  protected async byPasskey(): Promise<void> {
    const reply = await this.attempt.make(async () => {
      const { passkeySignInRequest } = await this.graphql.knock(PasskeySignInRequestDocument, {});
      const response = await this.passkeys.show(passkeySignInRequest);
      return this.graphql.knock(SignInWithPasskeyDocument, { response });
    });
    if (reply) this.passed.emit(reply.signInWithPasskey);
  }
}
