import { Injectable } from '@nestjs/common';
import type { EvidenceEntity } from '@chaperone/store';
import type { EntityManager } from 'typeorm';
import {
  FileHolders,
  hangFile,
  loosenFile,
  loosenOthers,
  type AnswerPlace,
  type FileHolder,
  type HungFile,
} from '../files/file-holders.js';
import { found } from '../graphql/refusal.js';
import { invalid } from './checks.js';
import type { RecordEvidenceInput } from './services.inputs.js';

/** The documents themselves, where evidence lies with us: one for each piece. */
@Injectable()
export class EvidenceFiles implements FileHolder {
  readonly kind = 'evidence';
  readonly read = 'vendors:read';
  readonly write = 'vendors:write';

  constructor(holders: FileHolders) {
    holders.register(this);
  }

  async attach(tx: EntityManager, target: string | AnswerPlace, file: string): Promise<void> {
    const [row] = await tx.query<{ id: string }[]>(
      'select id from evidence where id::text = $1 for update',
      [target],
    );
    await putFile(tx, found(row, 'The document').id, file);
  }

  /** Evidence that lies nowhere is none. @throws Refusal INVALID */
  async detach(tx: EntityManager, { id, holder }: HungFile): Promise<void> {
    const [row] = await tx.query<{ elsewhere: boolean }[]>(
      `select coalesce(link, file_ref) is not null as elsewhere from evidence where id = $1 for update`,
      [holder],
    );
    if (!row?.elsewhere)
      throw invalid(
        'file',
        'Give a link first, or say where the document is filed, or send another.',
      );
    await loosenFile(tx, id);
  }
}

/** Puts a file in the place of the one that was there; null takes it off. */
export async function putFile(
  tx: EntityManager,
  evidence: string,
  file: string | null,
): Promise<void> {
  await loosenOthers(tx, 'evidence', evidence, file);
  if (file) await hangFile(tx, file, 'evidence', evidence);
}

/** Whether a piece of evidence has a file once the input is written. */
export async function willHaveFile(
  tx: EntityManager,
  { file }: RecordEvidenceInput,
  held: EvidenceEntity | null,
): Promise<boolean> {
  if (file !== undefined || !held) return Boolean(file);
  const rows = await tx.query<unknown[]>('select 1 from stored_files where evidence_id = $1', [
    held.id,
  ]);
  return rows.length > 0;
}
