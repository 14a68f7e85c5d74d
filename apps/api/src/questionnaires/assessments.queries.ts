import type { AssessmentStatus, QuestionKind } from '@chaperone/risk-model';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../graphql/access.js';
import { Refusal } from '../graphql/refusal.js';
import type { RecordAnswersInput } from './questionnaires.inputs.js';

/** The assessment that answers go to. */
export interface OpenAssessment {
  readonly id: string;
  readonly ref: string;
  readonly vendorId: string;
  readonly versionId: string;
  readonly status: AssessmentStatus;
  readonly rev: number;
}

/** A question of a version, as answers are checked against it. */
export interface StoredQuestion {
  readonly id: string;
  readonly key: string;
  readonly kind: QuestionKind;
  readonly options: readonly { value: string; label: string; score: number | null }[];
}

const COLUMNS = `a.id, a.ref, a.vendor_id as "vendorId", a.version_id as "versionId", a.status, a.rev`;

/**
 * The assessment named by its id, else the vendor's newest one of the template version: an open
 * one, else the accepted one, else a new one. The row is locked until the transaction ends.
 * @throws Refusal NOT_FOUND, INVALID or STALE
 */
export async function findAssessment(
  tx: EntityManager,
  input: RecordAnswersInput,
  by: Principal,
): Promise<OpenAssessment> {
  if (input.assessment) return named(tx, input.assessment, input.rev ?? null);
  if (!input.vendor || !input.template)
    throw new Refusal('INVALID', 'Name an assessment, or a vendor and a template.', {
      field: 'assessment',
    });
  const vendorId = await vendorNamed(tx, input.vendor);
  const versionId = await publishedVersion(tx, input.template, input.version ?? null);
  const known = await openOne(tx, vendorId, versionId);
  if (known) return known;
  await tx.query('select id from vendors where id = $1 for update', [vendorId]);
  return (await openOne(tx, vendorId, versionId)) ?? created(tx, vendorId, versionId, by);
}

/** The assessment that answers go to, held. */
async function openOne(
  tx: EntityManager,
  vendorId: string,
  versionId: string,
): Promise<OpenAssessment | null> {
  const [known] = await tx.query<OpenAssessment[]>(
    `select ${COLUMNS} from assessments a
     where a.vendor_id = $1 and a.version_id = $2 and a.status <> 'REJECTED'
     order by (a.status = 'ACCEPTED'), coalesce(a.accepted_at, a.created_at) desc, a.id limit 1 for update`,
    [vendorId, versionId],
  );
  return known ?? null;
}

/** Questions of a version by key. */
export async function questionsOf(
  tx: EntityManager,
  versionId: string,
): Promise<Map<string, StoredQuestion>> {
  const rows = await tx.query<StoredQuestion[]>(
    'select id, key, kind, options from questions where version_id = $1',
    [versionId],
  );
  return new Map(rows.map((row) => [row.key, row]));
}

async function named(tx: EntityManager, id: string, rev: number | null): Promise<OpenAssessment> {
  const [row] = await tx.query<OpenAssessment[]>(
    `select ${COLUMNS} from assessments a where a.id::text = $1 or a.ref = $1 for update`,
    [id],
  );
  if (!row) throw new Refusal('NOT_FOUND', `There is no assessment ${id}.`);
  if (rev !== null && rev !== row.rev)
    throw new Refusal('STALE', `${row.ref} was changed meanwhile; load it again.`, {
      rev: row.rev,
    });
  return row;
}

async function vendorNamed(tx: EntityManager, id: string): Promise<string> {
  const [row] = await tx.query<{ id: string }[]>(
    'select id from vendors where id::text = $1 or ref = $1',
    [id],
  );
  if (!row) throw new Refusal('NOT_FOUND', `There is no vendor ${id}.`);
  return row.id;
}

async function publishedVersion(
  tx: EntityManager,
  key: string,
  version: number | null,
): Promise<string> {
  const [row] = await tx.query<{ id: string }[]>(
    `select v.id from template_versions v join question_templates t on t.id = v.template_id
     where t.key = $1 and v.status = 'PUBLISHED' and ($2::int is null or v.version = $2)
     order by v.version desc limit 1`,
    [key, version],
  );
  if (!row)
    throw new Refusal(
      'NOT_FOUND',
      `There is no published questionnaire "${key}"${version === null ? '' : ` of version ${version}`}.`,
      { field: 'template' },
    );
  return row.id;
}

async function created(
  tx: EntityManager,
  vendorId: string,
  versionId: string,
  by: Principal,
): Promise<OpenAssessment> {
  const [row] = await tx.query<OpenAssessment[]>(
    `insert into assessments as a (ref, vendor_id, version_id, status, updated_by)
     values ('ASM-' || nextval('assessment_refs'), $1, $2, 'DRAFT', $3) returning ${COLUMNS}`,
    [vendorId, versionId, by.personId],
  );
  return row as OpenAssessment;
}
