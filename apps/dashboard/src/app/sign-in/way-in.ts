/**
 * What every way in leads through: the door with the page's own first step inside it, then the
 * second step or the first enrolment. In: how far the sign-in has come. Out: `entered`, once the
 * session holds and is known.
 */
import {
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  untracked,
} from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { SignInPartsFragment } from '@chaperone/contract/sign-in';
import { Session } from '../api/index.js';
import { Say } from '../vendors/say.js';
import { Attempt } from './attempt.js';
import { Door } from './door.js';
import { DoorFailure } from './door-failure.js';
import { Enrolment } from './enrolment.js';
import { SecondStep } from './second-step.js';

@Component({
  selector: 'ch-way-in',
  imports: [Door, DoorFailure, Enrolment, SecondStep, TranslocoPipe],
  template: `
    <ch-door [heading]="title()">
      @switch (at()?.step) {
        @case ('SECOND_FACTOR') {
          <ch-second-step
            [factors]="at()?.factors ?? []"
            (passed)="at.set($event)"
            (expired)="startAgain()"
          />
        }
        @case ('ENROL') {
          <ch-enrolment (kept)="codes.set(true)" (done)="enter()" />
        }
        @case ('DONE') {
          <p role="status">{{ 'signIn.entering' | transloco }}</p>
          <ch-door-failure [failure]="attempt.failure()" />
          @if (attempt.failure()) {
            <button type="button" class="button" (click)="enter()">
              {{ 'ui.retry' | transloco }}
            </button>
          }
        }
        @default {
          <ng-content />
        }
      }
    </ch-door>
  `,
})
export class WayIn {
  /** What the page's own step is called. */
  readonly heading = input.required<string>();
  readonly result = input.required<SignInPartsFragment | null | undefined>();
  readonly entered = output();
  /** The first step counts no longer and has to be done again. */
  readonly expired = output();

  protected readonly at = linkedSignal(() => this.result());
  /** The factor is chosen; what is left are the recovery codes. */
  protected readonly codes = signal(false);
  protected readonly attempt = new Attempt();
  private readonly session = inject(Session);
  private readonly say = inject(Say);
  protected readonly title = computed(() => {
    const step = this.at()?.step;
    if (step === 'SECOND_FACTOR') return this.say.text('signIn.second.title');
    if (step !== 'ENROL') return this.heading();
    return this.say.text(this.codes() ? 'signIn.codes.title' : 'signIn.enrol.title');
  });

  constructor() {
    effect(() => {
      if (this.at()?.step === 'DONE') untracked(() => void this.enter());
    });
  }

  protected async enter(): Promise<void> {
    const known = await this.attempt.make(async () => {
      await this.session.reload();
      return true;
    });
    if (known) this.entered.emit();
  }

  protected startAgain(): void {
    this.at.set(null);
    this.expired.emit();
  }
}
