import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  FileHolders,
  hangFile,
  loosenFile,
  type AnswerPlace,
  type FileHolder,
} from '../files/file-holders.js';
import { found, Refusal } from '../graphql/refusal.js';

/** A contract with all its amendments has fewer. */
const MOST_DOCUMENTS = 50;

/** Papers of agreements. */
@Injectable()
export class AgreementFiles implements FileHolder {
  readonly kind = 'agreement';
  readonly read = 'agreements:read';
  readonly write = 'agreements:write';

  constructor(holders: FileHolders) {
    holders.register(this);
  }

  async attach(tx: EntityManager, target: string | AnswerPlace, file: string): Promise<void> {
    const [row] = await tx.query<{ id: string; documents: number }[]>(
      `select a.id, (select count(*)::int from stored_files f where f.agreement_id = a.id) as documents
       from agreements a where a.id::text = $1 or a.ref = $1 for update`,
      [target],
    );
    const { id, documents } = found(row, 'The agreement');
    checkCount(documents + 1);
    await hangFile(tx, file, 'agreement', id);
  }

  detach(tx: EntityManager, { id }: { readonly id: string }): Promise<void> {
    return loosenFile(tx, id);
  }
}

function checkCount(documents: number): void {
  if (documents > MOST_DOCUMENTS)
    throw new Refusal('INVALID', `An agreement holds ${MOST_DOCUMENTS} documents at most.`, {
      field: 'documents',
    });
}

/** Makes these the papers of an agreement whose row is locked: what is not among them comes off. */
export async function putDocuments(
  tx: EntityManager,
  agreement: string,
  files: readonly string[],
): Promise<void> {
  checkCount(files.length);
  await tx.query(
    'update stored_files set agreement_id = null where agreement_id = $1 and id::text <> all($2::text[])',
    [agreement, files],
  );
  for (const file of new Set(files)) await hangFile(tx, file, 'agreement', agreement);
}
