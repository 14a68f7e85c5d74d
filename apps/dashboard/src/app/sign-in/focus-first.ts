import { afterNextRender, Directive, ElementRef, inject } from '@angular/core';

/**
 * A step that takes another's place begins where its work begins: at its first field or button, or
 * at itself where it is to be read first (`tabindex="-1"`).
 */
@Directive({ selector: '[chFocusFirst]' })
export class FocusFirst {
  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    afterNextRender(() => {
      const first = host.querySelector<HTMLElement>('input, button.primary, button');
      if (host.hasAttribute('tabindex')) host.focus({ preventScroll: true });
      else first?.focus();
    });
  }
}
