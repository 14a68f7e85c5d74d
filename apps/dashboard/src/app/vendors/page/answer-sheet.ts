import { afterRenderEffect, Component, computed, inject, input, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import {
  AssessmentSheetDocument,
  RecordAnswersDocument,
  type AssessmentSheetQuery,
} from '@chaperone/contract/vendors';
import { asFailure, type Failure } from '../../api/failure.js';
import { Graphql, graphqlResource } from '../../api/index.js';
import { FailureNotice, Waiting } from '../../shell/ui/index.js';
import { AnswerForm } from '../forms/answer-form.js';
import { AnswerLine } from './answer-line.js';
import type { Evidence } from '../forms/evidence-form.js';
import { VendorDesk } from './vendor-desk.js';

type Sheet = NonNullable<AssessmentSheetQuery['assessment']>;
export type Question = Sheet['version']['sections'][number]['questions'][number];
export type Answer = Sheet['answers'][number];

/** One assessment: every question with its answer, and a form in place to record one. */
@Component({
  selector: 'ch-answer-sheet',
  imports: [AnswerForm, AnswerLine, FailureNotice, TranslocoPipe, Waiting],
  template: `
    <ch-waiting [on]="read" [count]="8" />
    @if (sheet(); as sheet) {
      <section class="card later">
        <div class="head">
          <h2>{{ 'vendors.answer.title' | transloco: { ref: sheet.ref } }}</h2>
          @if (editable() && sheet.status !== 'ACCEPTED' && sheet.status !== 'REJECTED') {
            <button type="button" class="button small no-print" (click)="accept(sheet)">
              {{ 'vendors.assessment.accept' | transloco }}
            </button>
          }
        </div>
        @if (sheet.status !== 'ACCEPTED') {
          <p class="quiet small">{{ 'vendors.assessment.notCounted' | transloco }}</p>
        }
        <ch-failure [failure]="failure()" />
        @for (section of sheet.version.sections; track section.id) {
          <h3>{{ section.title }}</h3>
          @for (question of section.questions; track question.id) {
            <ch-answer-line
              [id]="'question-' + question.key"
              [class.asked]="question.key === this.question()"
              [question]="question"
              [answer]="answers().get(question.key)"
              [editable]="editable() && sheet.status !== 'REJECTED' && open() !== question.key"
              (changed)="open.set(question.key)"
            />
            @if (open() === question.key) {
              <ch-answer-form
                [assessment]="sheet"
                [question]="question"
                [answer]="answers().get(question.key)"
                [evidence]="evidence()"
                (reloaded)="desk.reload()"
                (closed)="close(question.key)"
              />
            }
          }
        }
      </section>
    }
  `,
  styles: `
    h3 {
      margin-block: 1rem 0.25rem;
    }
    .asked {
      background: var(--sunken);
      box-shadow: inset 0.1875rem 0 0 var(--accent);
      padding-inline-start: 0.625rem;
    }
  `,
  styleUrl: './tabs.scss',
})
export class AnswerSheet {
  readonly assessment = input.required<string>();
  readonly evidence = input.required<readonly Evidence[]>();
  readonly editable = input(false);
  /** Key of the question that the reader came for. */
  readonly question = input('');

  protected readonly desk = inject(VendorDesk);
  protected readonly open = signal('');
  protected readonly failure = signal<Failure | undefined>(undefined);
  private readonly graphql = inject(Graphql);
  protected readonly read = graphqlResource(AssessmentSheetDocument, () => {
    this.desk.asked();
    return { id: this.assessment() };
  });
  protected readonly sheet = computed(() => {
    const sheet = this.read.value()?.assessment;
    return sheet?.id === this.assessment() ? sheet : undefined;
  });
  protected readonly answers = computed(
    () => new Map((this.sheet()?.answers ?? []).map((answer) => [answer.question.key, answer])),
  );

  constructor() {
    // Once for a question: later changes of the sheet leave the reader where they are.
    let sought = '';
    afterRenderEffect(() => {
      const key = this.question();
      if (!this.sheet() || key === sought) return;
      sought = key;
      if (key) document.getElementById(`question-${key}`)?.scrollIntoView({ block: 'center' });
    });
  }

  protected close(key: string): void {
    if (this.open() !== key) return;
    this.open.set('');
    // The form is gone after the next paint: the button that opened it has the focus again.
    setTimeout(() => document.getElementById(`change-${key}`)?.focus());
  }

  protected async accept(sheet: Sheet): Promise<void> {
    this.failure.set(undefined);
    try {
      const input = { assessment: sheet.id, rev: sheet.rev, answers: [], accept: true };
      const reply = await this.graphql.mutate(RecordAnswersDocument, { input });
      this.desk.saved(reply.recordAnswers.vendor.score);
    } catch (error) {
      this.failure.set(asFailure(error));
    }
  }
}
