import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Capability, Principal } from '../graphql/access.js';
import { Refusal } from '../graphql/refusal.js';

/** Kinds of records that files hang on, with the column that names the record. */
export const HOLDER_COLUMNS = {
  agreement: 'agreement_id',
  evidence: 'evidence_id',
  answer: 'answer_id',
} as const;
export type HolderKind = keyof typeof HOLDER_COLUMNS;

/** An answer is named by its assessment and question: before it is given it has no key. */
export interface AnswerPlace {
  readonly assessment: string;
  readonly question: string;
}

/** What files hang on, as its room says it; each room registers its own. */
export interface FileHolder {
  readonly kind: HolderKind;
  /** Who may see its files. */
  readonly read: Capability;
  /** Who may hang files on it and take them off. */
  readonly write: Capability;
  /** Hangs a file on the record, by `hangFile`. @throws Refusal */
  attach(
    tx: EntityManager,
    target: string | AnswerPlace,
    file: string,
    by: Principal,
  ): Promise<void>;
  /** Takes it off again, by `loosenFile`. @throws Refusal */
  detach(tx: EntityManager, file: HungFile, by: Principal): Promise<void>;
}

/** A file and the record that it hangs on. */
export interface HungFile {
  readonly id: string;
  readonly holder: string;
}

/** The rooms' holders. */
@Injectable()
export class FileHolders {
  private readonly byKind = new Map<HolderKind, FileHolder>();

  /** @throws Error when it is there already */
  register(holder: FileHolder): void {
    if (this.byKind.has(holder.kind)) throw new Error(`${holder.kind} holds files twice.`);
    this.byKind.set(holder.kind, holder);
  }

  /** @throws Error for a kind that no room has registered */
  of(kind: HolderKind): FileHolder {
    const holder = this.byKind.get(kind);
    if (!holder) throw new Error(`No room holds files as ${kind}.`);
    return holder;
  }
}

/** Hangs a loose file on a record. @throws Refusal NOT_FOUND, CONFLICT */
export async function hangFile(
  tx: EntityManager,
  file: string,
  kind: HolderKind,
  record: string,
): Promise<void> {
  const column = HOLDER_COLUMNS[kind];
  const [row] = await tx.query<{ loose: boolean; here: boolean }[]>(
    `select num_nonnulls(agreement_id, evidence_id, answer_id) = 0 as loose,
       ${column} is not distinct from $2::uuid as here
     from stored_files where id::text = $1 for update`,
    [file, record],
  );
  if (!row)
    throw new Refusal('NOT_FOUND', 'The file is not here any more: send it again.', {
      field: 'file',
    });
  if (row.here) return;
  if (!row.loose)
    throw new Refusal('CONFLICT', 'The file hangs on another record already: send it again.', {
      field: 'file',
    });
  await tx.query(`update stored_files set ${column} = $2 where id = $1`, [file, record]);
}

/** Takes a file off its record; it is kept for a while and then swept. */
export async function loosenFile(tx: EntityManager, file: string): Promise<void> {
  await tx.query(
    'update stored_files set agreement_id = null, evidence_id = null, answer_id = null where id = $1',
    [file],
  );
}

/** Takes off whatever hangs on a record that holds one file, except `keep`. */
export async function loosenOthers(
  tx: EntityManager,
  kind: HolderKind,
  record: string,
  keep: string | null,
): Promise<void> {
  const column = HOLDER_COLUMNS[kind];
  await tx.query(
    `update stored_files set ${column} = null where ${column} = $1 and id::text is distinct from $2`,
    [record, keep],
  );
}
