/**
 * The door: e-mail and password, or a one-time link whose token stands in the fragment.
 * Out: a session (the server's cookie) and the way back to where the reader wanted to go.
 */
import { Component, DOCUMENT, inject, input, signal } from '@angular/core';
import { email, form, required } from '@angular/forms/signals';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { RedeemLinkDocument, SignInDocument } from '@chaperone/contract/identity';
import { asFailure, type Failure } from '../api/failure.js';
import { Graphql, Session } from '../api/index.js';
import { FORM_PARTS, needsMending } from '../shell/ui/field-errors.js';
import { FailureNotice } from '../shell/ui/waiting.js';
import { Door } from './door.js';
import { takeToken } from './take-token.js';

@Component({
  imports: [Door, FailureNotice, FORM_PARTS, TranslocoPipe],
  templateUrl: './sign-in-page.html',
})
export class SignInPage {
  /** Where to go afterwards; a path of this site, from the query string. */
  readonly return = input<string>();
  readonly ended = input<string>();

  protected readonly state = signal<'FORM' | 'REDEEMING' | 'SENDING' | 'LINK_FAILED'>('FORM');
  protected readonly failure = signal<Failure | undefined>(undefined);
  private readonly entries = signal({ email: '', password: '' });
  protected readonly form = form(this.entries, (path) => {
    required(path.email);
    email(path.email);
    required(path.password);
  });
  private readonly graphql = inject(Graphql);
  private readonly session = inject(Session);
  private readonly router = inject(Router);

  constructor() {
    const token = takeToken(inject(DOCUMENT));
    if (token) void this.redeem(token);
  }

  protected async signIn(event: Event): Promise<void> {
    event.preventDefault();
    if (needsMending(this.form) || this.state() === 'SENDING') return;
    this.state.set('SENDING');
    this.failure.set(undefined);
    try {
      await this.graphql.mutate(SignInDocument, { input: this.entries() });
      await this.enter();
    } catch (error) {
      this.failure.set(asFailure(error));
      this.state.set('FORM');
    }
  }

  private async redeem(token: string): Promise<void> {
    this.state.set('REDEEMING');
    try {
      await this.graphql.mutate(RedeemLinkDocument, { input: { token } });
      await this.enter();
    } catch (error) {
      const failure = asFailure(error);
      const unreachable = failure.code === 'OFFLINE' || failure.code === 'UNAVAILABLE';
      this.failure.set(unreachable ? failure : undefined);
      this.state.set(unreachable ? 'FORM' : 'LINK_FAILED');
    }
  }

  private async enter(): Promise<void> {
    await this.session.reload();
    const wanted = this.return() ?? '/';
    // Only a path of this site: `//host` would lead elsewhere.
    const safe = /^\/(?![/\\])/.test(wanted) ? wanted : '/';
    await this.router.navigateByUrl(safe, { replaceUrl: true });
  }
}
