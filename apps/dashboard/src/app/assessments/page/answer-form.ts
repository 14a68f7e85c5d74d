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
import { form, required, submit } from '@angular/forms/signals';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { EVIDENCE_LEVELS, REVIEW_STATES } from '@chaperone/risk-model';
import { asFailure, type Failure } from '../../api/failure.js';
import { FileField } from '../../files/file-field.js';
import { fileOf, type Paper } from '../../files/file-sender.js';
import { WordPipe } from '../../shell/formats.js';
import { FORM_PARTS, needsMending } from '../../shell/ui/field-errors.js';
import { FailureNotice } from '../../shell/ui/index.js';
import { InvalidMark } from '../../vendors/forms/invalid-mark.js';
import { EMPTY, entriesOf, inputOf, type Entries } from './answer-entries.js';
import { AssessmentDesk, type Answer, type Question } from './assessment-desk.js';

/** Records one answer in the place where its question stands. */
@Component({
  selector: 'ch-assessment-answer-form',
  imports: [
    ...FORM_PARTS,
    FailureNotice,
    FileField,
    InvalidMark,
    RouterLink,
    TranslocoPipe,
    WordPipe,
  ],
  templateUrl: './answer-form.html',
  styleUrl: './answer-form.scss',
})
export class AnswerForm {
  readonly question = input.required<Question>();
  readonly answer = input<Answer>();
  /** True: on to the next question that has no answer. */
  readonly closed = output<boolean>();

  protected readonly desk = inject(AssessmentDesk);
  protected readonly levels = EVIDENCE_LEVELS;
  protected readonly reviews = REVIEW_STATES;
  protected readonly failure = signal<Failure | undefined>(undefined);
  protected readonly entries = signal<Entries>(EMPTY);
  /** None or one, of a question that asks for a file. */
  protected readonly papers = signal<readonly Paper[]>([]);
  protected readonly form = form(this.entries, (path) => {
    required(path.evidence, { when: ({ valueOf }) => valueOf(path.evidenceLevel) !== 'ATTESTED' });
    required(path.comment, {
      when: ({ valueOf }) => valueOf(path.reviewState) === 'NOT_APPLICABLE',
    });
  });
  protected readonly saving = computed(() => this.form().submitting());
  protected readonly evidence = computed(() => this.desk.assessment()?.vendor.evidence ?? []);
  private filled = false;

  constructor() {
    // Filled once: a newer version underneath must not write over what was typed.
    effect(() => {
      const entries = entriesOf(this.answer());
      if (this.filled) return;
      this.filled = true;
      this.entries.set(entries);
      const file = this.answer()?.file;
      this.papers.set(file ? [file] : []);
    });
    const host = inject<ElementRef<HTMLElement>>(ElementRef);
    afterNextRender(() => {
      const fields = 'input:checked, input, select, textarea';
      const form = host.nativeElement;
      (
        form.querySelector<HTMLElement>('input:checked') ?? form.querySelector<HTMLElement>(fields)
      )?.focus({ preventScroll: true });
      form.scrollIntoView({ block: 'nearest' });
    });
  }

  protected choose(text: string): void {
    this.entries.update((entries) => ({ ...entries, text }));
  }

  protected flip(value: string): void {
    this.entries.update((entries) => {
      const several = new Set(entries.several);
      if (!several.delete(value)) several.add(value);
      return { ...entries, several: [...several] };
    });
  }

  protected async send(goOn: boolean): Promise<void> {
    this.failure.set(undefined);
    if (needsMending(this.form)) return;
    await submit(this.form, async () => {
      try {
        const answer = inputOf(this.question(), this.entries(), this.answer());
        await this.desk.save([{ ...answer, ...fileOf(this.papers(), this.answer()?.file) }]);
        this.closed.emit(goOn);
      } catch (error) {
        this.failure.set(asFailure(error));
      }
      return undefined;
    });
  }

  protected takeNewest(): void {
    this.failure.set(undefined);
    this.desk.read.reload();
  }
}
