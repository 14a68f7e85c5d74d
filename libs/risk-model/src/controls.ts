/**
 * Controls, from answers. In: accepted assessments with their answers. Out: a pool with one
 * line a question, and C in 0..1, or null where too little is answered: silence is not
 * assurance, and no data is not zero. Knows no template, no file and no reviewer.
 */
import { dayNumber, type Day } from './days.js';
import type { AnswerFacts, AssessmentFacts } from './facts.js';
import type { RiskModel } from './model.js';
import type { EvidenceLevel } from './vocabulary.js';

/** Whether C is known, and if not, why. */
export const CONTROL_STATES = ['ASSESSED', 'NO_ANSWERS', 'INCOMPLETE'] as const;
/**
 * ASSESSED: C is known. NO_ANSWERS: no accepted assessment with a scored question.
 * INCOMPLETE: too little of the applicable or of the whole weight is answered.
 */
export type ControlState = (typeof CONTROL_STATES)[number];

/** One question of the pool with its newest answer. */
export interface PooledQuestion {
  readonly key: string;
  readonly weight: number;
  /** c, 0..1; 0 when unanswered. */
  readonly effectiveness: number;
  /** e, 0..1; 0 when unanswered. */
  readonly force: number;
  /** null: unanswered. */
  readonly answer: AnswerFacts | null;
  /** The assessment that the answer came with. */
  readonly assessment: AssessmentFacts | null;
}

/** The vendor's answers, pooled. */
export interface ControlPool {
  readonly state: ControlState;
  /** C, 0..1; null unless ASSESSED. */
  readonly effectiveness: number | null;
  /** Σ w of answered questions, a whole number. */
  readonly answeredWeight: number;
  /** Σ w of applicable scored questions. */
  readonly applicableWeight: number;
  /** Σ w of all scored questions, also of those that do not apply. */
  readonly wholeWeight: number;
  /** Σ w·c·e. */
  readonly earned: number;
  /** Applicable scored questions. */
  readonly questions: readonly PooledQuestion[];
  /** Answered questions whose effectiveness is below one half. */
  readonly openFindings: number;
  /** Accepted assessments that gave questions or answers, newest first. */
  readonly assessments: readonly AssessmentFacts[];
}

interface Draft {
  key: string;
  weight: number;
  applicable: boolean;
  day: number;
  answer: AnswerFacts | null;
  assessment: AssessmentFacts | null;
}

/** Pools the answers of a vendor for the day `asOf`. The order of the input does not matter. */
export function poolControls(
  assessments: readonly AssessmentFacts[],
  asOf: Day,
  model: RiskModel,
): ControlPool {
  const newestFirst = assessments.length < 2 ? assessments : [...assessments].sort(byNewest);
  const drafts = collectQuestions(newestFirst);
  for (const assessment of newestFirst) takeAnswers(assessment, drafts);
  return sumUp(drafts, newestFirst, dayNumber(asOf), model);
}

/**
 * e = max(0.6 · 2^(−answer's days over / 365), level · 2^(−evidence's days over / 365)):
 * a late report never counts less than the vendor's word of today.
 */
export function forceOf(answer: AnswerFacts, asOf: number, model: RiskModel): number {
  const { evidence, halfLifeDays, answerValidDays } = model.controls;
  let force = 0;
  if (answer.answeredOn !== null) {
    const over = asOf - dayNumber(answer.answeredOn) - answerValidDays;
    force = evidence.ATTESTED * fade(over, halfLifeDays);
  }
  if (answer.evidenceLevel === 'ATTESTED' || answer.evidenceEnd === null) return force;
  const over = asOf - dayNumber(answer.evidenceEnd);
  return Math.max(force, evidence[answer.evidenceLevel] * fade(over, halfLifeDays));
}

/** An open finding: a pooled scored answer whose effectiveness is below one half. */
export const isOpenFinding = (question: PooledQuestion, model: RiskModel): boolean =>
  question.answer !== null && question.effectiveness < model.controls.findingBelow;

/** The level that counts for an answer: backed by nothing dated, it is the vendor's word. */
export const levelThatCounts = (answer: AnswerFacts): EvidenceLevel =>
  answer.evidenceEnd === null ? 'ATTESTED' : answer.evidenceLevel;

/** 1 until the day is over, then half after every half-life. */
const fade = (daysOver: number, halfLife: number): number =>
  daysOver <= 0 ? 1 : 2 ** (-daysOver / halfLife);

function byNewest(one: AssessmentFacts, other: AssessmentFacts): number {
  if (one.acceptedAt !== other.acceptedAt) return one.acceptedAt > other.acceptedAt ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

/** The questions of the newest accepted assessment of each template. */
function collectQuestions(newestFirst: readonly AssessmentFacts[]): Map<string, Draft> {
  const seen = new Set<string>();
  const drafts = new Map<string, Draft>();
  for (const assessment of newestFirst) {
    if (seen.has(assessment.templateKey)) continue;
    seen.add(assessment.templateKey);
    for (const answer of assessment.answers) if (answer.scored) addQuestion(answer, drafts);
  }
  return drafts;
}

function addQuestion(answer: AnswerFacts, drafts: Map<string, Draft>): void {
  const draft = drafts.get(answer.questionKey);
  if (draft === undefined) {
    drafts.set(answer.questionKey, {
      key: answer.questionKey,
      weight: answer.weight,
      applicable: answer.applicable,
      day: -Infinity,
      answer: null,
      assessment: null,
    });
  } else if (!draft.applicable && answer.applicable) {
    // Left out in one form, asked in another: it counts, or a form could hide a bad answer.
    draft.weight = answer.weight;
    draft.applicable = true;
  }
}

/** Takes the answers that are newer than those already held; an empty one displaces nothing. */
function takeAnswers(assessment: AssessmentFacts, drafts: Map<string, Draft>): void {
  for (const answer of assessment.answers) {
    if (answer.effectiveness === null || !answer.scored || !answer.applicable) continue;
    const draft = drafts.get(answer.questionKey);
    if (draft === undefined) continue;
    const day = answer.answeredOn === null ? -1e9 : dayNumber(answer.answeredOn);
    // Assessments come newest first, so on equal days the later acceptance stands.
    if (day <= draft.day) continue;
    draft.day = day;
    draft.answer = answer;
    draft.assessment = assessment;
  }
}

function sumUp(
  drafts: Map<string, Draft>,
  assessments: readonly AssessmentFacts[],
  asOf: number,
  model: RiskModel,
): ControlPool {
  const questions: PooledQuestion[] = [];
  let whole = 0;
  let applicable = 0;
  let answered = 0;
  let earned = 0;
  let openFindings = 0;
  for (const draft of drafts.values()) {
    whole += draft.weight;
    if (!draft.applicable) continue;
    applicable += draft.weight;
    const question = pooled(draft, asOf, model);
    questions.push(question);
    if (question.answer === null) continue;
    answered += question.weight;
    earned += question.weight * question.effectiveness * question.force;
    if (isOpenFinding(question, model)) openFindings += 1;
  }
  const state = stateOf(answered, applicable, whole, model);
  return {
    state,
    effectiveness: state === 'ASSESSED' ? Math.min(1, earned / applicable) : null,
    answeredWeight: answered,
    applicableWeight: applicable,
    wholeWeight: whole,
    earned,
    questions,
    openFindings,
    assessments,
  };
}

function pooled(draft: Draft, asOf: number, model: RiskModel): PooledQuestion {
  const { key, weight, answer, assessment } = draft;
  if (answer === null) return { key, weight, effectiveness: 0, force: 0, answer, assessment };
  const effectiveness = Math.min(1, Math.max(0, answer.effectiveness ?? 0));
  return { key, weight, effectiveness, force: forceOf(answer, asOf, model), answer, assessment };
}

/** Whole numbers only, so that every implementation agrees at exactly 80 %. */
function stateOf(
  answered: number,
  applicable: number,
  whole: number,
  model: RiskModel,
): ControlState {
  const { applicableShare, wholeShare } = model.controls;
  if (whole === 0) return 'NO_ANSWERS';
  if (applicable === 0) return 'INCOMPLETE';
  const enough =
    applicableShare.denominator * answered >= applicableShare.numerator * applicable &&
    wholeShare.denominator * answered >= wholeShare.numerator * whole;
  return enough ? 'ASSESSED' : 'INCOMPLETE';
}
