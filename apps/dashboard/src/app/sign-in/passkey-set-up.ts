import { Component, inject, input, output, signal } from '@angular/core';
import { form, required } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import {
  PasskeyRegistrationDocument,
  RegisterPasskeyDocument,
  type RegisterPasskeyMutation,
} from '@chaperone/contract/sign-in';
import { Graphql } from '../api/index.js';
import { FORM_PARTS, needsMending } from '../shell/ui/field-errors.js';
import { Icon } from '../shell/ui/icon.js';
import { Say } from '../vendors/say.js';
import { Attempt } from './attempt.js';
import { deviceIn } from './device.js';
import { DoorFailure } from './door-failure.js';
import { FocusFirst } from './focus-first.js';
import { Passkeys } from './passkeys.js';

/** A passkey of this device, of a phone nearby or of a security key, under a name of its own. */
@Component({
  selector: 'ch-passkey-set-up',
  imports: [DoorFailure, FocusFirst, FORM_PARTS, Icon, TranslocoPipe],
  template: `
    <p>{{ 'signIn.passkeys.lede' | transloco }}</p>
    <form class="form" chFocusFirst novalidate (submit)="make($event)">
      <label class="field">
        <span>{{ 'signIn.passkeys.name' | transloco }}</span>
        <input autocomplete="off" [formField]="form.name" />
        <small>{{ 'signIn.passkeys.nameHint' | transloco }}</small>
        <ch-errors [of]="form.name" />
      </label>
      <ch-door-failure [failure]="attempt.failure()" />
      <button type="submit" class="button primary" [attr.aria-disabled]="attempt.busy()">
        <ch-icon name="key" />
        {{ (attempt.busy() ? 'signIn.passkeys.wait' : 'signIn.passkeys.make') | transloco }}
      </button>
    </form>
    @if (back()) {
      <div class="others">
        <button type="button" class="link" (click)="left.emit()">{{ back() }}</button>
      </div>
    }
  `,
  styleUrl: './steps.scss',
})
export class PasskeySetUp {
  /** What the button that goes back says; none: there is no way back. */
  readonly back = input('');
  readonly added = output<RegisterPasskeyMutation['registerPasskey']>();
  readonly left = output();

  protected readonly attempt = new Attempt();
  private readonly passkeys = inject(Passkeys);
  private readonly graphql = inject(Graphql);
  private readonly entries = signal({ name: deviceIn(navigator.userAgent, inject(Say)) });
  protected readonly form = form(this.entries, (path) => {
    required(path.name);
  });

  protected async make(event: Event): Promise<void> {
    event.preventDefault();
    if (needsMending(this.form)) return;
    const reply = await this.attempt.make(async () => {
      const { passkeyRegistration } = await this.graphql.mutate(PasskeyRegistrationDocument, {});
      const response = await this.passkeys.create(passkeyRegistration);
      return this.graphql.mutate(RegisterPasskeyDocument, { response, ...this.entries() });
    });
    if (reply) this.added.emit(reply.registerPasskey);
  }
}
