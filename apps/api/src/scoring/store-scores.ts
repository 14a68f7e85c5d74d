/**
 * Writes what scoring found: history where it is worth keeping, the read model always.
 * In: records of many vendors. Out: how many were appended. Five statements, whatever the number.
 */
import type { Band, Day, ScoreReason } from '@chaperone/risk-model';
import type { EntityManager } from 'typeorm';
import { isWorthKeeping, type StoredBasis, type StoredScore } from './append-rules.js';
import {
  complianceDiffers,
  type ComplianceReasonRecord,
  type ComplianceRecord,
  type StoredCompliance,
} from './compliance.js';
import { flatRows, type FlatRow } from './flat-rows.js';
import {
  missingText,
  storedScore,
  type ScoreRecord,
  type UnknownFactRecord,
} from './score-record.js';
import {
  APPEND_COMPLIANCE,
  APPEND_SCORES,
  LAST_STORED,
  WRITE_ROWS,
  WRITE_SCORED_ROWS,
} from './vendor-rows.sql.js';

/** Why and by whom. */
export interface Writing {
  readonly today: Day;
  readonly cause: string;
  readonly changedBy: string | null;
}

interface Last {
  readonly scoreId: number | null;
  readonly score: StoredScore | null;
  readonly compliance: StoredCompliance;
}

/** Stores scores with their rows; returns how many history rows were appended. */
export async function storeScores(
  tx: EntityManager,
  scored: readonly ScoreRecord[],
  compliance: readonly ComplianceRecord[],
  writing: Writing & { readonly cause: ScoreReason },
): Promise<number> {
  const { cause, changedBy } = writing;
  const vendorIds = scored.map((record) => record.vendor_id);
  const last = await lastStored(tx, vendorIds, cause !== 'NIGHTLY');
  const kept = scored.filter((record) =>
    isWorthKeeping(last.get(record.vendor_id)?.score ?? null, storedScore(record), cause),
  );
  const ids = await appendScores(tx, kept, { reason: cause, changed_by: changedBy });
  await appendCompliance(tx, compliance, last, writing);
  const rows = scored.map((record, at) => {
    const appended = ids.get(record.vendor_id);
    return {
      ...record,
      ...compliance[at],
      score_id: appended ?? last.get(record.vendor_id)?.scoreId ?? null,
      // The receipt of an appended score stands in history: it is not written twice.
      receipt: appended === undefined ? record.receipt : null,
    };
  });
  await tx.query(WRITE_SCORED_ROWS, [vendorIds, JSON.stringify(rows), writing.today]);
  return kept.length;
}

/** Stores rows whose scores stay as they are. */
export async function storeRows(
  tx: EntityManager,
  compliance: readonly ComplianceRecord[],
  writing: Writing,
): Promise<void> {
  const vendorIds = compliance.map((record) => record.vendor_id);
  const last = await lastStored(tx, vendorIds, false);
  await appendCompliance(tx, compliance, last, writing);
  await tx.query(WRITE_ROWS, [vendorIds, JSON.stringify(compliance), writing.today]);
}

async function appendScores(
  tx: EntityManager,
  kept: readonly ScoreRecord[],
  why: { readonly reason: ScoreReason; readonly changed_by: string | null },
): Promise<Map<string, number>> {
  if (kept.length === 0) return new Map();
  const records = kept.map((record) => ({ ...record, ...why }));
  const rows = await flatRows(tx, APPEND_SCORES, [JSON.stringify(records)]);
  return new Map(rows.map(([id, vendorId]) => [vendorId as string, id as number]));
}

async function appendCompliance(
  tx: EntityManager,
  compliance: readonly ComplianceRecord[],
  last: ReadonlyMap<string, Last>,
  { today, cause, changedBy }: Writing,
): Promise<void> {
  const changed = compliance.filter((record) =>
    complianceDiffers(last.get(record.vendor_id)?.compliance, record),
  );
  if (changed.length === 0) return;
  await tx.query(APPEND_COMPLIANCE, [JSON.stringify(changed), today, cause, changedBy]);
}

async function lastStored(
  tx: EntityManager,
  vendorIds: readonly string[],
  withDigest: boolean,
): Promise<Map<string, Last>> {
  const rows = await flatRows(tx, LAST_STORED, [vendorIds, withDigest]);
  return new Map(rows.map((row) => [row[0] as string, lastOf(row)]));
}

function lastOf(row: FlatRow): Last {
  const basis = (at: number): StoredBasis => ({
    score: row[at] as number | null,
    band: row[at + 1] as Band | null,
    cell: row[at + 2] as string | null,
    service: row[at + 3] as string | null,
  });
  const score: StoredScore = {
    modelVersion: row[2] as string,
    bases: [basis(3), basis(7), basis(11)],
    complete: row[15] as boolean,
    tier: row[16] as Band | null,
    computedTier: row[17] as Band | null,
    missing: missingText(row[18] as UnknownFactRecord[]),
    inputsDigest: row[19] as string | null,
  };
  return {
    scoreId: row[1] as number | null,
    score: row[1] === null ? null : score,
    compliance: {
      state: row[20] as StoredCompliance['state'],
      reasons: row[21] as ComplianceReasonRecord[],
    },
  };
}
