import { Component, inject, output, signal } from '@angular/core';
import { form, minLength, required } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { ChangePasswordDocument } from '@chaperone/contract/account';
import { Graphql } from '../api/index.js';
import { FORM_PARTS, needsMending } from '../shell/ui/field-errors.js';
import { FailureNotice, Toasts } from '../shell/ui/index.js';
import { Attempt } from '../sign-in/attempt.js';
import { NewPassword, SHORTEST_PASSWORD } from '../sign-in/new-password.js';
import { Say } from '../vendors/say.js';

/** Another password, by the one that counts now. */
@Component({
  selector: 'ch-password-card',
  imports: [FailureNotice, FORM_PARTS, NewPassword, TranslocoPipe],
  template: `
    <section class="card" aria-labelledby="password">
      <h2 id="password">{{ 'account.password.title' | transloco }}</h2>
      @if (open()) {
        <form class="form inner" novalidate (submit)="change($event)">
          <label class="field">
            <span>{{ 'account.password.current' | transloco }}</span>
            <input type="password" autocomplete="current-password" [formField]="form.current" />
            <ch-errors [of]="form.current" />
          </label>
          <ch-new-password [label]="'account.password.next' | transloco" [field]="form.next" />
          <ch-failure [failure]="attempt.failure()" />
          <div class="form-end">
            <button type="button" class="button" (click)="close()">
              {{ 'account.cancel' | transloco }}
            </button>
            <button type="submit" class="button primary" [attr.aria-disabled]="attempt.busy()">
              {{ (attempt.busy() ? 'signIn.wait' : 'account.password.save') | transloco }}
            </button>
          </div>
        </form>
      } @else {
        <p class="quiet">{{ 'account.password.effect' | transloco }}</p>
        <button type="button" class="button" (click)="open.set(true)">
          {{ 'account.password.change' | transloco }}
        </button>
      }
    </section>
  `,
  styleUrl: './cards.scss',
})
export class PasswordCard {
  readonly changed = output();

  protected readonly open = signal(false);
  protected readonly attempt = new Attempt();
  private readonly entries = signal({ current: '', next: '' });
  protected readonly form = form(this.entries, (path) => {
    required(path.current);
    required(path.next);
    minLength(path.next, SHORTEST_PASSWORD);
  });
  private readonly graphql = inject(Graphql);
  private readonly toasts = inject(Toasts);
  private readonly say = inject(Say);

  protected close(): void {
    this.attempt.forget();
    this.form().reset({ current: '', next: '' });
    this.open.set(false);
  }

  protected async change(event: Event): Promise<void> {
    event.preventDefault();
    if (needsMending(this.form)) return;
    const done = await this.attempt.make(() =>
      this.graphql.mutate(ChangePasswordDocument, { input: this.entries() }),
    );
    if (!done) return;
    this.close();
    this.toasts.show(this.say.text('account.password.changed'));
    this.changed.emit();
  }
}
