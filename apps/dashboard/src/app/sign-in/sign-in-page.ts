/**
 * The door: a first step of the reader's choice, or the demo's one-time link whose token stands in
 * the fragment. Out: a session (the server's cookie) and the way back to where the reader wanted to
 * go. A sign-in that has begun (the page was read again, or the provider sent the reader back) goes
 * on where it stands.
 */
import { Component, computed, DOCUMENT, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import {
  RedeemLinkDocument,
  SignInStateDocument,
  type SignInPartsFragment,
} from '@chaperone/contract/sign-in';
import { Graphql } from '../api/index.js';
import { Attempt } from './attempt.js';
import { DoorFailure } from './door-failure.js';
import { FirstStep } from './first-step.js';
import { takeToken } from './take-token.js';
import { WayIn } from './way-in.js';

/** Why single sign-on let somebody not in, as the server's redirect says it. */
const SSO_REFUSALS = [
  'UNAVAILABLE',
  'NOT_VALID',
  'DENIED',
  'UNKNOWN',
  'EMAIL_NOT_VERIFIED',
  'LINK_FIRST',
  'NO_ROLE',
  'DISABLED',
  'FACTOR_RESET',
  'TOO_MANY',
] as const;

@Component({
  imports: [DoorFailure, FirstStep, TranslocoPipe, WayIn],
  template: `
    <ch-way-in
      [heading]="'signIn.title' | transloco"
      [result]="result()"
      (entered)="enter()"
      (expired)="tookLong.set(true)"
    >
      @if (redeeming()) {
        <p role="status">{{ 'signIn.redeeming' | transloco }}</p>
      } @else {
        @if (attempt.failure()?.code === 'UNAUTHENTICATED') {
          <p class="notice notice-bad" role="alert">{{ 'signIn.linkFailed' | transloco }}</p>
        } @else if (attempt.failure()) {
          <ch-door-failure [failure]="attempt.failure()" />
        } @else if (refusal()) {
          <p class="notice notice-bad" role="alert">
            {{ 'signIn.sso.' + refusal() | transloco }}
          </p>
        } @else if (tookLong()) {
          <p class="notice" role="status">{{ 'signIn.tookLong' | transloco }}</p>
        } @else if (ended()) {
          <p class="notice" role="status">{{ 'signIn.ended' | transloco }}</p>
        }
        <ch-first-step [to]="target()" (passed)="result.set($event)" />
        <p class="quiet small after">{{ 'signIn.help' | transloco }}</p>
      }
    </ch-way-in>
  `,
})
export class SignInPage {
  /** Where to go afterwards; a path of this site, from the query string. */
  readonly return = input<string>();
  /** The same, as single sign-on says it. */
  readonly to = input<string>();
  readonly ended = input<string>();
  readonly sso = input<string>();

  protected readonly result = signal<SignInPartsFragment | null>(null);
  protected readonly redeeming = signal(false);
  protected readonly tookLong = signal(false);
  protected readonly attempt = new Attempt();
  protected readonly refusal = computed(() => SSO_REFUSALS.find((code) => code === this.sso()));
  protected readonly target = computed(() => {
    const wanted = this.return() ?? this.to() ?? '/';
    // Only a path of this site: `//host` would lead elsewhere.
    return /^\/(?![/\\])/.test(wanted) ? wanted : '/';
  });
  private readonly graphql = inject(Graphql);
  private readonly router = inject(Router);

  constructor() {
    const token = takeToken(inject(DOCUMENT));
    void (token ? this.redeem(token) : this.goOn());
  }

  protected async enter(): Promise<void> {
    await this.router.navigateByUrl(this.target(), { replaceUrl: true });
  }

  private async redeem(token: string): Promise<void> {
    this.redeeming.set(true);
    const reply = await this.attempt.make(() =>
      this.graphql.knock(RedeemLinkDocument, { input: { token } }),
    );
    this.redeeming.set(false);
    if (reply) this.result.set(reply.redeemLink);
  }

  private async goOn(): Promise<void> {
    const reply = await this.attempt.make(() => this.graphql.knock(SignInStateDocument, {}));
    const begun = reply?.signInState;
    // who is in already may be here to sign in as somebody else
    if (begun && begun.step !== 'DONE' && !this.result()) this.result.set(begun);
  }
}
