import { NgTemplateOutlet } from '@angular/common';
import {
  Component,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
} from '@angular/core';
import { email, form, required } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import {
  PasskeySignInRequestDocument,
  SignInDocument,
  SignInWithPasskeyDocument,
  WaysInDocument,
  type SignInPartsFragment,
} from '@chaperone/contract/sign-in';
import { Graphql, graphqlResource } from '../api/index.js';
import { FORM_PARTS, needsMending } from '../shell/ui/field-errors.js';
import { Icon } from '../shell/ui/icon.js';
import { Attempt } from './attempt.js';
import { DoorFailure } from './door-failure.js';
import { Passkeys } from './passkeys.js';

/** E-mail and password, a passkey alone, or the organisation's single sign-on. */
@Component({
  selector: 'ch-first-step',
  imports: [DoorFailure, FORM_PARTS, Icon, NgTemplateOutlet, TranslocoPipe],
  templateUrl: './first-step.html',
  styleUrl: './steps.scss',
})
export class FirstStep {
  /** Where single sign-on leads back to; a path of this site. */
  readonly to = input('/');
  /** Whether single sign-on may not leave the page, since something on it is to be kept. */
  readonly stays = input(false);
  /** Who is expected. */
  readonly expected = input('');
  readonly passed = output<SignInPartsFragment>();
  /** The reader is on the way to the provider. */
  readonly departed = output();

  protected readonly attempt = new Attempt();
  protected readonly passkeys = inject(Passkeys);
  private readonly entries = signal({ email: '', password: '' });
  protected readonly form = form(this.entries, (path) => {
    required(path.email);
    email(path.email);
    required(path.password);
  });
  private readonly graphql = inject(Graphql);
  private readonly ways = graphqlResource(WaysInDocument, () => ({}));
  protected readonly providers = computed(() =>
    (this.ways.value()?.ssoProviders ?? []).map(({ startUrl, ...provider }) => ({
      ...provider,
      href: `${startUrl}&to=${encodeURIComponent(this.to())}`,
    })),
  );
  /** Where single sign-on is the rule, the other ways are for the one who may still use them. */
  protected readonly enforced = computed(() => this.providers().some(({ enforced }) => enforced));

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
