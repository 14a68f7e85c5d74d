/**
 * The session has ended while a page was open: a curtain over it, so that nobody who passes reads
 * what stands there, and the sign-in in front. The same person goes on where they were, with what
 * they had typed; anybody else starts with an empty page.
 */
import {
  afterNextRender,
  Component,
  computed,
  DOCUMENT,
  ElementRef,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { SignInPartsFragment } from '@chaperone/contract/sign-in';
import { Session } from '../api/index.js';
import { Attempt } from './attempt.js';
import { DoorFailure } from './door-failure.js';
import { FirstStep } from './first-step.js';
import { SecondStep } from './second-step.js';

@Component({
  selector: 'ch-sign-in-again',
  imports: [DoorFailure, FirstStep, SecondStep, TranslocoPipe],
  template: `
    <dialog #box closedby="none" aria-labelledby="again-heading" (close)="reopen()">
      <h2 id="again-heading">{{ 'signIn.again.title' | transloco }}</h2>
      <p>
        {{ (demo() ? 'signIn.again.demo' : 'signIn.again.lede') | transloco: { name: name() } }}
      </p>
      <ch-door-failure [failure]="attempt.failure()" />
      @if (begun(); as result) {
        <ch-second-step
          [factors]="result.factors"
          (passed)="passed($event)"
          (expired)="begun.set(undefined)"
        />
      } @else {
        <ch-first-step
          [stays]="true"
          [expected]="email()"
          (passed)="passed($event)"
          (departed)="away = true"
        />
      }
      <p class="leave">
        <button type="button" class="link" (click)="leave()">
          {{ 'signIn.again.leave' | transloco }}
        </button>
      </p>
    </dialog>
  `,
  host: { '(window:focus)': 'look()' },
  styles: `
    dialog {
      inline-size: min(24rem, calc(100vw - 1rem));
      max-block-size: calc(100dvh - 2rem);
      padding: 1.25rem 1.375rem;
      border: 1px solid var(--line);
      border-radius: 0.625rem;
      background: var(--card);
      color: var(--ink);
      box-shadow: var(--shadow);
    }
    dialog::backdrop {
      background: var(--paper);
    }
    .leave {
      margin: 0.875rem 0 0;
    }
  `,
})
export class SignInAgain {
  private readonly session = inject(Session);
  private readonly window = inject(DOCUMENT).defaultView;
  protected readonly attempt = new Attempt();
  protected readonly begun = signal<SignInPartsFragment | undefined>(undefined);
  protected readonly name = computed(() => this.session.viewer()?.person?.name ?? '');
  /** Its people have no passwords: only a new start brings a new link. */
  protected readonly demo = computed(() => this.session.viewer()?.mode === 'DEMO');
  protected readonly email = computed(() => this.session.viewer()?.person?.email ?? '');
  private readonly box = viewChild.required<ElementRef<HTMLDialogElement>>('box');
  /** In another tab, at the provider of single sign-on. */
  protected away = false;
  private over = false;

  constructor() {
    afterNextRender(() => {
      const box = this.box().nativeElement;
      box.showModal();
      // who is expected stands there already
      box.querySelector<HTMLInputElement>('input[type=password]')?.focus();
    });
  }

  /** Browsers close a dialog at the second Escape whatever it says. */
  protected reopen(): void {
    if (!this.over) this.box().nativeElement.showModal();
  }

  protected async passed(result: SignInPartsFragment): Promise<void> {
    if (result.step === 'SECOND_FACTOR') this.begun.set(result);
    // a second factor to be chosen anew is no going on
    else if (result.step === 'ENROL') this.window?.location.assign('/sign-in');
    else await this.attempt.make(() => this.resume());
  }

  /** Back from another tab, where single sign-on may have let the reader in. */
  protected async look(): Promise<void> {
    if (!this.away || this.attempt.busy()) return;
    await this.attempt.make(async () => {
      this.over = await this.session.resume();
    });
  }

  protected async leave(): Promise<void> {
    this.over = true;
    await this.session.leave();
  }

  private async resume(): Promise<void> {
    this.over = await this.session.resume();
    if (!this.over) this.window?.location.assign('/');
  }
}
