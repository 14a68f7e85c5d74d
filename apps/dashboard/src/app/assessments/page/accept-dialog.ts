import { Component, inject, input, output, signal, viewChild } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { asFailure, type Failure } from '../../api/failure.js';
import { PluralPipe } from '../../shell/formats.js';
import { Dialog, FailureNotice } from '../../shell/ui/index.js';
import { AssessmentDesk } from './assessment-desk.js';
import type { Progress } from './questions.js';

/** Asks once more before the answers count in the score, and says what is still missing. */
@Component({
  selector: 'ch-accept-dialog',
  imports: [Dialog, FailureNotice, PluralPipe, TranslocoPipe],
  template: `
    <ch-dialog [heading]="'assessments.accept.heading' | transloco" (closed)="closed.emit()">
      <p>{{ 'assessments.accept.text' | transloco }}</p>
      @if (progress().asked > progress().answered) {
        <p>{{ progress().asked - progress().answered | plural: 'assessments.accept.missing' }}</p>
      }
      @if (progress().queried) {
        <p>{{ progress().queried | plural: 'assessments.accept.queried' }}</p>
      }
      <ch-failure [failure]="failure()" />
      <div class="form-end">
        <button type="button" class="button" (click)="dialog().close()">
          {{ 'assessments.accept.cancel' | transloco }}
        </button>
        <button
          type="button"
          class="button primary"
          [attr.aria-disabled]="sending()"
          (click)="accept()"
        >
          {{ 'assessments.accept.confirm' | transloco }}
        </button>
      </div>
    </ch-dialog>
  `,
})
export class AcceptDialog {
  readonly progress = input.required<Progress>();
  readonly closed = output();
  protected readonly dialog = viewChild.required(Dialog);
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly sending = signal(false);
  private readonly desk = inject(AssessmentDesk);

  protected async accept(): Promise<void> {
    if (this.sending()) return;
    this.sending.set(true);
    this.failure.set(undefined);
    try {
      await this.desk.save([], true);
      this.dialog().close();
    } catch (error) {
      this.failure.set(asFailure(error));
    } finally {
      this.sending.set(false);
    }
  }
}
