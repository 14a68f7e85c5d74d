/**
 * Accepted assessments of many vendors with their answers, in three statements.
 * In: vendor ids. Out: what the method pools, one entry a question of each assessment's version,
 * answered or not. A question that a rule hides, or a reviewer marked as not applicable, says so.
 */
import { isScored } from '@chaperone/risk-model';
import type {
  AnswerFacts,
  AssessmentFacts,
  Day,
  EvidenceLevel,
  QuestionKind,
} from '@chaperone/risk-model';
import type { EntityManager } from 'typeorm';
import { flatRows, listsBy, type FlatRow } from './flat-rows.js';

const ASSESSMENTS = `
  select a.id, a.vendor_id, a.version_id, t.key,
    to_char(a.accepted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
  from assessments a
  join template_versions v on v.id = a.version_id
  join question_templates t on t.id = v.template_id
  where a.vendor_id = any($1) and a.status = 'ACCEPTED'
    and ($2::date is null or (a.accepted_at at time zone 'UTC')::date <= $2::date)`;

const QUESTIONS = `
  select version_id, id, key, kind, weight, options, show_if
  from questions where version_id = any($1) order by version_id, position`;

/**
 * One row an assessment, its answers as lists in texts: a million rows of their own would cost more
 * to receive than to score. The value is read only where another question's visibility hangs on it.
 */
const ANSWERS = `
  select assessment_id, string_agg(question_id::text, ','),
    string_agg(coalesce(effectiveness::text, ''), ','),
    string_agg(evidence_level, ','),
    string_agg(coalesce(evidence_end::text, ''), ','),
    string_agg(answered_on::text, ','),
    string_agg(case when review_state = 'NOT_APPLICABLE' then '1' else '0' end, ''),
    json_object_agg(question_id, value) filter (where question_id = any($2))
  from answers where vendor_id = any($1) group by assessment_id`;

/** The answers of one assessment, column by column. */
interface AnswerColumns {
  readonly positionOf: ReadonlyMap<string, number>;
  readonly effectiveness: readonly string[];
  readonly level: readonly string[];
  readonly evidenceEnd: readonly string[];
  readonly answeredOn: readonly string[];
  /** A character an answer: '1' where it does not apply. */
  readonly notApplicable: string;
  readonly values: Readonly<Record<string, unknown>>;
}

interface VersionQuestion {
  readonly id: string;
  readonly key: string;
  readonly weight: number;
  readonly scored: boolean;
  readonly showIf: { readonly question: string; readonly equals: string } | null;
}

interface Version {
  readonly questions: readonly VersionQuestion[];
  readonly idOf: ReadonlyMap<string, string>;
}

/** Accepted assessments by vendor; with a day, those that were accepted by then. */
export async function gatherAssessments(
  tx: EntityManager,
  vendorIds: readonly string[],
  acceptedBy: Day | null,
): Promise<Map<string, AssessmentFacts[]>> {
  const accepted = await flatRows(tx, ASSESSMENTS, [vendorIds, acceptedBy]);
  if (accepted.length === 0) return new Map();
  const versions = await gatherVersions(tx, [...new Set(accepted.map((row) => row[2]))]);
  const rows = await flatRows(tx, ANSWERS, [vendorIds, controllers(versions)]);
  const answers = new Map(rows.map((row) => [row[0] as string, columnsOf(row)]));
  return listsBy(
    accepted.map(([id, vendorId, versionId, templateKey, acceptedAt]) => {
      const version = versions.get(versionId as string);
      const assessment: AssessmentFacts = {
        id: id as string,
        templateKey: templateKey as string,
        acceptedAt: acceptedAt as string,
        answers: version ? answersOf(version, answers.get(id as string) ?? NO_ANSWERS) : [],
      };
      return [vendorId as string, assessment] as const;
    }),
  );
}

async function gatherVersions(
  tx: EntityManager,
  versionIds: readonly unknown[],
): Promise<Map<string, Version>> {
  const rows = await flatRows(tx, QUESTIONS, [versionIds]);
  const lists = listsBy(rows.map((row) => [row[0] as string, questionOf(row)] as const));
  return new Map(
    [...lists].map(([version, questions]) => [
      version,
      { questions, idOf: new Map(questions.map((each) => [each.key, each.id])) },
    ]),
  );
}

function questionOf([, id, key, kind, weight, options, showIf]: FlatRow): VersionQuestion {
  return {
    id: id as string,
    key: key as string,
    weight: weight as number,
    scored: isScored({
      kind: kind as QuestionKind,
      options: options as { value: string; score: number | null }[],
    }),
    showIf: showIf as VersionQuestion['showIf'],
  };
}

/** Ids of the questions that decide whether another one is asked. */
function controllers(versions: ReadonlyMap<string, Version>): string[] {
  const ids = new Set<string>();
  for (const { questions, idOf } of versions.values()) {
    for (const { showIf } of questions) {
      const id = showIf && idOf.get(showIf.question);
      if (id) ids.add(id);
    }
  }
  return [...ids];
}

const NO_ANSWERS: AnswerColumns = {
  positionOf: new Map(),
  effectiveness: [],
  level: [],
  evidenceEnd: [],
  answeredOn: [],
  notApplicable: '',
  values: {},
};

function columnsOf(row: FlatRow): AnswerColumns {
  const list = (at: number): string[] => (row[at] as string).split(',');
  return {
    positionOf: new Map(list(1).map((id, at) => [id, at])),
    effectiveness: list(2),
    level: list(3),
    evidenceEnd: list(4),
    answeredOn: list(5),
    notApplicable: row[6] as string,
    values: (row[7] as Record<string, unknown> | null) ?? {},
  };
}

function answersOf(version: Version, answers: AnswerColumns): AnswerFacts[] {
  const isShown = ({ showIf }: VersionQuestion): boolean =>
    showIf === null ||
    isValue(answers.values[version.idOf.get(showIf.question) ?? ''], showIf.equals);
  return version.questions.map((question) => {
    const { key: questionKey, weight, scored } = question;
    const at = answers.positionOf.get(question.id);
    const shown = isShown(question);
    if (at === undefined) return { questionKey, weight, scored, applicable: shown, ...UNANSWERED };
    const effectiveness = answers.effectiveness[at];
    return {
      questionKey,
      weight,
      scored,
      applicable: shown && answers.notApplicable[at] !== '1',
      effectiveness: effectiveness ? Number(effectiveness) : null,
      answeredOn: answers.answeredOn[at] ?? null,
      evidenceLevel: answers.level[at] as EvidenceLevel,
      evidenceEnd: answers.evidenceEnd[at] || null,
    };
  });
}

const UNANSWERED = {
  effectiveness: null,
  answeredOn: null,
  evidenceLevel: 'ATTESTED',
  evidenceEnd: null,
} as const;

/** Whether a controlling answer has the value that a rule names; yes and no stand as words or as truth. */
function isValue(value: unknown, wanted: string): boolean {
  if (Array.isArray(value)) return value.some((each) => isValue(each, wanted));
  if (typeof value === 'boolean') return wanted.toUpperCase() === (value ? 'YES' : 'NO');
  return String(value ?? '').toUpperCase() === wanted.toUpperCase();
}
