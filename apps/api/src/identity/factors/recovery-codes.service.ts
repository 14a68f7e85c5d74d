import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RecoveryCodeEntity } from '@chaperone/store';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../graphql/clock.js';
import { Work } from '../../graphql/work.js';
import { hashOfSecret } from '../secrets.js';

const HOW_MANY = 10;
/** Without I, L, O and U: nothing that could be read as something else. Five bits a sign. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Six groups of four: 120 random bits, so that a fast hash is enough. */
const GROUPS = 6;
const GROUP = 4;

function newCode(): string {
  const group = (): string =>
    Array.from({ length: GROUP }, () => SIGNS[randomInt(SIGNS.length)] ?? '').join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

/** A code as it was written down, whatever case, gaps and look-alikes it was typed with. */
function asWritten(typed: string): string {
  return typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
}

const hashOf = (code: string): string => hashOfSecret(asWritten(code));

/** Codes on paper that stand in for a lost factor, each once. */
@Injectable()
export class RecoveryCodesService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
  ) {}

  /** Ten new codes; earlier ones are worth nothing any more. They can be told only now. */
  async renew(tx: EntityManager, personId: string): Promise<string[]> {
    const codes = Array.from({ length: HOW_MANY }, newCode);
    const createdAt = this.clock.now();
    await tx.delete(RecoveryCodeEntity, { personId });
    await tx.insert(
      RecoveryCodeEntity,
      codes.map((code) => ({ personId, codeHash: hashOf(code), createdAt })),
    );
    return codes;
  }

  /** Uses a code up: of many at once exactly one succeeds. Returns whether it was one. */
  async use(tx: EntityManager, personId: string, typed: string): Promise<boolean> {
    const [rows] = (await tx.query(
      `update recovery_codes set used_at = $3
       where person_id = $1 and code_hash = $2 and used_at is null returning id`,
      [personId, hashOf(typed), this.clock.now()],
    )) as [unknown[], number];
    return rows.length === 1;
  }

  /** How many are left. */
  async left(personId: string): Promise<number> {
    const [row] = await this.work.read<{ left: number }>({
      name: 'recovery-codes-left',
      text: `select count(*)::int as left from recovery_codes
        where person_id = $1 and used_at is null`,
      values: [personId],
    });
    return row?.left ?? 0;
  }

  /** Whether any were ever made and not taken away since. */
  exist(tx: EntityManager, personId: string): Promise<boolean> {
    return tx.exists(RecoveryCodeEntity, { where: { personId } });
  }
}
