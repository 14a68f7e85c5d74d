import { Component, computed, Directive, inject, input } from '@angular/core';
import { FORM_FIELD, FormField, type FieldTree } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';

/**
 * The faults of one form field, once the reader has left it: `<ch-errors [of]="form.email" />`.
 * A validator's own `message` is shown as it is, its `kind` is a key under ui.error.
 */
@Component({
  selector: 'ch-errors',
  imports: [TranslocoPipe],
  template: `
    @for (error of shown(); track error.kind) {
      <span class="field-error">{{ error.message ?? ('ui.error.' + error.kind | transloco) }}</span>
    }
  `,
  host: { 'aria-live': 'polite' },
})
export class FieldErrors {
  readonly of = input.required<FieldTree<unknown>>();
  protected readonly shown = computed(() => {
    const state = this.of()();
    return state.touched() ? state.errors() : [];
  });
}

/** Tells screen readers, and the style sheet, that what stands in a field cannot stay. */
@Directive({ selector: '[formField]', host: { '[attr.aria-invalid]': 'faulty() || null' } })
export class FieldMark {
  private readonly field = inject(FORM_FIELD);
  protected readonly faulty = computed(() => {
    const state = this.field.state();
    return state.touched() && state.invalid();
  });
}

/** What a component with a form imports. */
export const FORM_PARTS = [FormField, FieldErrors, FieldMark] as const;

/**
 * Before sending: shows every fault of the form and takes the reader to the first one.
 * True where there is one, so: `if (needsMending(this.form)) return;`.
 */
export function needsMending(form: FieldTree<unknown>): boolean {
  form().markAsTouched();
  if (!form().invalid()) return false;
  form().errorSummary()[0]?.fieldTree().focusBoundControl();
  return true;
}
