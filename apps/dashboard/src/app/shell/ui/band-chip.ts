import { Component, computed, input } from '@angular/core';
import { BANDS, type Band } from '@chaperone/risk-model';
import { WordPipe } from '../formats.js';

/** A band or tier as word, colour and a row of one to four filled bars; null: not assessed. */
@Component({
  selector: 'ch-band',
  imports: [WordPipe],
  template: `
    <span class="bars" aria-hidden="true">
      @for (step of steps; track step) {
        <i [class.on]="step <= level()"></i>
      }
    </span>
    {{ band() ?? 'NONE' | word: 'band' }}
  `,
  host: { '[class]': "'band band-' + (band() ?? 'NONE').toLowerCase()" },
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 0.375rem;
      padding: 0.0625rem 0.4375rem 0.0625rem 0.375rem;
      border: 1px solid var(--band-line);
      border-radius: 0.25rem;
      background: var(--band-fill);
      color: var(--band-ink);
      font-size: 0.75rem;
      font-weight: 600;
      line-height: 1.375;
      white-space: nowrap;
    }
    .bars {
      display: inline-flex;
      align-items: flex-end;
      gap: 1px;
    }
    i {
      inline-size: 3px;
      block-size: 9px;
      border: 1px solid currentColor;
      opacity: 0.45;
    }
    i.on {
      background: currentColor;
      opacity: 1;
    }
  `,
})
export class BandChip {
  readonly band = input.required<Band | null | undefined>();
  protected readonly steps = [1, 2, 3, 4];
  protected readonly level = computed(() => {
    const band = this.band();
    return band ? BANDS.indexOf(band) + 1 : 0;
  });
}
