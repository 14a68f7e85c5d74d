import { Component, inject, output, signal } from '@angular/core';
import { email, form, required } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { STAFF_ROLES, type StaffRole } from '@chaperone/risk-model';
import { InvitePersonDocument, type InvitationPartsFragment } from '@chaperone/contract/settings';
import { Graphql } from '../../api/index.js';
import { WordPipe } from '../../shell/formats.js';
import { FORM_PARTS } from '../../shell/ui/field-errors.js';
import { FormFrame } from '../../vendors/forms/form-frame.js';

/** Whom to invite: the link is bound to the address, and nobody is ever given a password. */
@Component({
  selector: 'ch-invite-form',
  imports: [FormFrame, FORM_PARTS, TranslocoPipe, WordPipe],
  template: `
    <ch-form-frame
      [heading]="'settings.people.invite' | transloco"
      [action]="'settings.people.makeLink' | transloco"
      [form]="form"
      [save]="save"
      (closed)="closed.emit()"
    >
      <p class="quiet">{{ 'settings.people.inviteLede' | transloco }}</p>
      <label class="field">
        <span>{{ 'settings.people.name' | transloco }}</span>
        <input autocomplete="off" [formField]="form.name" />
        <ch-errors [of]="form.name" />
      </label>
      <label class="field">
        <span>{{ 'settings.people.email' | transloco }}</span>
        <input type="email" autocomplete="off" [formField]="form.email" />
        <ch-errors [of]="form.email" />
      </label>
      <label class="field">
        <span>{{ 'settings.people.role' | transloco }}</span>
        <select [formField]="form.role">
          @for (role of roles; track role) {
            <option [value]="role">{{ role | word: 'role' }}</option>
          }
        </select>
        <small>{{ 'settings.people.may.' + entries().role | transloco }}</small>
        <ch-errors [of]="form.role" />
      </label>
    </ch-form-frame>
  `,
})
export class InviteForm {
  readonly made = output<InvitationPartsFragment>();
  readonly closed = output();

  protected readonly roles = STAFF_ROLES;
  protected readonly entries = signal({ name: '', email: '', role: 'PROCUREMENT' as StaffRole });
  protected readonly form = form(this.entries, (path) => {
    required(path.name);
    required(path.email);
    email(path.email);
  });
  private readonly graphql = inject(Graphql);

  protected readonly save = async (): Promise<void> => {
    const reply = await this.graphql.mutate(InvitePersonDocument, { input: this.entries() });
    this.made.emit(reply.invitePerson);
  };
}
