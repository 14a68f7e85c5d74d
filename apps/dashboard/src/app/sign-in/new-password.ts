import { Component, input, signal } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { FORM_PARTS } from '../shell/ui/field-errors.js';

/** Long rather than odd: the server asks for the same. */
export const SHORTEST_PASSWORD = 15;

/** A field for a new password; it can be looked at while it is typed. */
@Component({
  selector: 'ch-new-password',
  imports: [FORM_PARTS, TranslocoPipe],
  template: `
    <label class="field">
      <span>{{ label() }}</span>
      <input
        [type]="shown() ? 'text' : 'password'"
        autocomplete="new-password"
        spellcheck="false"
        [formField]="field()"
      />
      <small>{{ 'signIn.newPassword.hint' | transloco }}</small>
      <ch-errors [of]="field()" />
    </label>
    <label class="check small">
      <input type="checkbox" [checked]="shown()" (change)="shown.set(!shown())" />
      {{ 'signIn.newPassword.show' | transloco }}
    </label>
  `,
  styles: `
    :host {
      display: block;
    }
  `,
})
export class NewPassword {
  readonly label = input.required<string>();
  readonly field = input.required<FieldTree<string>>();
  protected readonly shown = signal(false);
}
