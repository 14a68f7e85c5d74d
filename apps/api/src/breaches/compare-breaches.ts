import type { EntityManager } from 'typeorm';
import type { Comparison, ImportJob } from '../imports/import-source.js';
import {
  breachRecord,
  differences,
  mergedValues,
  saysOtherwise,
  type BreachRecord,
  type StoredBreach,
} from './imported-breach.js';
import {
  exportDayOf,
  mergeOlder,
  pairWithStored,
  type BreachDraft,
  type Pairing,
} from './sources/index.js';

/** Keys that are compared at one time; a key has one row, rarely a handful. */
const KEYS_AT_A_TIME = 1_000;

/** A row of the staging table after it has been compared. */
interface Verdict {
  readonly row_no: number;
  readonly verdict: 'CHANGED' | 'SAME' | 'SKIPPED' | null;
  readonly target: string | null;
  readonly stored_key: string;
  readonly record: BreachRecord | null;
  readonly before: BreachRecord | null;
  readonly after: BreachRecord | null;
  readonly export_day: string | null;
}

/** A draft as it stands in the staging table. */
interface StagedDraft {
  readonly row_no: number;
  readonly key: string;
  readonly draft: BreachDraft;
}

interface PairableBreach extends StoredBreach {
  readonly sourceKey: string;
  readonly entityType: string | null;
  readonly causes: readonly string[];
  readonly location: string | null;
  readonly description: string;
}

/**
 * Decides for every row of the staging table whether its record is new, changed, the same, or of an
 * older export than what is stored. Rows of one key are paired with the stored ones of that key.
 */
export async function compareBreaches(tx: EntityManager, job: ImportJob): Promise<Comparison> {
  const [{ latest } = { latest: null }] = await tx.query<{ latest: string | null }[]>(
    'select max(reported_on)::text as latest from import_stage',
  );
  const { asOf, fileName } = job;
  const day = exportDayOf({ asOf, fileName, latestReported: latest });
  let after = '';
  for (;;) {
    const keys = await nextKeys(tx, after);
    const last = keys.at(-1);
    if (last === undefined) return { asOf: day };
    await compareKeys(tx, job, { keys, day });
    after = last;
  }
}

async function nextKeys(tx: EntityManager, after: string): Promise<string[]> {
  const rows = await tx.query<{ key: string }[]>(
    `select distinct source_key collate "C" as key from import_stage
     where source_key collate "C" > $1 order by 1 limit ${KEYS_AT_A_TIME}`,
    [after],
  );
  return rows.map((row) => row.key);
}

async function compareKeys(
  tx: EntityManager,
  job: ImportJob,
  { keys, day }: { keys: readonly string[]; day: string | null },
): Promise<void> {
  const drafts = await tx.query<StagedDraft[]>(
    'select row_no, source_key as key, draft from import_stage where source_key = any($1) order by row_no',
    [keys],
  );
  const stored = await storedOf(tx, job, keys);
  const rowOf = new Map(drafts.map((row) => [row.draft, row.row_no]));
  const incoming = grouped(drafts, (row) => row.key);
  const known = grouped(stored, (row) => row.key);
  const verdicts = keys.flatMap((key) =>
    pairWithStored(
      (incoming.get(key) ?? []).map((row) => row.draft),
      (known.get(key) ?? []).map((row) => row.breach),
    ).map((pairing) => verdictOf(pairing, { day, row: rowOf.get(pairing.draft) ?? 0 })),
  );
  await storeVerdicts(tx, verdicts);
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

/** Stored records by the key that their rows share: the key itself, or the key with `#2`, `#3` … */
async function storedOf(
  tx: EntityManager,
  job: ImportJob,
  keys: readonly string[],
): Promise<{ key: string; breach: PairableBreach }[]> {
  const rows = await tx.query<{ key: string; breach: StoredBreach }[]>(
    `with k as (select key from unnest($2::text[]) as k(key))
     select k.key, to_jsonb(b) as breach from k join breaches b on b.source = $1 and b.source_key = k.key
     union all
     select k.key, to_jsonb(b) from k join breaches b on regexp_replace(b.source_key, '#[0-9]{1,6}$', '') = k.key
     where b.source = $1 and b.source_key ~ '#[0-9]{1,6}$'`,
    [job.source, keys],
  );
  return rows.map(({ key, breach }) => ({
    key,
    breach: {
      ...breach,
      sourceKey: breach.source_key,
      entityType: breach['entity_type'] as string | null,
    } as unknown as PairableBreach,
  }));
}

function verdictOf(
  { draft, stored, sourceKey }: Pairing<PairableBreach>,
  { day, row }: { day: string | null; row: number },
): Verdict {
  const base = { row_no: row, target: stored?.id ?? null, stored_key: sourceKey };
  if (!stored)
    return {
      ...base,
      verdict: null,
      record: breachRecord(draft, draft),
      before: null,
      after: null,
      export_day: day,
    };
  const days = { stored: stored.export_day, incoming: day };
  const known = mergedValues(stored);
  const { values, changed } = mergeOlder(known, draft, days);
  const older = (day ?? '') < (stored.export_day ?? '');
  const export_day = older ? stored.export_day : day;
  if (changed.length === 0)
    return unchanged({ ...base, export_day }, stored, older && saysOtherwise(known, draft));
  const record = older ? mergedRecord(stored, values, draft) : breachRecord(values, draft);
  const { before, after } = differences(stored, record);
  const kept = { export_day: stored.export_day, last_import_id: stored['last_import_id'] };
  return {
    ...base,
    verdict: 'CHANGED',
    record,
    before: { ...before, ...kept },
    after: { ...after, rev: stored.rev + 1 },
    export_day,
  };
}

/** An older row only fills gaps: the source's own row stays that of the newer export. */
function mergedRecord(
  stored: StoredBreach,
  values: Parameters<typeof breachRecord>[0],
  draft: BreachDraft,
): BreachRecord {
  return { ...breachRecord(values, draft), raw: stored['raw'] };
}

/** Nothing to write, unless a newer export confirms the record: its day moves on then. */
function unchanged(
  base: Pick<Verdict, 'row_no' | 'target' | 'stored_key' | 'export_day'>,
  stored: StoredBreach,
  older: boolean,
): Verdict {
  if (older) return { ...base, verdict: 'SKIPPED', record: null, before: null, after: null };
  const moves = base.export_day !== stored.export_day;
  const before = { export_day: stored.export_day, last_import_id: stored['last_import_id'] };
  return {
    ...base,
    verdict: 'SAME',
    record: null,
    before: moves ? before : null,
    after: moves ? { export_day: base.export_day, rev: stored.rev } : null,
  };
}

async function storeVerdicts(tx: EntityManager, verdicts: readonly Verdict[]): Promise<void> {
  await tx.query(
    `update import_stage s set verdict = n.verdict, target = coalesce(n.target, gen_random_uuid()),
       stored_key = n.stored_key, record = n.record, before = n.before, export_day = n.export_day,
       after = case when n.verdict is null then n.record - 'raw' - 'search_text' else n.after end,
       title = case when n.verdict is null or n.verdict = 'CHANGED' then s.draft->>'title' end
     from jsonb_to_recordset($1::jsonb) as n(row_no int, verdict text, target uuid, stored_key text, record jsonb,
       before jsonb, after jsonb, export_day date)
     where s.row_no = n.row_no`,
    [JSON.stringify(verdicts)],
  );
}
