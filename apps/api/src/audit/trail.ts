/**
 * Appends the entries of a transaction as its last statement. In: the transaction, and what rooms noted
 * meanwhile. Out: one entry for the rows that it changed, one for each further note, or none where
 * nothing was changed or noted. If an entry cannot be written, nothing else is.
 */
import { createHmac, randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { currentRequest } from '../graphql/request-context.js';
import type { Note } from './actions.js';
import { canonical } from './canonical.js';
import { entryOf, type Gathered, type Mac } from './entry.js';

/** Rows of a transaction that are told in full; of more, the first of them, counts and a digest. */
const MOST_ROWS = 1_000;

/** For processes without keys, such as specs of one service: digests that hold for this process. */
function keyOfThisProcess(): Mac {
  const key = randomBytes(32);
  return (value) => createHmac('sha256', key).update(value).digest('hex');
}

/** Makes the digests of secrets, and knows which notes belong to which transaction. */
export class AuditTrail {
  private readonly notes = new WeakMap<object, Note[]>();
  private appended: (seq: number) => void = () => undefined;

  constructor(private readonly mac: Mac = keyOfThisProcess()) {}

  /** Calls with the place of every entry that was appended; its commit follows. */
  listen(appended: (seq: number) => void): void {
    this.appended = appended;
  }

  /** Runs the work of a transaction, then appends. */
  async follow<T>(tx: EntityManager, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const notes: Note[] = [];
    this.notes.set(transactionOf(tx), notes);
    const result = await work(tx);
    await this.append(tx, notes);
    return result;
  }

  /** Keeps a note for the end of its transaction. @throws Error outside `follow` */
  note(tx: EntityManager, note: Note): void {
    const notes = this.notes.get(transactionOf(tx));
    if (!notes) throw new Error('A note for the audit log belongs into Work.change.');
    notes.push(note);
  }

  private async append(tx: EntityManager, notes: readonly Note[]): Promise<void> {
    const [row] = await tx.query<{ gathered: Gathered | null }[]>(
      'select gathered_audit($1) as gathered',
      [MOST_ROWS],
    );
    const gathered = row?.gathered ?? null;
    if (!gathered && notes.length === 0) return;
    const from = { request: currentRequest(), mac: this.mac };
    const [first, ...others] = notes;
    const entries = [
      entryOf(first, gathered, from),
      ...others.map((note) => entryOf(note, null, from)),
    ];
    const [end] = await tx.query<{ seq: number }[]>('select append_audit($1) as seq', [
      entries.map(canonical),
    ]);
    this.appended(end?.seq ?? 0);
  }
}

function transactionOf(tx: EntityManager): object {
  return tx.queryRunner ?? tx;
}

/**
 * Stops the gathering of rows for the rest of the transaction, where a million of them are written at
 * once. The transaction is refused all the same unless it appends an entry: note what was done.
 */
export async function withoutRows(tx: EntityManager): Promise<void> {
  await tx.query(`set local chaperone.audit = 'bulk'`);
}
