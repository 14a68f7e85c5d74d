import { computed, Directive, inject } from '@angular/core';
import { FORM_FIELD } from '@angular/forms/signals';

/** Says on a native control what its field knows: that it is needed, and that it is wrong. */
@Directive({
  selector: 'input[formField], select[formField], textarea[formField]',
  host: { '[attr.aria-invalid]': 'wrong() ? true : null' },
})
export class InvalidMark {
  private readonly field = inject(FORM_FIELD);
  protected readonly wrong = computed(() => {
    const state = this.field.state();
    return state.touched() && state.invalid();
  });
}
