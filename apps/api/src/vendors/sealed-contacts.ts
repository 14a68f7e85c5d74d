/**
 * A vendor's contacts are people: the list is sealed as a whole; an empty list stays empty.
 * The digest tells whether an imported list is the stored one.
 */
import { rowBatches, type VendorContact } from '@chaperone/store';
import type { EntityManager } from 'typeorm';
import type { Keys } from '../keys/keys.js';
import { isSealedJson, sealJson } from '../keys/sealed-values.js';

const placeOf = (row: string) => ({ table: 'vendors', column: 'contacts', row });

/** What the column holds for a list. */
export function sealContacts(keys: Keys, id: string, contacts: readonly VendorContact[]): object {
  if (contacts.length === 0) return [];
  const parts = contacts.map(({ name, email, role }) => [name, email, role]);
  const digest = keys.mac('vendors.contacts', JSON.stringify(parts));
  return sealJson(keys, placeOf(id), contacts, digest);
}

/** Rows that are sealed anew at one time. */
const AT_A_TIME = 2_000;

interface Row {
  readonly row_no: number;
  readonly new_id: string;
  readonly target: string;
  readonly contacts: unknown;
}

/**
 * Makes contacts of the staging table comparable: those that equal the stored ones by their digest
 * are emptied, which leaves what is stored; the others are sealed for the vendor that the row is.
 */
export async function settleContacts(tx: EntityManager, keys: Keys): Promise<void> {
  await tx.query(EMPTY_THE_SAME);
  await tx.query('create temp table import_moved (row_no int, contacts jsonb) on commit drop');
  for await (const rows of rowBatches<Row>(tx, { text: DIFFERENT }, AT_A_TIME))
    await tx.query(KEEP, [JSON.stringify(rows.map((row) => moved(keys, row)))]);
  await tx.query(PUT_BACK);
}

function moved(keys: Keys, { row_no, new_id, target, contacts }: Row) {
  if (!isSealedJson(contacts)) return { row_no, contacts };
  const plain = keys.open(placeOf(new_id), contacts.sealed);
  return { row_no, contacts: { ...contacts, sealed: keys.seal(placeOf(target), plain) } };
}

const EMPTY_THE_SAME = `update import_stage s set contacts = null from vendors v
  where v.id = s.target and s.contacts ->> 'mac' = v.contacts ->> 'mac'`;

const DIFFERENT = `select row_no, new_id, target, contacts from import_stage
  where target is not null and verdict is null and contacts is not null`;

const KEEP = `insert into import_moved select row_no, contacts
  from jsonb_to_recordset($1::jsonb) as n(row_no int, contacts jsonb)`;

const PUT_BACK = `update import_stage s set contacts = n.contacts from import_moved n where n.row_no = s.row_no`;
