/**
 * The pages that a one-time link for one person opens: an invitation, another password, second
 * factors anew. In: the token in the fragment. Nothing is used up before the button is pressed, so
 * that a mail scanner which opens links cannot burn one.
 */
import {
  afterNextRender,
  Component,
  computed,
  DOCUMENT,
  inject,
  input,
  signal,
} from '@angular/core';
import { form, minLength, required } from '@angular/forms/signals';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import {
  AcceptInvitationDocument,
  EnrolAnewDocument,
  ResetPasswordDocument,
  type LinkPage as Page,
  type SignInPartsFragment,
} from '@chaperone/contract/sign-in';
import { Graphql } from '../api/index.js';
import { FORM_PARTS, needsMending } from '../shell/ui/field-errors.js';
import { Attempt } from './attempt.js';
import { DoorFailure } from './door-failure.js';
import { LinkLook, LinkOver } from './link-look.js';
import { NewPassword, SHORTEST_PASSWORD } from './new-password.js';
import { takeToken } from './take-token.js';
import { WayIn } from './way-in.js';

/** What the link is for; the route says it. */
export type LinkPurpose = 'invitation' | 'reset' | 'enrol';

const PAGES: Record<LinkPurpose, Page> = {
  invitation: 'INVITATION',
  reset: 'RESET',
  enrol: 'ENROL',
};

@Component({
  imports: [DoorFailure, FORM_PARTS, LinkOver, NewPassword, TranslocoPipe, WayIn],
  template: `
    <ch-way-in
      [heading]="'signIn.link.' + purpose() + '.title' | transloco"
      [result]="result()"
      (entered)="enter()"
    >
      @if (look.over()) {
        <ch-link-over [page]="page()" />
      } @else if (token) {
        <p class="quiet">{{ 'signIn.link.' + purpose() + '.lede' | transloco }}</p>
        <form class="form" novalidate (submit)="send($event)">
          @if (purpose() === 'invitation') {
            <label class="field">
              <span>{{ 'signIn.link.name' | transloco }}</span>
              <input autocomplete="name" [formField]="form.name" />
              <ch-errors [of]="form.name" />
            </label>
          }
          @if (purpose() === 'enrol') {
            <label class="field">
              <span>{{ 'signIn.password' | transloco }}</span>
              <input type="password" autocomplete="current-password" [formField]="form.password" />
              <ch-errors [of]="form.password" />
            </label>
          } @else {
            <ch-new-password
              [label]="'signIn.newPassword.label' | transloco"
              [field]="form.password"
            />
          }
          <ch-door-failure [failure]="attempt.failure()" />
          <button type="submit" class="button primary" [attr.aria-disabled]="attempt.busy()">
            {{
              (attempt.busy() ? 'signIn.wait' : 'signIn.link.' + purpose() + '.submit') | transloco
            }}
          </button>
        </form>
      } @else {
        <p>{{ 'signIn.link.noToken' | transloco }}</p>
      }
    </ch-way-in>
  `,
})
export class LinkPage {
  /** From the route's data. */
  readonly purpose = input.required<LinkPurpose>();

  protected readonly token = takeToken(inject(DOCUMENT));
  protected readonly attempt = new Attempt();
  protected readonly look = new LinkLook();
  protected readonly page = computed(() => PAGES[this.purpose()]);
  protected readonly result = signal<SignInPartsFragment | null>(null);
  private readonly isNew = computed(() => this.purpose() !== 'enrol');
  private readonly entries = signal({ name: '', password: '' });
  protected readonly form = form(this.entries, (path) => {
    required(path.name, { when: () => this.purpose() === 'invitation' });
    required(path.password);
    minLength(path.password, () => (this.isNew() ? SHORTEST_PASSWORD : 1));
  });
  private readonly graphql = inject(Graphql);
  private readonly router = inject(Router);

  constructor() {
    // the purpose comes with the route's data, after the page is made
    afterNextRender(() => void this.begin());
  }

  /** Says early that a link is over, and fills in the name that an invitation gave. */
  private async begin(): Promise<void> {
    if (!this.token) return;
    const name = await this.look.at(this.page(), this.token);
    if (name && !this.entries().name) this.entries.update((typed) => ({ ...typed, name }));
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const { token } = this;
    if (!token || needsMending(this.form)) return;
    const result = await this.attempt.make(() => this.use(token));
    if (result) this.result.set(result);
  }

  protected async enter(): Promise<void> {
    await this.router.navigateByUrl('/', { replaceUrl: true });
  }

  private async use(token: string): Promise<SignInPartsFragment> {
    const { name, password } = this.entries();
    switch (this.purpose()) {
      case 'invitation': {
        const input = { token, name, password };
        return (await this.graphql.knock(AcceptInvitationDocument, { input })).acceptInvitation;
      }
      case 'reset': {
        const input = { token, password };
        return (await this.graphql.knock(ResetPasswordDocument, { input })).resetPassword;
      }
      case 'enrol': {
        const input = { token, password };
        return (await this.graphql.knock(EnrolAnewDocument, { input })).enrolAnew;
      }
    }
  }
}
