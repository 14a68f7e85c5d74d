import { afterNextRender, computed, Directive, ElementRef, inject } from '@angular/core';
import { FORM_FIELD } from '@angular/forms/signals';

let next = 0;

/**
 * Says on a native control what its field knows: that it is wrong. Inside a `label.field` it also
 * takes the first line alone as the control's name, and hint and fault as its description.
 */
@Directive({
  selector: 'input[formField], select[formField], textarea[formField]',
  host: { '[attr.aria-invalid]': 'wrong() ? true : null' },
})
export class InvalidMark {
  private readonly field = inject(FORM_FIELD);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly wrong = computed(() => {
    const state = this.field.state();
    return state.touched() && state.invalid();
  });

  constructor() {
    afterNextRender(() => {
      const label = this.host.nativeElement.closest('label.field');
      if (!label) return;
      this.refer('aria-labelledby', label.querySelectorAll(':scope > span:first-child'));
      this.refer('aria-describedby', label.querySelectorAll(':scope > small, :scope > ch-errors'));
    });
  }

  private refer(attribute: string, elements: NodeListOf<Element>): void {
    const ids = Array.from(elements, (element) => (element.id ||= `field-part-${next++}`));
    if (ids.length) this.host.nativeElement.setAttribute(attribute, ids.join(' '));
  }
}
