import { Component, input, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../shell/ui/index.js';

/** A text to be taken elsewhere as it is: a link, a token, an address. */
@Component({
  selector: 'ch-copy-field',
  imports: [Icon, TranslocoPipe],
  template: `
    <label class="field">
      <span>{{ label() }}</span>
      <input #box readonly [value]="value()" (focus)="box.select()" />
    </label>
    <button type="button" class="button" (click)="copy()">
      <ch-icon [name]="copied() ? 'check' : 'copy'" />
      {{ (copied() ? 'settings.copied' : 'settings.copy') | transloco }}
    </button>
    <span class="sr-only" role="status">
      @if (copied()) {
        {{ 'settings.copied' | transloco }}
      }
    </span>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: end;
      gap: 0.5rem;
    }
    label {
      flex: 1 1 14rem;
      min-inline-size: 0;
    }
    input {
      font-family: ui-monospace, 'Liberation Mono', monospace;
    }
  `,
})
export class CopyField {
  readonly label = input.required<string>();
  readonly value = input.required<string>();
  protected readonly copied = signal(false);

  protected async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.value());
    this.copied.set(true);
  }
}
