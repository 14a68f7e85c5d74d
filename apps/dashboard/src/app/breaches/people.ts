import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { WholePipe } from '../shell/formats.js';
import { Say } from '../vendors/say.js';

/** How many people a record names; a placeholder figure says that it is one. */
@Component({
  selector: 'ch-people',
  imports: [TranslocoPipe, WholePipe],
  template: `
    @if (people() === null) {
      <span class="quiet">{{ 'breaches.people.unknown' | transloco }}</span>
    } @else {
      {{ unit() ? sentence() : (people() | whole) }}
      @if (placeholder()) {
        <span class="quiet small" [title]="'breaches.people.placeholderWhy' | transloco">{{
          'breaches.people.placeholder' | transloco
        }}</span>
      }
    }
  `,
  styles: `
    :host:not(.unit) .small {
      display: block;
      white-space: normal;
    }
  `,
  host: { '[class.unit]': 'unit()' },
})
export class People {
  readonly people = input.required<number | null>();
  readonly placeholder = input(false);
  /** Whether the word "people" follows the figure. */
  readonly unit = input(false);
  private readonly say = inject(Say);
  protected readonly sentence = computed(() =>
    this.say.count(this.people() ?? 0, 'breaches.people.count'),
  );
}
