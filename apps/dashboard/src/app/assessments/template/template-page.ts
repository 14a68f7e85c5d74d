/**
 * One version of a questionnaire, read-only: published versions never change.
 * In: the version's id in the address. Out: every question with its weight, its share of all
 * weights, and how much of the control each option shows.
 */
import { Component, computed, effect, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import {
  TemplateVersionDocument,
  type TemplateVersionQuery,
} from '@chaperone/contract/assessments';
import { isScored } from '@chaperone/risk-model';
import { graphqlResource } from '../../api/index.js';
import { DayPipe, FigurePipe, PluralPipe, WordPipe } from '../../shell/formats.js';
import { PageTitle } from '../../shell/page-title.js';
import { EmptyState, PageHead, Waiting } from '../../shell/ui/index.js';
import { Say } from '../../vendors/say.js';
import { labelOf } from '../page/answer-words.js';
import { ruleOf } from '../page/questions.js';

type Version = NonNullable<TemplateVersionQuery['template']>;
type Question = Version['sections'][number]['questions'][number];

@Component({
  imports: [
    DayPipe,
    EmptyState,
    FigurePipe,
    PageHead,
    PluralPipe,
    RouterLink,
    TranslocoPipe,
    Waiting,
    WordPipe,
  ],
  templateUrl: './template-page.html',
  styleUrl: './template-page.scss',
})
export class TemplatePage {
  private readonly params = toSignal(inject(ActivatedRoute).paramMap, { requireSync: true });
  private readonly id = computed(() => this.params().get('id') ?? '');
  private readonly say = inject(Say);
  private readonly title = inject(PageTitle);

  protected readonly crumbs = [{ label: this.say.text('assessments.title'), link: '/assessments' }];
  protected readonly read = graphqlResource(TemplateVersionDocument, () => ({ id: this.id() }));
  protected readonly version = computed(() => this.read.value()?.template);
  private readonly questions = computed(() =>
    (this.version()?.sections ?? []).flatMap((section) => section.questions),
  );
  private readonly weights = computed(() => sumOfWeights(this.questions()));

  constructor() {
    effect(() => {
      const version = this.version();
      if (version) this.title.name(version.template.title);
    });
  }

  /** Of all scored weights, in percent; undefined for a question that leaves no mark on a score. */
  protected share(...questions: readonly Question[]): number | undefined {
    const weight = sumOfWeights(questions);
    return weight ? (weight / this.weights()) * 100 : undefined;
  }

  protected percent = (score: number): number => Math.round(score * 100);

  /** "Do you handle cards?": "Yes"; undefined for a question that is always asked. */
  protected rule(question: Question): { question: string; answer: string } | undefined {
    const rule = ruleOf(question);
    if (!rule) return undefined;
    const other = this.questions().find(({ key }) => key === rule.question);
    return {
      question: other?.text ?? rule.question,
      answer: other ? labelOf(other, rule.equals, this.say) : rule.equals,
    };
  }
}

const sumOfWeights = (questions: readonly Question[]): number =>
  questions.filter((question) => isScored(question)).reduce((sum, { weight }) => sum + weight, 0);
