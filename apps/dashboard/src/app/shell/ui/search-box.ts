import { Component, effect, input, output, signal, untracked } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { debounceTime } from 'rxjs';

// Long enough for the next key, short enough to feel at once.
const TYPING_MS = 250;

/** A search field above a list; `searched` comes when the typing pauses. */
@Component({
  selector: 'ch-search',
  template: `
    <label>
      <span class="sr-only">{{ label() }}</span>
      <input
        #box
        type="search"
        class="input"
        autocomplete="off"
        [placeholder]="hint()"
        [value]="typed()"
        (input)="typed.set(box.value)"
      />
    </label>
  `,
  host: { class: 'search' },
})
export class SearchBox {
  readonly label = input.required<string>();
  readonly hint = input('');
  /** What the URL says; back, forward and a chip change it, and the field follows. */
  readonly asked = input.required<string>();
  readonly searched = output<string>();
  protected readonly typed = signal('');

  constructor() {
    toObservable(this.typed)
      .pipe(debounceTime(TYPING_MS), takeUntilDestroyed())
      .subscribe((typed) => {
        if (typed !== this.asked()) this.searched.emit(typed);
      });
    effect(() => {
      const asked = this.asked();
      untracked(() => this.typed.set(asked));
    });
  }
}
