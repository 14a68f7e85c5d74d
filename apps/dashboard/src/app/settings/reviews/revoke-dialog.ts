import {
  afterNextRender,
  Component,
  ElementRef,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { ReviewAccessDocument, type ReviewLineFragment } from '@chaperone/contract/reviews';
import { Graphql } from '../../api/index.js';
import { Dialog, FailureNotice, Toasts } from '../../shell/ui/index.js';
import { Attempt } from '../../sign-in/attempt.js';
import { Say } from '../../vendors/say.js';

/** Asks why before somebody's access is taken, and says what follows. What was typed stays on a refusal. */
@Component({
  selector: 'ch-revoke-dialog',
  imports: [Dialog, FailureNotice, TranslocoPipe],
  template: `
    <ch-dialog
      [heading]="'settings.reviews.revokeOf' | transloco: { name: line().name }"
      (closed)="closed.emit()"
    >
      <form class="form" (submit)="revoke($event)">
        <p>{{ 'settings.reviews.effect.' + line().subject | transloco }}</p>
        <label class="field">
          <span>{{ 'settings.reviews.why' | transloco }}</span>
          <textarea #why maxlength="1000" [value]="note()" (input)="note.set(why.value)"></textarea>
          <small>{{ 'settings.reviews.whyHint' | transloco }}</small>
        </label>
        <ch-failure [failure]="attempt.failure()" />
        <div class="form-end">
          <button type="button" class="button" (click)="dialog().close()">
            {{ 'account.cancel' | transloco }}
          </button>
          <button type="submit" class="button danger" [attr.aria-disabled]="attempt.busy()">
            {{ 'settings.reviews.reallyRevoke' | transloco }}
          </button>
        </div>
      </form>
    </ch-dialog>
  `,
})
export class RevokeDialog {
  readonly line = input.required<ReviewLineFragment>();
  readonly reviewId = input.required<string>();
  readonly decided = output();
  readonly closed = output();

  protected readonly note = signal('');
  protected readonly attempt = new Attempt();
  protected readonly dialog = viewChild.required(Dialog);
  private readonly why = viewChild.required<ElementRef<HTMLTextAreaElement>>('why');
  private readonly graphql = inject(Graphql);
  private readonly toasts = inject(Toasts);
  private readonly say = inject(Say);

  constructor() {
    // the dialog gives the focus to its cross; the reason is where the work begins
    afterNextRender(() => {
      this.why().nativeElement.focus();
    });
  }

  protected async revoke(event: Event): Promise<void> {
    event.preventDefault();
    const { id: itemId, name, subject } = this.line();
    const note = this.note().trim() || null;
    const input = { reviewId: this.reviewId(), itemId, verdict: 'REVOKE' as const, note };
    const done = await this.attempt.make(() =>
      this.graphql.mutate(ReviewAccessDocument, { input }),
    );
    this.decided.emit();
    if (!done) return;
    const key = subject === 'PERSON' ? 'settings.people.did.disable' : 'settings.tokens.revoked';
    this.toasts.show(this.say.text(key, { name }));
    this.dialog().close();
  }
}
