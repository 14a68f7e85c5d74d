import { computed, inject, Injectable, linkedSignal, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute } from '@angular/router';
import {
  AssessmentDocument,
  SaveAnswersDocument,
  type AnswerInput,
  type AssessmentQuery,
} from '@chaperone/contract/assessments';
import { Graphql, graphqlResource, Session } from '../../api/index.js';
import { Say } from '../../vendors/say.js';
import { answerNews } from './answer-news.js';

/** The assessment that the page is about. */
export type Assessment = NonNullable<AssessmentQuery['assessment']>;
export type Section = Assessment['version']['sections'][number];
export type Question = Section['questions'][number];
export type Answer = Assessment['answers'][number];
export type Evidence = Assessment['vendor']['evidence'][number];

/**
 * What the page and its forms share: the assessment as last read or as the last save's reply gave
 * it, and what that save did to the score. One desk a page; it is provided by the page itself.
 */
@Injectable()
export class AssessmentDesk {
  private readonly graphql = inject(Graphql);
  private readonly session = inject(Session);
  private readonly say = inject(Say);
  private readonly params = toSignal(inject(ActivatedRoute).paramMap, { requireSync: true });

  /** The ref or id in the address. */
  readonly id = computed(() => this.params().get('ref') ?? '');
  readonly read = graphqlResource(AssessmentDocument, () => ({ id: this.id() }));
  private readonly newest = linkedSignal(() => this.read.value()?.assessment);
  /** Nothing while another one is still being read, null where there is none. */
  readonly assessment = computed<Assessment | null | undefined>(() => {
    if (!this.read.value()) return undefined;
    const found = this.newest();
    if (!found) return this.read.loading() ? undefined : null;
    return found.ref === this.id() || found.id === this.id() ? found : undefined;
  });
  readonly answers = computed(
    () =>
      new Map((this.assessment()?.answers ?? []).map((answer) => [answer.question.key, answer])),
  );
  readonly questions = computed(() =>
    (this.assessment()?.version.sections ?? []).flatMap((section) => section.questions),
  );
  /** The newest save's effect on the score; empty until something was saved. */
  readonly news = signal('');
  /** Answers are taken until the assessment is turned down. */
  readonly editable = computed(
    () => this.session.can('questionnaires:write') && this.assessment()?.status !== 'REJECTED',
  );

  /** Saves answers, or accepts; rejects with a Failure. The reply is what the page then shows. */
  async save(answers: readonly AnswerInput[], accept = false): Promise<void> {
    const before = this.assessment();
    if (!before) return;
    const { recordAnswers: after } = await this.graphql.mutate(SaveAnswersDocument, {
      input: {
        assessment: before.id,
        rev: before.rev,
        answers: [...answers],
        ...(accept && { accept }),
      },
    });
    this.newest.set(after);
    const done = this.say.text(`assessments.news.${accept ? 'accepted' : 'saved'}`);
    const counts = after.status === 'ACCEPTED';
    const effect = counts
      ? answerNews(before.vendor.score, after.vendor.score, this.say)
      : this.say.text('assessments.news.notCounted');
    this.news.set(`${done} ${effect}`);
  }
}
