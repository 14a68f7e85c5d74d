import { Component, DOCUMENT, inject, signal } from '@angular/core';
import { email, form, minLength, required } from '@angular/forms/signals';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { SetUpDocument, type SignInPartsFragment } from '@chaperone/contract/sign-in';
import { Graphql } from '../api/index.js';
import { FORM_PARTS, needsMending } from '../shell/ui/field-errors.js';
import { Attempt } from './attempt.js';
import { DoorFailure } from './door-failure.js';
import { LinkLook, LinkOver } from './link-look.js';
import { NewPassword, SHORTEST_PASSWORD } from './new-password.js';
import { takeToken } from './take-token.js';
import { WayIn } from './way-in.js';

/** Makes the organisation and its first administrator, once, by the link that the server printed. */
@Component({
  imports: [DoorFailure, FORM_PARTS, LinkOver, NewPassword, TranslocoPipe, WayIn],
  templateUrl: './set-up-page.html',
})
export class SetUpPage {
  protected readonly token = takeToken(inject(DOCUMENT));
  protected readonly attempt = new Attempt();
  protected readonly look = new LinkLook();
  protected readonly result = signal<SignInPartsFragment | null>(null);
  private readonly entries = signal({ organisationName: '', name: '', email: '', password: '' });
  protected readonly form = form(this.entries, (path) => {
    required(path.organisationName);
    required(path.name);
    required(path.email);
    email(path.email);
    required(path.password);
    minLength(path.password, SHORTEST_PASSWORD);
  });
  private readonly graphql = inject(Graphql);
  private readonly router = inject(Router);

  constructor() {
    if (this.token) void this.look.at('SET_UP', this.token);
  }

  protected async setUp(event: Event): Promise<void> {
    event.preventDefault();
    const { token } = this;
    if (!token || needsMending(this.form)) return;
    const reply = await this.attempt.make(() =>
      this.graphql.knock(SetUpDocument, { input: { token, ...this.entries() } }),
    );
    if (reply) this.result.set(reply.setUp);
  }

  protected async enter(): Promise<void> {
    await this.router.navigateByUrl('/', { replaceUrl: true });
  }
}
