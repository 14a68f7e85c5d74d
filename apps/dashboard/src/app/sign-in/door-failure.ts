import { Component, computed, effect, input, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Failure } from '../api/index.js';
import { PluralPipe } from '../shell/formats.js';

const SECOND = 1000;
/** Codes about the server and not about what was typed: its own words for them are empty. */
const OF_THE_SERVER: readonly string[] = ['OFFLINE', 'UNAVAILABLE', 'BUSY', 'INTERNAL'];

/**
 * Why somebody did not get in, in one sentence. After too many attempts the seconds run down, and
 * it says when another one will be looked at.
 */
@Component({
  selector: 'ch-door-failure',
  imports: [PluralPipe, TranslocoPipe],
  template: `
    @if (failure(); as failure) {
      <p class="notice notice-bad" role="alert">
        @if (failure.code === 'TOO_MANY_ATTEMPTS') {
          <span>
            {{ 'signIn.tooMany' | transloco }}
            <span aria-live="off">
              @if (seconds(); as left) {
                {{ left | plural: 'signIn.againIn' }}
              } @else {
                {{ 'signIn.againNow' | transloco }}
              }
            </span>
          </span>
        } @else if (sentence()) {
          {{ sentence() }}
        } @else {
          {{ 'ui.failure.' + failure.code | transloco }}
        }
      </p>
    }
  `,
  styles: `
    :host {
      display: contents;
    }
    p {
      margin: 0;
    }
  `,
})
export class DoorFailure {
  readonly failure = input.required<Failure | undefined>();
  /** What a refusal of the words typed means here, where the page says it better than the server. */
  readonly wrong = input('');

  protected readonly seconds = signal(0);
  protected readonly sentence = computed(() => {
    const failure = this.failure();
    if (!failure || OF_THE_SERVER.includes(failure.code)) return '';
    return (failure.code === 'UNAUTHENTICATED' && this.wrong()) || failure.message;
  });

  constructor() {
    effect((cleanUp) => {
      const failure = this.failure();
      const until = Date.now() + (failure?.seconds ?? 0) * SECOND;
      const count = (): void => {
        this.seconds.set(Math.max(0, Math.ceil((until - Date.now()) / SECOND)));
        if (Date.now() >= until) clearInterval(timer);
      };
      const timer = setInterval(count, SECOND);
      count();
      cleanUp(() => clearInterval(timer));
    });
  }
}
