/**
 * The second factor that everybody chooses before the first page: an app or a passkey, then the
 * recovery codes. In: a session that may do nothing else yet. Out: `done`, all the way in.
 */
import { Component, inject, output, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../shell/ui/icon.js';
import { FocusFirst } from './focus-first.js';
import { PasskeySetUp } from './passkey-set-up.js';
import { Passkeys } from './passkeys.js';
import { RecoveryCodes } from './recovery-codes.js';
import { TotpSetUp } from './totp-set-up.js';

@Component({
  selector: 'ch-enrolment',
  imports: [FocusFirst, Icon, PasskeySetUp, RecoveryCodes, TotpSetUp, TranslocoPipe],
  template: `
    @switch (at()) {
      @case ('TOTP') {
        <ch-totp-set-up
          [back]="'signIn.enrol.other' | transloco"
          (added)="added($event.recoveryCodes)"
          (left)="at.set('CHOICE')"
        />
      }
      @case ('PASSKEY') {
        <ch-passkey-set-up
          [back]="'signIn.enrol.other' | transloco"
          (added)="added($event.recoveryCodes)"
          (left)="at.set('CHOICE')"
        />
      }
      @case ('CODES') {
        <ch-recovery-codes
          [codes]="codes()"
          [action]="'signIn.enrol.finish' | transloco"
          (done)="done.emit()"
        />
      }
      @default {
        <p>{{ 'signIn.enrol.lede' | transloco }}</p>
        <div class="choices" chFocusFirst>
          <button type="button" class="button choice" (click)="at.set('TOTP')">
            <ch-icon name="phone" /> {{ 'signIn.enrol.app' | transloco }}
            <small>{{ 'signIn.enrol.appHint' | transloco }}</small>
          </button>
          @if (passkeys.available) {
            <button type="button" class="button choice" (click)="at.set('PASSKEY')">
              <ch-icon name="key" /> {{ 'signIn.enrol.passkey' | transloco }}
              <small>{{ 'signIn.enrol.passkeyHint' | transloco }}</small>
            </button>
          }
        </div>
        <p class="quiet small">{{ 'signIn.enrol.later' | transloco }}</p>
      }
    }
  `,
  styleUrl: './steps.scss',
})
export class Enrolment {
  readonly done = output();
  /** The recovery codes are on the screen. */
  readonly kept = output();
  protected readonly passkeys = inject(Passkeys);
  protected readonly at = signal<'CHOICE' | 'TOTP' | 'PASSKEY' | 'CODES'>('CHOICE');
  protected readonly codes = signal<readonly string[]>([]);

  protected added(recoveryCodes: readonly string[] | null | undefined): void {
    if (!recoveryCodes?.length) {
      this.done.emit();
      return;
    }
    this.codes.set(recoveryCodes);
    this.at.set('CODES');
    this.kept.emit();
  }
}
