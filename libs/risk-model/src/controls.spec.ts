import { describe, expect, it } from '@jest/globals';
import { effectivenessOf, evidenceEndOf, isScored } from './answers.js';
import { forceOf, poolControls, type ControlPool } from './controls.js';
import { dayNumber } from './days.js';
import type { AnswerFacts, AssessmentFacts } from './facts.js';
import { RISK_MODEL_2026_1 as MODEL } from './model.js';
import { anAnswer, anAssessment, AS_OF } from './testing/facts.js';

const pool = (...assessments: AssessmentFacts[]): ControlPool =>
  poolControls(assessments, AS_OF, MODEL);

const form = (answers: Partial<AnswerFacts>[], given: Partial<AssessmentFacts> = {}) =>
  anAssessment({ answers: answers.map((answer) => anAnswer(answer)), ...given });

const force = (answer: Partial<AnswerFacts>): number =>
  forceOf(anAnswer(answer), dayNumber(AS_OF), MODEL);

describe('the pool', () => {
  it('knows nothing without an accepted assessment', () => {
    expect(pool()).toMatchObject({ state: 'NO_ANSWERS', effectiveness: null, questions: [] });
  });

  it('knows nothing when no question is scored', () => {
    expect(pool(form([{ scored: false }]))).toMatchObject({ state: 'NO_ANSWERS' });
  });

  it('takes the questions of the newest assessment of each template', () => {
    const old = form([{ questionKey: 'dropped' }], { id: 'old', acceptedAt: '2025-01-01' });
    const other = form([{ questionKey: 'other' }], { id: 'other', templateKey: 'payments' });
    const found = pool(old, form([{ questionKey: 'q1' }]), other);
    expect(found.questions.map((each) => each.key).sort()).toEqual(['other', 'q1']);
  });

  it('keeps an older answer when the newer form left the question empty', () => {
    const old = form([{ effectiveness: 0.4, answeredOn: '2026-01-01' }], {
      id: 'old',
      acceptedAt: '2026-01-02T00:00:00Z',
    });
    const [question] = pool(form([{ effectiveness: null }]), old).questions;
    expect(question).toMatchObject({ effectiveness: 0.4, assessment: { id: 'old' } });
  });

  it('takes the newest answer to a question that two templates share', () => {
    const other = form([{ effectiveness: 0.2, answeredOn: '2026-11-01' }], {
      id: 'other',
      templateKey: 'payments',
      acceptedAt: '2026-10-01T00:00:00Z',
    });
    expect(pool(form([{ effectiveness: 1 }]), other).questions[0]?.effectiveness).toBe(0.2);
  });

  it('lets the later acceptance decide between answers of one day', () => {
    const later = form([{ effectiveness: 0.3 }], {
      id: 'later',
      templateKey: 'payments',
      acceptedAt: '2026-11-01T00:00:00Z',
    });
    expect(pool(form([{ effectiveness: 1 }]), later).questions[0]?.effectiveness).toBe(0.3);
  });

  it('counts a question that one form leaves out and another asks', () => {
    const hides = form([{ applicable: false }], {
      id: 'hides',
      templateKey: 'payments',
      acceptedAt: '2026-11-01T00:00:00Z',
    });
    expect(pool(hides, form([{ effectiveness: 0.1 }])).questions).toHaveLength(1);
  });

  it('leaves unscored and inapplicable questions out of both sums', () => {
    const found = pool(
      form([
        { questionKey: 'a', weight: 6 },
        { questionKey: 'b', weight: 9, scored: false },
        { questionKey: 'c', weight: 5, applicable: false },
      ]),
    );
    expect(found).toMatchObject({ answeredWeight: 6, applicableWeight: 6, wholeWeight: 11 });
    expect(found.effectiveness).toBeCloseTo(0.6, 12);
  });

  it('counts an unanswered question as no control at all', () => {
    const found = pool(
      form([
        { questionKey: 'a', weight: 8 },
        { questionKey: 'b', weight: 2, effectiveness: null },
      ]),
    );
    expect(found.effectiveness).toBeCloseTo(0.48, 12);
  });

  it('counts answers below one half as open findings, and unanswered questions not', () => {
    const found = pool(
      form([
        { questionKey: 'a', effectiveness: 0.49 },
        { questionKey: 'b', effectiveness: 0.5 },
        { questionKey: 'c', effectiveness: null },
        { questionKey: 'd', effectiveness: 0 },
      ]),
    );
    expect(found.openFindings).toBe(2);
  });
});

describe('how much must be answered', () => {
  const answered = (have: number, applicable: number, whole = applicable): string => {
    const weights = [
      { questionKey: 'a', weight: have },
      { questionKey: 'b', weight: applicable - have, effectiveness: null },
      { questionKey: 'c', weight: whole - applicable, applicable: false },
    ].filter((each) => each.weight > 0);
    return pool(form(weights)).state;
  };

  it('is exactly 80 % of the applicable weight, in whole numbers', () => {
    expect(answered(4, 5)).toBe('ASSESSED');
    expect(answered(8, 10)).toBe('ASSESSED');
    expect(answered(79, 100)).toBe('INCOMPLETE');
    expect(answered(80, 100)).toBe('ASSESSED');
    // 0.8 has no exact binary form: 5 × 3 < 4 × 4 is decided without one.
    expect(answered(3, 4)).toBe('INCOMPLETE');
  });

  it('is also half of the whole weight, so that a form cannot shrink to three questions', () => {
    expect(answered(5, 5, 10)).toBe('ASSESSED');
    expect(answered(5, 5, 11)).toBe('INCOMPLETE');
  });

  it('is not reached when no question applies', () => {
    expect(pool(form([{ applicable: false }])).state).toBe('INCOMPLETE');
  });
});

describe('the force of evidence', () => {
  it('is 0.6 for the word of the vendor, 0.8 for a document, 1 for an audit, while in date', () => {
    expect(force({})).toBe(0.6);
    expect(force({ evidenceLevel: 'DOCUMENTED', evidenceEnd: AS_OF })).toBe(0.8);
    expect(force({ evidenceLevel: 'AUDITED', evidenceEnd: AS_OF })).toBe(1);
  });

  it('halves every 365 days past the end of the evidence, but not below the answer itself', () => {
    const evidence = { evidenceLevel: 'AUDITED', evidenceEnd: '2025-11-23' } as const;
    expect(force({ ...evidence, answeredOn: '2020-01-01' })).toBeCloseTo(0.5, 12);
    expect(force({ ...evidence, answeredOn: '2026-11-01' })).toBe(0.6);
  });

  it('keeps an answer whole for 365 days and halves it every 365 days after', () => {
    expect(force({ answeredOn: '2025-11-23' })).toBe(0.6);
    expect(force({ answeredOn: '2025-11-22' })).toBeCloseTo(0.6 * 2 ** (-1 / 365), 12);
    expect(force({ answeredOn: '2024-11-23' })).toBeCloseTo(0.3, 12);
  });

  it('is that of a bare answer when the evidence has no date', () => {
    expect(force({ evidenceLevel: 'AUDITED', evidenceEnd: null })).toBe(0.6);
  });

  it('is nothing for an answer without a day and without dated evidence', () => {
    expect(force({ answeredOn: null })).toBe(0);
  });
});

describe('the effectiveness of an answer', () => {
  const yesNo = {
    kind: 'YES_NO',
    options: [
      { value: 'YES', score: 0 },
      { value: 'NO', score: 1 },
    ],
  } as const;
  const single = {
    kind: 'SINGLE',
    options: [{ value: 'all', score: 1 }, { value: 'some', score: 0.4 }, { value: 'unsaid' }],
  } as const;
  const multiple = {
    kind: 'MULTIPLE',
    options: [
      { value: 'a', score: 0.5 },
      { value: 'b', score: 0.4 },
      { value: 'c', score: 0.3 },
    ],
  } as const;

  it('follows the question, not the word yes', () => {
    expect(effectivenessOf(yesNo, true)).toBe(0);
    expect(effectivenessOf(yesNo, false)).toBe(1);
    expect(effectivenessOf(yesNo, 'no')).toBe(1);
  });

  it('is the score of the chosen option, 0 when that option has none', () => {
    expect(effectivenessOf(single, 'some')).toBe(0.4);
    expect(effectivenessOf(single, 'unsaid')).toBe(0);
  });

  it('adds several choices up to at most 1', () => {
    expect(effectivenessOf(multiple, ['b', 'c'])).toBeCloseTo(0.7, 12);
    expect(effectivenessOf(multiple, ['a', 'b', 'c'])).toBe(1);
  });

  it('is null for no answer and for what is not an option', () => {
    for (const question of [yesNo, single, multiple]) {
      for (const value of [null, undefined, '', 'other', [], 7, {}]) {
        expect(effectivenessOf(question, value)).toBeNull();
      }
    }
  });

  it('is null for text, number, date and file questions', () => {
    for (const kind of ['TEXT', 'NUMBER', 'DATE', 'FILE'] as const) {
      expect(effectivenessOf({ kind, options: [] }, 'something')).toBeNull();
      expect(isScored({ kind, options: [] })).toBe(false);
    }
  });

  it('is null for choices without any option score', () => {
    expect(effectivenessOf({ kind: 'SINGLE', options: [{ value: 'a' }] }, 'a')).toBeNull();
  });
});

describe('the end of evidence', () => {
  it('is 365 days after the period, 730 for HITRUST, or the stated day', () => {
    expect(evidenceEndOf('SOC_2_TYPE_2', '2025-12-31', null)).toBe('2026-12-31');
    expect(evidenceEndOf('HITRUST', '2025-01-01', null)).toBe('2027-01-01');
    expect(evidenceEndOf('ISO_27001', '2025-01-01', '2028-02-29')).toBe('2028-02-29');
    expect(evidenceEndOf('OTHER', null, null)).toBeNull();
  });
});
