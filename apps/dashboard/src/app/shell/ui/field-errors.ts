import { Component, computed, input } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
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
