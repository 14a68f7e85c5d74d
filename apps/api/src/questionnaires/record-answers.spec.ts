import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { VendorEntity } from '@chaperone/store';
import { aPerson, aService, aVendor, anEvidence } from '@chaperone/store/testing';
import { Today } from '../graphql/today.js';
import { officer, scoringWorld, type ScoringWorld } from '../scoring/testing/scoring-world.js';
import { storedValue } from './answer-values.js';
import { PublishTemplateService } from './publish-template.service.js';
import type { AnswerInput, RecordAnswersInput } from './questionnaires.inputs.js';
import { RecordAnswersService } from './record-answers.service.js';

const YES_NO = [
  { value: 'YES', label: 'Yes', score: 1 },
  { value: 'NO', label: 'No', score: 0 },
];
const question = (key: string, weight: number) => ({
  key,
  kind: 'YES_NO' as const,
  text: `${key}?`,
  weight,
  options: YES_NO,
});
const TEMPLATE = {
  key: 'short-form',
  title: 'Short form',
  version: 1,
  sections: [
    { key: 's1', title: 'First', questions: [question('locks', 5), question('keys', 3)] },
    { key: 's2', title: 'Second', questions: [question('logs', 2)] },
  ],
};

let world: ScoringWorld;
let service: RecordAnswersService;
let vendor: VendorEntity;

const record = (input: Partial<RecordAnswersInput> & { answers: AnswerInput[] }): Promise<string> =>
  world.change((tx) =>
    service.record(tx, { vendor: vendor.id, template: 'short-form', ...input }, officer),
  );

const residual = async (): Promise<number | null> => {
  const [row] = await world.rows<{ residual: number | null }>(
    'select residual from vendor_rows where vendor_id = $1',
    [vendor.id],
  );
  return row?.residual ?? null;
};

const answersOf = (assessment: string) =>
  world.rows<Record<string, unknown>>(
    `select id, question_key, value, effectiveness, evidence_level, evidence_end, answered_on, comment, rev
     from answers where assessment_id = $1 order by question_key`,
    [assessment],
  );

beforeAll(async () => {
  world = await scoringWorld();
  service = new RecordAnswersService(world.scoring, new Today(world.clock), world.keys);
  vendor = await world.change(async (tx) => {
    await new PublishTemplateService().publish(tx, TEMPLATE);
    const made = await aVendor(tx);
    await aService(tx, {
      vendorId: made.id,
      dataClasses: ['APPOINTMENTS'],
      access: 'READ_WRITE',
      people: 1000,
      status: 'ACTIVE',
    });
    return made;
  });
});

afterAll(() => world.close());

describe('recording answers', () => {
  let assessment: string;

  it('begins one assessment and goes on in it; nothing counts before it is accepted', async () => {
    assessment = await record({ answers: [{ question: 'locks', value: true }] });
    expect(await record({ answers: [{ question: 'keys', value: 'no' }] })).toBe(assessment);
    expect(await answersOf(assessment)).toMatchObject([
      { question_key: 'keys', value: 'NO', effectiveness: 0, answered_on: '2026-10-01' },
      { question_key: 'locks', value: 'YES', effectiveness: 1, evidence_level: 'ATTESTED' },
    ]);
    expect(await residual()).toBeNull();
  });

  it('scores the vendor when it is accepted, and again at each later change', async () => {
    await record({ answers: [{ question: 'logs', value: 'YES' }], accept: true });
    const accepted = await residual();
    expect(accepted).not.toBeNull();
    await record({ answers: [{ question: 'keys', value: 'YES' }] });
    expect(await residual()).toBeLessThan(accepted ?? 0);
  });

  it('names who accepted, and nobody who only changed an answer later', async () => {
    const person = await world.change((tx) => aPerson(tx));
    const by = { ...officer, personId: person.id };
    const change = (input: Partial<RecordAnswersInput>) =>
      world.change((tx) => service.record(tx, { assessment, answers: [], ...input }, by));
    const acceptedBy = () =>
      world.rows('select accepted_by from assessments where id = $1', [assessment]);
    await change({ answers: [{ question: 'keys', comment: 'asked again' }] });
    expect(await acceptedBy()).toEqual([{ accepted_by: null }]);
    await change({ status: 'SUBMITTED' });
    await change({ accept: true });
    expect(await acceptedBy()).toEqual([{ accepted_by: person.id }]);
  });

  it('leaves what an answer does not mention', async () => {
    await record({ answers: [{ question: 'locks', comment: 'seen on site' }] });
    const locks = (await answersOf(assessment)).find((row) => row['question_key'] === 'locks');
    expect(locks).toMatchObject({ value: 'YES', effectiveness: 1, rev: 2 });
    const place = { table: 'answers', column: 'comment', row: String(locks?.['id']) };
    expect(world.keys.open(place, String(locks?.['comment']))).toBe('seen on site');
  });

  it('empties an answer by null, which earns nothing', async () => {
    const before = await residual();
    await record({ answers: [{ question: 'logs', value: null }] });
    const logs = (await answersOf(assessment)).find((row) => row['question_key'] === 'logs');
    expect(logs).toMatchObject({ value: null, effectiveness: null });
    expect(await residual()).toBeGreaterThan(before ?? 0);
  });

  it('takes DOCUMENTED and AUDITED only with evidence of this vendor that can carry it', async () => {
    const [audit, policy, foreign] = await world.change(async (tx) => [
      await anEvidence(tx, {
        vendorId: vendor.id,
        kind: 'SOC_2_TYPE_2',
        periodEnd: '2026-06-30',
        validUntil: null,
      }),
      await anEvidence(tx, { vendorId: vendor.id, kind: 'POLICY' }),
      await anEvidence(tx, { kind: 'SOC_2_TYPE_2' }),
    ]);
    const level = (evidenceLevel: 'DOCUMENTED' | 'AUDITED', evidence?: string): Promise<string> =>
      record({ answers: [{ question: 'locks', evidenceLevel, ...(evidence && { evidence }) }] });
    await expect(level('DOCUMENTED')).rejects.toMatchObject({ code: 'INVALID' });
    await expect(level('AUDITED', foreign?.id)).rejects.toMatchObject({ code: 'INVALID' });
    await expect(level('AUDITED', policy?.id)).rejects.toMatchObject({ code: 'INVALID' });
    const before = await residual();
    await level('AUDITED', audit?.id);
    const locks = (await answersOf(assessment)).find((row) => row['question_key'] === 'locks');
    expect(locks).toMatchObject({ evidence_level: 'AUDITED', evidence_end: '2027-06-30' });
    expect(await residual()).toBeLessThan(before ?? 0);
  });

  it('refuses unknown and doubled questions, days to come and stale revs, and writes nothing', async () => {
    const before = await answersOf(assessment);
    const bad: (Partial<RecordAnswersInput> & { answers: AnswerInput[] })[] = [
      {
        answers: [
          { question: 'locks', value: 'NO' },
          { question: 'nowhere', value: 'NO' },
        ],
      },
      {
        answers: [
          { question: 'locks', value: 'NO' },
          { question: 'locks', value: 'YES' },
        ],
      },
      { answers: [{ question: 'locks', value: 'NO', answeredOn: '2026-10-02' }] },
      { answers: [{ question: 'locks', value: 'perhaps' }] },
      { assessment, rev: 1, answers: [{ question: 'locks', value: 'NO' }] },
      { vendor: 'VND-999999', answers: [] },
      { template: 'no-such-form', answers: [] },
    ];
    for (const input of bad)
      await expect(record(input)).rejects.toMatchObject({
        code: expect.stringMatching(/INVALID|STALE|NOT_FOUND/),
      });
    expect(await answersOf(assessment)).toEqual(before);
  });
});

describe('publishing a questionnaire', () => {
  it('stores a version once and never changes it', async () => {
    const again = await world.change((tx) =>
      new PublishTemplateService().publish(tx, {
        ...TEMPLATE,
        sections: [{ key: 's1', title: 'Other', questions: [question('other', 1)] }],
      }),
    );
    expect(
      await world.rows('select count(*)::int as n from questions where version_id = $1', [again]),
    ).toEqual([{ n: 3 }]);
  });

  it('says where a definition is wrong', async () => {
    const publish = (input: unknown): Promise<string> =>
      world.change((tx) => new PublishTemplateService().publish(tx, input));
    await expect(publish({ ...TEMPLATE, version: 0 })).rejects.toThrow(/version/);
    const twice = [{ key: 's', title: 'S', questions: [question('a', 1), question('a', 1)] }];
    await expect(publish({ ...TEMPLATE, version: 2, sections: twice })).rejects.toThrow(
      /a is used twice/,
    );
    const words = { ...question('why', 1), kind: 'TEXT', options: [] };
    const hidden = { ...question('a', 1), showIf: { question: 'why', equals: 'x' } };
    const sealed = [{ key: 's', title: 'S', questions: [words, hidden] }];
    await expect(publish({ ...TEMPLATE, version: 2, sections: sealed })).rejects.toThrow(
      /a depends on why, whose answers are text/,
    );
  });
});

describe('a value', () => {
  const of = (kind: Parameters<typeof storedValue>[0]['kind'], value: unknown): unknown =>
    storedValue({ key: 'q', kind, options: [{ value: 'A' }, { value: 'B' }] }, value);

  it('is stored in one form for each kind', () => {
    expect([of('YES_NO', false), of('YES_NO', ' y ')]).toEqual(['NO', 'YES']);
    expect([of('SINGLE', 'A'), of('MULTIPLE', ['B', 'A']), of('MULTIPLE', 'B')]).toEqual([
      'A',
      ['A', 'B'],
      ['B'],
    ]);
    expect([of('NUMBER', '12.5'), of('DATE', '2026-02-28'), of('TEXT', '=1+1')]).toEqual([
      12.5,
      '2026-02-28',
      '=1+1',
    ]);
    expect([of('TEXT', ''), of('YES_NO', null)]).toEqual([null, null]);
  });

  it.each([
    ['YES_NO', 'maybe'],
    ['SINGLE', 'C'],
    ['MULTIPLE', ['A', 'C']],
    ['NUMBER', 'twelve'],
    ['NUMBER', Infinity],
    ['DATE', '2026-02-31'],
    ['TEXT', 5],
    ['TEXT', 'x'.repeat(20_001)],
  ] as const)('of kind %s refuses what it cannot hold (case %#)', (kind, value) => {
    expect(() => of(kind, value)).toThrow(/Question q takes/);
  });
});
