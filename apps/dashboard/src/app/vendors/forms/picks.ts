import { Component, ElementRef, inject, input, model } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { WordPipe } from '../../shell/formats.js';

/** Any number of a list, as checkboxes under one legend; a form control. */
@Component({
  selector: 'ch-picks',
  imports: [WordPipe],
  template: `
    <fieldset>
      <legend>{{ legend() }}</legend>
      @if (hint()) {
        <small>{{ hint() }}</small>
      }
      <div>
        @for (option of options(); track option) {
          <label class="check">
            <input type="checkbox" [checked]="value().includes(option)" (change)="flip(option)" />
            @if (words(); as list) {
              {{ option | word: list }}
            } @else {
              <code>{{ option }}</code>
            }
          </label>
        }
      </div>
    </fieldset>
  `,
  styles: `
    div {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr));
      margin-block-start: 0.25rem;
    }
  `,
})
export class Picks implements FormValueControl<readonly string[]> {
  readonly value = model<readonly string[]>([]);
  readonly touched = model(false);
  readonly legend = input.required<string>();
  readonly hint = input('');
  /** The list's name under `words` in the catalogue; none: the values are names themselves. */
  readonly words = input('');
  readonly options = input.required<readonly string[]>();
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  /** Called where the form sends the reader to what is to be mended. */
  focus(options?: FocusOptions): void {
    this.host.nativeElement.querySelector('input')?.focus(options);
  }

  protected flip(option: string): void {
    const chosen = new Set(this.value());
    if (!chosen.delete(option)) chosen.add(option);
    this.value.set(this.options().filter((each) => chosen.has(each)));
    this.touched.set(true);
  }
}
