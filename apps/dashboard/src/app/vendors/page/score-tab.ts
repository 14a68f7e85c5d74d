import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { SCORE_BASES, type ScoreBasis } from '@chaperone/risk-model';
import { DayPipe, FigurePipe, SignedPipe, WholePipe, WordPipe } from '../../shell/formats.js';
import { BandChip, Icon } from '../../shell/ui/index.js';
import { choice, urlState } from '../../shell/url-state.js';
import { Say } from '../say.js';
import { receiptBars } from './receipt-bars.js';
import { inputName, inputText } from './receipt-words.js';
import type { Vendor } from './vendor-desk.js';

// The largest gains are what to ask for; the rest is on the questionnaires' tab.
const GAINS = 6;
/** In the reading order of a reviewer: what stands, what it may be, what it starts from. */
const ORDER = ['RESIDUAL', 'CEILING', 'INHERENT'] as const satisfies readonly ScoreBasis[];

/** A score with its receipt: parts that sum to it, inputs with dates, what is not known. */
@Component({
  selector: 'ch-score-tab',
  imports: [
    BandChip,
    DayPipe,
    FigurePipe,
    Icon,
    RouterLink,
    SignedPipe,
    TranslocoPipe,
    WholePipe,
    WordPipe,
  ],
  templateUrl: './score-tab.html',
  styleUrl: './score-tab.scss',
})
export class ScoreTab {
  readonly vendor = input.required<Vendor>();
  protected readonly state = urlState({ basis: choice<ScoreBasis | ''>(['', ...SCORE_BASES], '') });
  protected readonly order = ORDER;
  private readonly say = inject(Say);

  private readonly score = computed(() => this.vendor().score);
  protected readonly receipt = computed(() => this.score().receipt);
  /** The one asked for, else the first that there is. */
  protected readonly basis = computed<ScoreBasis>(
    () =>
      this.state.basis() ||
      (ORDER.find((each) => this.figures()[each].value !== null) ?? 'RESIDUAL'),
  );
  protected readonly figures = computed(() => {
    const score = this.score();
    return {
      INHERENT: { value: score.inherent, band: score.inherentBand, at: score.inherentAt },
      RESIDUAL: { value: score.residual, band: score.residualBand, at: score.residualAt },
      CEILING: { value: score.ceiling, band: score.ceilingBand, at: score.ceilingAt },
    };
  });
  protected readonly chosen = computed(() => this.figures()[this.basis()]);
  protected readonly picture = computed(() => {
    const parts = this.receipt().bases.find((each) => each.basis === this.basis())?.contributions;
    const { bars, sum, top } = receiptBars(parts ?? []);
    // The whole scale is 100; a staircase may for a moment stand above it.
    const scale = 100 / Math.max(100, top);
    return {
      sum,
      bars: bars.map((bar) => ({
        ...bar,
        start: bar.from * scale,
        size: (bar.to - bar.from) * scale,
      })),
    };
  });
  protected readonly gains = computed(() => this.receipt().toGain.slice(0, GAINS));
  protected readonly inPoints = computed(() => this.gains()[0]?.pointsToGain !== null);
  /** Facts, questionnaires and breaches, then the answers one by one: each with its date. */
  protected readonly inputs = computed(() => [
    ...this.receipt().inputs.map((input) => ({
      ...input,
      name: inputName(input.code, this.say),
      text: inputText(input.code, input.value, this.say),
      until: null,
    })),
    ...this.receipt().questions.map((answer) => ({
      group: 'CONTROLS',
      source: null,
      name: answer.text ?? answer.question,
      text: this.say.text('vendors.score.worth', {
        effect: this.say.whole(answer.effectiveness * 100),
        force: this.say.whole(answer.evidence * 100),
      }),
      on: answer.answeredOn,
      until: answer.evidenceEnd,
    })),
  ]);
  /** "Session video: regions" for what nobody has recorded. */
  protected readonly missing = computed(() => this.factLines(this.score().missingFacts));
  protected readonly assumed = computed(() => this.factLines(this.score().assumedFacts));
  /** Why there is no residual. */
  protected readonly short = computed(() => {
    const { questionnaire, residual } = this.score();
    if (residual !== null && residual !== undefined) return '';
    if (!questionnaire.wholeWeight) return this.say.text('vendors.score.noQuestionnaire');
    const share = Math.floor(
      (100 * questionnaire.answeredWeight) / Math.max(1, questionnaire.applicableWeight),
    );
    return this.say.text('vendors.score.tooFew', { share });
  });

  private factLines(facts: Vendor['score']['missingFacts']) {
    return facts.map((fact) => ({
      ...fact,
      what: this.say.inner('serviceFact', fact.fact),
      counts: this.say.text(`vendors.service.unknown.${fact.fact}`),
    }));
  }
}
