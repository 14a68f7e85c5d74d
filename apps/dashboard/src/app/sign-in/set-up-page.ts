import { Component, DOCUMENT, inject, signal } from '@angular/core';
import { email, form, minLength, required } from '@angular/forms/signals';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { SetUpDocument } from '@chaperone/contract/identity';
import { asFailure, type Failure } from '../api/failure.js';
import { Graphql, Session } from '../api/index.js';
import { FORM_PARTS, needsMending } from '../shell/ui/field-errors.js';
import { FailureNotice } from '../shell/ui/waiting.js';
import { Door } from './door.js';
import { takeToken } from './take-token.js';

// Long rather than odd: the server asks for the same.
const SHORTEST_PASSWORD = 12;

/** Makes the organisation and its first administrator, once, by the link that the server printed. */
@Component({
  imports: [Door, FailureNotice, FORM_PARTS, TranslocoPipe],
  templateUrl: './set-up-page.html',
})
export class SetUpPage {
  protected readonly token = takeToken(inject(DOCUMENT));
  protected readonly sending = signal(false);
  protected readonly failure = signal<Failure | undefined>(undefined);
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
  private readonly session = inject(Session);
  private readonly router = inject(Router);

  protected async setUp(event: Event): Promise<void> {
    event.preventDefault();
    if (!this.token || needsMending(this.form) || this.sending()) return;
    this.sending.set(true);
    this.failure.set(undefined);
    try {
      await this.graphql.mutate(SetUpDocument, { input: { token: this.token, ...this.entries() } });
      await this.session.reload();
      await this.router.navigateByUrl('/', { replaceUrl: true });
    } catch (error) {
      this.failure.set(asFailure(error));
    } finally {
      this.sending.set(false);
    }
  }
}
