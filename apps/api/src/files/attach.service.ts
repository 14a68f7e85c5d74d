import { Injectable } from '@nestjs/common';
import type { GraphQLResolveInfo } from 'graphql';
import type { EntityManager } from 'typeorm';
import { Audit } from '../audit/audit.js';
import { assertMay, type Principal } from '../graphql/access.js';
import { Planner } from '../graphql/planner/planner.js';
import { found, Refusal } from '../graphql/refusal.js';
import { Work } from '../graphql/work.js';
import {
  FileHolders,
  HOLDER_COLUMNS,
  type AnswerPlace,
  type FileHolder,
  type HolderKind,
} from './file-holders.js';
import type { AttachFileInput } from './file.type.js';

const KINDS = Object.keys(HOLDER_COLUMNS) as HolderKind[];

/** Hangs files on records and takes them off; the record's own room says how. */
@Injectable()
export class AttachService {
  constructor(
    private readonly work: Work,
    private readonly planner: Planner,
    private readonly holders: FileHolders,
    private readonly audit: Audit,
  ) {}

  attach(input: AttachFileInput, by: Principal, info: GraphQLResolveInfo) {
    const { holder, target } = this.targetOf(input);
    assertMay(by, holder.write);
    return this.work.change(async (tx) => {
      await holder.attach(tx, target, input.file, by);
      return this.planner.byId(info, 'StoredFile', input.file, { tx });
    });
  }

  detach(id: string, by: Principal, info: GraphQLResolveInfo) {
    return this.work.change(async (tx) => {
      const { kind, holder: record } = await hungOn(tx, id);
      const holder = this.holders.of(kind);
      assertMay(by, holder.write);
      await holder.detach(tx, { id, holder: record }, by);
      const subject = { type: kind.toUpperCase(), id: record, label: null };
      this.audit.noteIn(tx, { action: 'CHANGE', outcome: 'SUCCESS', subject });
      return this.planner.byId(info, 'StoredFile', id, { tx });
    });
  }

  private targetOf(input: AttachFileInput): { holder: FileHolder; target: string | AnswerPlace } {
    const named = KINDS.filter((kind) => input[kind] != null);
    const [kind] = named;
    const target = kind && input[kind];
    if (!target || named.length > 1)
      throw new Refusal('INVALID', 'Name one record for the file: agreement, evidence or answer.', {
        field: 'file',
      });
    return { holder: this.holders.of(kind), target };
  }
}

async function hungOn(
  tx: EntityManager,
  id: string,
): Promise<{ kind: HolderKind; holder: string }> {
  const [row] = await tx.query<Record<string, string | null>[]>(
    `select ${Object.values(HOLDER_COLUMNS).join(', ')} from stored_files where id::text = $1 for update`,
    [id],
  );
  const columns = found(row, 'The file');
  const kind = KINDS.find((each) => columns[HOLDER_COLUMNS[each]] !== null);
  const holder = kind && columns[HOLDER_COLUMNS[kind]];
  if (!kind || !holder) throw new Refusal('CONFLICT', 'The file was taken off already.');
  return { kind, holder };
}
