import { rowBatches } from '@chaperone/store';
import type { EntityManager } from 'typeorm';
import type { Keys } from '../keys/keys.js';
import { isSealedJson } from '../keys/sealed-values.js';
import { moveSealed } from './sealed-answer.js';

/** Rows that are sealed anew at one time. */
const AT_A_TIME = 2_000;

/**
 * Makes sealed cells of the staging table comparable. The same text is never sealed the same twice, so
 * what equals the stored answer by its digest is emptied (an empty cell leaves what is stored), and the
 * rest is sealed for the row that it will stand in. Costs nothing where a file holds no text.
 */
export async function settleSealed(tx: EntityManager, keys: Keys): Promise<void> {
  await tx.query(EMPTY_THE_SAME);
  await tx.query(MOVED);
  for await (const rows of rowBatches<Row>(tx, { text: DIFFERENT }, AT_A_TIME))
    await tx.query(KEEP, [JSON.stringify(rows.map((row) => moved(keys, row)))]);
  await tx.query(PUT_BACK);
}

interface Row {
  readonly line: number;
  readonly own_id: string;
  readonly target: string;
  readonly comment: string | null;
  readonly value: unknown;
}

function moved(keys: Keys, { line, own_id, target, comment, value }: Row) {
  const rows = { from: own_id, to: target };
  return {
    line,
    comment: comment && moveSealed(keys, 'comment', comment, rows),
    value: isSealedJson(value)
      ? { ...value, sealed: moveSealed(keys, 'value', value.sealed, rows) }
      : value,
  };
}

const KNOWN = `import_stage s join import_assessments m on m.vendor_id = s.vendor_id and m.version_id = s.version_id and not m.is_new
    join answers a on a.assessment_id = m.id and a.question_id = s.question_id
  where s.verdict is null and s.own_id is not null`;

const EMPTY_THE_SAME = `with known as (
    select s.line, s.comment_mac = a.comment_mac as comment, s.value ->> 'mac' = a.value ->> 'mac' as value from ${KNOWN})
  update import_stage s set comment = case when k.comment then null else s.comment end,
    comment_mac = case when k.comment then null else s.comment_mac end,
    value = case when k.value then null else s.value end
  from known k where k.line = s.line and (k.comment or k.value)`;

const DIFFERENT = `select s.line, s.own_id, a.id as target, s.comment, s.value from ${KNOWN}
    and (s.comment is not null or jsonb_typeof(s.value) = 'object')`;

const MOVED = 'create temp table import_moved (line int, comment text, value jsonb) on commit drop';

const KEEP = `insert into import_moved select line, comment, value
  from jsonb_to_recordset($1::jsonb) as n(line int, comment text, value jsonb)`;

const PUT_BACK = `update import_stage s set comment = n.comment, value = nullif(n.value, 'null'::jsonb)
  from import_moved n where n.line = s.line`;
