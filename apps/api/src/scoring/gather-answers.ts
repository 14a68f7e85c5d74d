/**
 * Accepted assessments of many vendors with their answers, in three statements.
 * In: vendor ids. Out: what the method pools, one entry a question of each assessment's version,
 * answered or not. A question that a rule hides, or a reviewer marked as not applicable, says so.
 */
import { isScored } from '@chaperone/risk-model';
import type {
  AnswerFacts,
  AssessmentFacts,
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
  where a.vendor_id = any($1) and a.status = 'ACCEPTED'`;

const QUESTIONS = `
  select version_id, id, key, kind, weight, options, show_if
  from questions where version_id = any($1) order by version_id, position`;

/** The value is read only where another question's visibility hangs on it. */
const ANSWERS = `
  select a.assessment_id, a.question_id, a.effectiveness, a.evidence_level,
    a.evidence_end::text, a.answered_on::text, a.review_state = 'NOT_APPLICABLE',
    case when a.question_id = any($2) then a.value end
  from answers a where a.vendor_id = any($1)`;

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

/** Accepted assessments by vendor. */
export async function gatherAssessments(
  tx: EntityManager,
  vendorIds: readonly string[],
): Promise<Map<string, AssessmentFacts[]>> {
  const accepted = await flatRows(tx, ASSESSMENTS, [vendorIds]);
  if (accepted.length === 0) return new Map();
  const versions = await gatherVersions(tx, [...new Set(accepted.map((row) => row[2]))]);
  const rows = await flatRows(tx, ANSWERS, [vendorIds, controllers(versions)]);
  const answers = answersByAssessment(rows);
  return listsBy(
    accepted.map(([id, vendorId, versionId, templateKey, acceptedAt]) => {
      const version = versions.get(versionId as string);
      const own = answers.get(id as string) ?? new Map<string, FlatRow>();
      const assessment: AssessmentFacts = {
        id: id as string,
        templateKey: templateKey as string,
        acceptedAt: acceptedAt as string,
        answers: version ? answersOf(version, own) : [],
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

function answersByAssessment(rows: readonly FlatRow[]): Map<string, Map<string, FlatRow>> {
  const byAssessment = new Map<string, Map<string, FlatRow>>();
  for (const row of rows) {
    const id = row[0] as string;
    let answers = byAssessment.get(id);
    if (!answers) byAssessment.set(id, (answers = new Map()));
    answers.set(row[1] as string, row);
  }
  return byAssessment;
}

function answersOf(version: Version, answers: ReadonlyMap<string, FlatRow>): AnswerFacts[] {
  const shown = (question: VersionQuestion): boolean => {
    if (question.showIf === null) return true;
    const controller = answers.get(version.idOf.get(question.showIf.question) ?? '');
    return isValue(controller?.[7], question.showIf.equals);
  };
  return version.questions.map((question) => {
    const answer = answers.get(question.id);
    return {
      questionKey: question.key,
      weight: question.weight,
      scored: question.scored,
      applicable: answer?.[6] !== true && shown(question),
      effectiveness: (answer?.[2] as number | null | undefined) ?? null,
      answeredOn: (answer?.[5] as string | undefined) ?? null,
      evidenceLevel: (answer?.[3] as EvidenceLevel | undefined) ?? 'ATTESTED',
      evidenceEnd: (answer?.[4] as string | null | undefined) ?? null,
    };
  });
}

/** Whether a controlling answer has the value that a rule names; yes and no stand as words or as truth. */
function isValue(value: unknown, wanted: string): boolean {
  if (Array.isArray(value)) return value.some((each) => isValue(each, wanted));
  if (typeof value === 'boolean') return wanted.toUpperCase() === (value ? 'YES' : 'NO');
  return String(value ?? '').toUpperCase() === wanted.toUpperCase();
}
