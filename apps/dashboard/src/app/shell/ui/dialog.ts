import { afterNextRender, Component, ElementRef, input, output, viewChild } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from './icon.js';

let next = 0;

/**
 * A modal over the page, on the browser's own dialog: it opens when it is rendered (`@if`) and
 * asks to be taken away by `closed`. Escape and the cross close it; focus returns by itself.
 */
@Component({
  selector: 'ch-dialog',
  imports: [Icon, TranslocoPipe],
  template: `
    <dialog #box [attr.aria-labelledby]="id" (close)="closed.emit()">
      <header>
        <h2 [id]="id">{{ heading() }}</h2>
        <button
          type="button"
          class="button icon-only"
          [attr.aria-label]="'ui.close' | transloco"
          (click)="box.close()"
        >
          <ch-icon name="close" />
        </button>
      </header>
      <ng-content />
    </dialog>
  `,
  styles: `
    dialog {
      inline-size: min(40rem, calc(100vw - 1rem));
      max-block-size: calc(100dvh - 2rem);
      padding: 1rem 1.25rem 1.25rem;
      border: 1px solid var(--line);
      border-radius: 0.625rem;
      background: var(--card);
      color: var(--ink);
      box-shadow: var(--shadow);
    }
    dialog::backdrop {
      background: rgb(8 14 18 / 0.5);
    }
    header {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 1rem;
      margin-block-end: 0.75rem;
    }
    h2 {
      margin: 0;
    }
  `,
})
export class Dialog {
  readonly heading = input.required<string>();
  readonly closed = output();
  // one may stand over another
  protected readonly id = `dialog-heading-${next++}`;
  private readonly box = viewChild.required<ElementRef<HTMLDialogElement>>('box');

  constructor() {
    afterNextRender(() => this.box().nativeElement.showModal());
  }

  /** Closes as if by Escape. */
  close(): void {
    this.box().nativeElement.close();
  }
}
