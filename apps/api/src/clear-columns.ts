/**
 * Which columns held clear text in versions before sealing, and how each is sealed: what the slices
 * seal from now on, said once more for rows that are there already.
 */
import type { QuestionKind } from '@chaperone/risk-model';
import type { VendorContact } from '@chaperone/store';
import type { Keys } from './keys/keys.js';
import { isSealedAt, type ClearColumn, type ClearRow } from './keys/seal-clear-text.js';
import { sealText } from './keys/sealed-values.js';
import { isNarrative, sealComment, sealValue } from './questionnaires/sealed-answer.js';
import { sealContacts } from './vendors/sealed-contacts.js';

/** A column of text on its own. */
function textColumn(table: string, column: string, also = ''): ClearColumn {
  return {
    table,
    column,
    constraint: `ck_${table}_${column}`,
    find: `select id, ${column} as text from ${table} where id > $1 and ${column} <> '' ${also} order by id limit $2`,
    seal: (keys, { id, text }) => {
      const place = { table, column, row: id };
      if (isSealedAt(keys, place, String(text))) return null;
      return { id, text: sealText(keys, place, String(text)) };
    },
    store: `update ${table} t set ${column} = n.text
      from jsonb_to_recordset($1::jsonb) as n(id uuid, text text) where t.id = n.id`,
  };
}

const narratives: ClearColumn = {
  ...textColumn('breaches', 'description', `and source = 'MANUAL'`),
  // the words of the narrative stood in the text of the search
  store: `update breaches t set description = n.text, search_text = t.normalised_name
    from jsonb_to_recordset($1::jsonb) as n(id uuid, text text) where t.id = n.id`,
};

const ANSWER = `a.id, a.vendor_id as "vendorId", a.question_id as "questionId"`;

interface AnswerRow extends ClearRow {
  readonly vendorId: string;
  readonly questionId: string;
  readonly comment: string;
  readonly value: unknown;
}

const comments: ClearColumn = {
  table: 'answers',
  column: 'comment',
  constraint: 'ck_answers_comment',
  find: `select ${ANSWER}, a.comment from answers a where a.id > $1 and a.comment <> '' order by a.id limit $2`,
  seal: (keys, row) => {
    const answer = row as AnswerRow;
    const place = { table: 'answers', column: 'comment', row: row.id };
    if (isSealedAt(keys, place, answer.comment)) return null;
    return { id: row.id, ...sealComment(keys, answer, answer.comment) };
  },
  store: `update answers a set comment = n.comment, comment_mac = n.comment_mac
    from jsonb_to_recordset($1::jsonb) as n(id uuid, comment text, comment_mac text) where a.id = n.id`,
};

const values: ClearColumn = {
  table: 'answers',
  column: 'value',
  find: `select ${ANSWER}, a.value from answers a join questions q on q.id = a.question_id
    where a.id > $1 and q.kind = 'TEXT' and jsonb_typeof(a.value) = 'string' order by a.id limit $2`,
  seal: (keys, row) => {
    const answer = row as AnswerRow;
    return { id: row.id, value: sealValue(keys, answer, JSON.stringify(answer.value)) };
  },
  store: `update answers a set value = n.value
    from jsonb_to_recordset($1::jsonb) as n(id uuid, value jsonb) where a.id = n.id`,
};

const contacts: ClearColumn = {
  table: 'vendors',
  column: 'contacts',
  constraint: 'ck_vendors_contacts',
  find: `select id, contacts from vendors where id > $1 and jsonb_typeof(contacts) = 'array'
      and contacts <> '[]' order by id limit $2`,
  seal: (keys, { id, contacts: list }) => ({
    id,
    contacts: sealContacts(keys, id, list as VendorContact[]),
  }),
  store: `update vendors v set contacts = n.contacts
    from jsonb_to_recordset($1::jsonb) as n(id uuid, contacts jsonb) where v.id = n.id`,
};

type Columns = Readonly<Record<string, unknown>>;

interface ChangeRow extends ClearRow {
  readonly table: 'answers' | 'vendors';
  readonly row: string;
  readonly before: Columns | null;
  readonly after: Columns | null;
  readonly kind: QuestionKind | null;
  readonly vendorId: string;
  readonly questionId: string;
}

const SEALED_NOW = `array['comment', 'value', 'contacts']`;

/** Records of what imports changed, kept to undo them. */
const changes: ClearColumn = {
  table: 'import_changes',
  column: 'before',
  find: `select c.id::text, c.table_name as "table", c.row_id as row, c.before, c.after, q.kind,
      coalesce(a.vendor_id, c.row_id) as "vendorId", coalesce(a.question_id, c.row_id) as "questionId"
    from import_changes c left join answers a on c.table_name = 'answers' and a.id = c.row_id
    left join questions q on q.id = a.question_id
    where c.id > $1 and (c.before ?| ${SEALED_NOW} or c.after ?| ${SEALED_NOW}) order by c.id limit $2`,
  seal: (keys, row) => {
    const change = row as ChangeRow;
    const [before, after] = [change.before, change.after].map((one) =>
      sealedChange(keys, change, one),
    );
    return { id: row.id, before, after };
  },
  store: `update import_changes c set before = nullif(n.before, 'null'), after = nullif(n.after, 'null')
    from jsonb_to_recordset($1::jsonb) as n(id bigint, before jsonb, after jsonb) where c.id = n.id`,
};

function sealedChange(keys: Keys, change: ChangeRow, record: Columns | null): Columns | null {
  if (!record) return null;
  const { comment, value, contacts: list } = record;
  const at = { id: change.row, vendorId: change.vendorId, questionId: change.questionId };
  const place = { table: 'answers', column: 'comment', row: change.row };
  return {
    ...record,
    ...(typeof comment === 'string' &&
      !isSealedAt(keys, place, comment) &&
      sealComment(keys, at, comment)),
    ...(typeof value === 'string' &&
      (change.kind === null || isNarrative(change.kind)) && {
        value: sealValue(keys, at, JSON.stringify(value)),
      }),
    ...(Array.isArray(list) && {
      contacts: sealContacts(keys, change.row, list as VendorContact[]),
    }),
  };
}

export const CLEAR_COLUMNS: readonly ClearColumn[] = [
  comments,
  values,
  textColumn('agreements', 'note'),
  narratives,
  contacts,
  changes,
];
