import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { FileLink } from '../../files/file-link.js';
import { DayPipe, WordPipe } from '../../shell/formats.js';
import { Icon } from '../../shell/ui/index.js';
import { Say } from '../../vendors/say.js';
import { labelOf, wordsOf } from './answer-words.js';
import { AssessmentDesk, type Question } from './assessment-desk.js';
import { hiddenBy, standingOf } from './questions.js';

/** One question with its answer and what stands behind it, or why it is not asked. */
@Component({
  selector: 'ch-question-line',
  imports: [DayPipe, FileLink, Icon, TranslocoPipe, WordPipe],
  templateUrl: './question-line.html',
  styleUrl: './question-line.scss',
  host: { '[class.hidden]': "standing() === 'HIDDEN'" },
})
export class QuestionLine {
  readonly question = input.required<Question>();
  readonly editable = input(false);
  readonly changed = output();
  private readonly desk = inject(AssessmentDesk);
  private readonly say = inject(Say);

  protected readonly answer = computed(() => this.desk.answers().get(this.question().key));
  protected readonly standing = computed(() => standingOf(this.question(), this.desk.answers()));
  protected readonly value = computed(() =>
    wordsOf(this.question(), this.answer()?.value, this.say),
  );
  /** How much of the control the answer shows, in percent; nothing where it is not scored. */
  protected readonly percent = computed(() => {
    const effectiveness = this.answer()?.effectiveness;
    return effectiveness == null ? undefined : Math.round(effectiveness * 100);
  });
  /** The other question and the answer that would make this one asked. */
  protected readonly reason = computed(() => {
    const rule = hiddenBy(this.question(), this.desk.answers());
    if (!rule) return undefined;
    const other = this.desk.questions().find(({ key }) => key === rule.question);
    return {
      question: other?.text ?? rule.question,
      answer: other ? labelOf(other, rule.equals, this.say) : rule.equals,
    };
  });
}
