import {
  Component,
  ElementRef,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
} from '@angular/core';
import { form, FormField, submit } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { RecordAnswersDocument } from '@chaperone/contract/vendors';
import {
  EVIDENCE_LEVELS,
  REVIEW_STATES,
  type EvidenceLevel,
  type ReviewState,
} from '@chaperone/risk-model';
import { asFailure, type Failure } from '../../api/failure.js';
import { Graphql } from '../../api/index.js';
import { FileField } from '../../files/file-field.js';
import { fileOf, type Paper } from '../../files/file-sender.js';
import { WordPipe } from '../../shell/formats.js';
import { FailureNotice } from '../../shell/ui/index.js';
import type { Answer, Question } from '../page/answer-sheet.js';
import { VendorDesk } from '../page/vendor-desk.js';
import type { Evidence } from './evidence-form.js';
import { InvalidMark } from './invalid-mark.js';

/** Records one answer in the place where its question stands. */
@Component({
  selector: 'ch-answer-form',
  imports: [FailureNotice, FileField, FormField, InvalidMark, TranslocoPipe, WordPipe],
  templateUrl: './answer-form.html',
  styleUrl: './answer-form.scss',
})
export class AnswerForm {
  readonly assessment = input.required<{ id: string; rev: number }>();
  readonly question = input.required<Question>();
  readonly answer = input<Answer>();
  readonly evidence = input.required<readonly Evidence[]>();
  readonly reloaded = output();
  readonly closed = output();

  protected readonly levels = EVIDENCE_LEVELS;
  protected readonly reviews = REVIEW_STATES;
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly entries = signal({
    text: '',
    several: [] as readonly string[],
    number: null as number | null,
    evidenceLevel: 'ATTESTED' as EvidenceLevel,
    evidence: '',
    comment: '',
    answeredOn: '',
    reviewState: 'UNREVIEWED' as ReviewState,
  });
  /** None or one, of a question that asks for a file. */
  protected readonly papers = signal<readonly Paper[]>([]);
  protected readonly form = form(this.entries);
  protected readonly saving = computed(() => this.form().submitting());
  private readonly graphql = inject(Graphql);
  private readonly desk = inject(VendorDesk);
  private filled = false;

  constructor() {
    effect(() => {
      const answer = this.answer();
      if (this.filled) return;
      this.filled = true;
      if (answer) this.entries.set(entriesOf(answer));
      this.papers.set(answer?.file ? [answer.file] : []);
    });
    const host = inject<ElementRef<HTMLElement>>(ElementRef);
    afterNextRender(() => {
      host.nativeElement.querySelector<HTMLElement>(':is(input, select, textarea)')?.focus();
    });
  }

  protected flip(value: string): void {
    this.entries.update((entries) => {
      const several = new Set(entries.several);
      if (!several.delete(value)) several.add(value);
      return { ...entries, several: [...several] };
    });
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    this.failure.set(undefined);
    await submit(this.form, () => this.save());
  }

  private async save(): Promise<undefined> {
    const { evidenceLevel, evidence, comment, answeredOn, reviewState } = this.entries();
    const { id, rev } = this.assessment();
    const answer = {
      question: this.question().key,
      ...this.given(),
      evidenceLevel,
      evidence: evidenceLevel === 'ATTESTED' ? null : evidence || null,
      comment,
      ...(answeredOn && { answeredOn }),
      reviewState,
    };
    try {
      const input = { assessment: id, rev, answers: [answer] };
      const reply = await this.graphql.mutate(RecordAnswersDocument, { input });
      this.desk.saved(reply.recordAnswers.vendor.score);
      this.closed.emit();
    } catch (error) {
      this.failure.set(asFailure(error));
    }
    return undefined;
  }

  /** An answer that stays as it was keeps its day; only a new one is answered today. */
  private given(): { value?: unknown; file?: string | null } {
    const answer = this.answer();
    const value = this.value();
    const before = answer?.file ? null : (answer?.value ?? null);
    const same = JSON.stringify(value) === JSON.stringify(before);
    return { ...(!same && { value }), ...fileOf(this.papers(), answer?.file) };
  }

  private value(): unknown {
    const { text, several, number } = this.entries();
    switch (this.question().kind) {
      case 'MULTIPLE':
        return several.length ? several : null;
      case 'NUMBER':
        return number;
      case 'YES_NO':
      case 'SINGLE':
      case 'TEXT':
      case 'DATE':
      case 'FILE':
        return text.trim() || null;
    }
  }
}

function entriesOf(answer: Answer) {
  const value = answer.file ? null : answer.value;
  return {
    text: typeof value === 'string' ? value : '',
    several: Array.isArray(value) ? value.map(String) : [],
    number: typeof value === 'number' ? value : null,
    evidenceLevel: answer.evidenceLevel,
    evidence: answer.evidence?.id ?? '',
    comment: answer.comment,
    answeredOn: '',
    reviewState: answer.reviewState,
  };
}
