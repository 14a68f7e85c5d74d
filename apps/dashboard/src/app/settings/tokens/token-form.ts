import { Component, computed, inject, output, signal } from '@angular/core';
import { form, max, min, required } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { STAFF_ROLES, type StaffRole } from '@chaperone/risk-model';
import {
  CreateApiTokenDocument,
  type CreateApiTokenMutation,
  type CreateApiTokenMutationVariables,
} from '@chaperone/contract/settings';
import { Graphql, Session } from '../../api/index.js';
import { MomentPipe, WordPipe } from '../../shell/formats.js';
import { FORM_PARTS } from '../../shell/ui/field-errors.js';
import { Dialog } from '../../shell/ui/index.js';
import { FormFrame } from '../../vendors/forms/form-frame.js';
import { Picks } from '../../vendors/forms/picks.js';
import { CopyField } from '../copy-field.js';

const LONGEST_DAYS = 365;
/** Bound to a person at a browser: the server gives these to no token. */
const NEVER_BY_TOKEN: readonly string[] = [
  'account:read',
  'account:write',
  'people:write',
  'tokens:write',
  'keys:write',
  'sso:write',
  'audit:write',
  'reviews:write',
];

/** A new token: what for, as which role, narrowed to which scopes, for how long; then its text, once. */
@Component({
  selector: 'ch-token-form',
  imports: [CopyField, Dialog, FormFrame, FORM_PARTS, MomentPipe, Picks, TranslocoPipe, WordPipe],
  templateUrl: './token-form.html',
})
export class TokenForm {
  readonly made = output();
  readonly closed = output();

  protected readonly roles = STAFF_ROLES;
  protected readonly result = signal<CreateApiTokenMutation['createApiToken'] | undefined>(
    undefined,
  );
  protected readonly entries = signal({
    name: '',
    role: 'AUDITOR' as StaffRole,
    scopes: [] as readonly string[],
    days: 90,
  });
  protected readonly form = form(this.entries, (path) => {
    required(path.name);
    required(path.days);
    min(path.days, 1);
    max(path.days, LONGEST_DAYS);
  });
  protected readonly role = computed(() => this.entries().role);
  private readonly graphql = inject(Graphql);
  private readonly session = inject(Session);
  /** What it can be narrowed to, by the names that the documentation has. */
  protected readonly scopes = computed(() =>
    (this.session.viewer()?.can ?? []).filter((each) => !NEVER_BY_TOKEN.includes(each)),
  );

  protected readonly save = async (): Promise<void> => {
    const { scopes, ...facts } = this.entries();
    type Input = CreateApiTokenMutationVariables['input'];
    const input = { ...facts, scopes: [...scopes] as Input['scopes'] };
    const reply = await this.graphql.mutate(CreateApiTokenDocument, { input });
    this.result.set(reply.createApiToken);
    this.made.emit();
  };

  /** The form has closed by itself after it was sent: the token is still to be shown. */
  protected left(): void {
    if (!this.result()) this.closed.emit();
  }
}
