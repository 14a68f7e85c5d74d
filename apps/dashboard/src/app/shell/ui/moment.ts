import { Component, computed, input } from '@angular/core';
import { MomentPipe } from '../formats.js';

/** A moment in the organisation's time zone, with UTC on the pointer and for programs. */
@Component({
  selector: 'ch-moment',
  imports: [MomentPipe],
  template: `<time [attr.datetime]="at()" [attr.title]="utc()">{{ at() | moment }}</time>`,
  styles: `
    time {
      white-space: nowrap;
    }
  `,
})
export class Moment {
  /** As the graph gives it, in UTC. */
  readonly at = input.required<string>();
  protected readonly utc = computed(
    () =>
      `${this.at()
        .replace('T', ' ')
        .replace(/\.\d+Z$|Z$/, '')} UTC`,
  );
}
