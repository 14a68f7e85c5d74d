/**
 * One scored vendor as the columns of risk_scores and vendor_rows.
 * In: what risk-model found and a person's choice of tier. Out: a flat record, keys as columns.
 */
import { createHash } from 'node:crypto';
import { basisOf } from '@chaperone/risk-model';
import type { Band, Receipt, ScoreBasis, ScoredBasis, VendorScore } from '@chaperone/risk-model';
import type { StoredBasis, StoredScore } from './append-rules.js';
import type { VendorEvidence } from './gather-evidence.js';
import { packReceipt, type PackedReceipt } from './packed-receipt.js';

/** A fact that is missing or assumed; the questionnaire belongs to no service. */
export interface UnknownFactRecord {
  readonly service: string | null;
  readonly serviceName: string | null;
  readonly fact: string;
}

/** Column names of the three bases share their endings. */
const BASES = ['INHERENT', 'RESIDUAL', 'CEILING'] as const satisfies readonly ScoreBasis[];

/** A scored vendor, keyed by column. */
export interface ScoreRecord {
  readonly vendor_id: string;
  readonly complete: boolean;
  readonly tier: Band | null;
  readonly computed_tier: Band | null;
  readonly missing: readonly UnknownFactRecord[];
  readonly receipt: PackedReceipt;
  readonly [column: string]: unknown;
}

/** The columns of a vendor's score. */
export function scoreRecord(evidence: VendorEvidence, score: VendorScore): ScoreRecord {
  const { receipt } = score;
  const { tierChoice } = evidence;
  const holds = tierChoice !== null && tierChoice.until >= score.asOf;
  const top = topContribution(receipt);
  const { questions } = receipt.controls;
  return {
    vendor_id: evidence.vendorId,
    as_of: score.asOf,
    model_version: score.modelVersion,
    ...placeColumns('inherent', score.inherent),
    ...placeColumns('residual', score.residual),
    ...placeColumns('ceiling', score.ceiling),
    rank_score: score.residual?.score ?? score.ceiling?.score ?? null,
    complete: score.complete,
    tier: holds ? tierChoice.tier : score.tier,
    computed_tier: score.tier,
    missing: missingOf(score),
    assumed: score.assumed.map(unknownFact),
    receipt: packReceipt(receipt, digestOf(receipt, holds ? tierChoice : null)),
    top_factor: top?.factor ?? null,
    top_points: top?.points ?? null,
    open_findings: score.openFindings,
    answered: questions.filter((question) => question.c !== undefined).length,
    questions: questions.length,
  };
}

/** What history compares. */
export function storedScore(record: ScoreRecord): StoredScore {
  const [inherent, residual, ceiling] = BASES.map((basis) => storedBasis(record, basis));
  return {
    modelVersion: record['model_version'] as string,
    bases: [inherent, residual, ceiling] as [StoredBasis, StoredBasis, StoredBasis],
    complete: record.complete,
    tier: record.tier,
    computedTier: record.computed_tier,
    missing: missingText(record.missing),
    inputsDigest: record.receipt.inputsDigest,
  };
}

function storedBasis(record: ScoreRecord, basis: ScoreBasis): StoredBasis {
  const name = basis.toLowerCase();
  return {
    score: record[name] as number | null,
    band: record[`${name}_band`] as Band | null,
    cell: record[`${name}_cell`] as string | null,
    service: record[`${name}_service`] as string | null,
  };
}

/** The list of what is missing as one text; names are left out, since renaming changes no fact. */
export function missingText(missing: readonly UnknownFactRecord[]): string {
  return missing
    .map(({ service, fact }) => `${service ?? ''} ${fact}`)
    .sort()
    .join('\n');
}

function placeColumns(name: string, place: ScoredBasis | null): Record<string, unknown> {
  return {
    [name]: place?.score ?? null,
    [`${name}_service`]: place?.serviceId ?? null,
    [`${name}_likelihood`]: place?.likelihood ?? null,
    [`${name}_impact`]: place?.impact ?? null,
    [`${name}_cell`]: place?.cell ?? null,
    [`${name}_l`]: place?.likelihoodLevel ?? null,
    [`${name}_i`]: place?.impactLevel ?? null,
    [`${name}_band`]: place?.band ?? null,
  };
}

function missingOf(score: VendorScore): UnknownFactRecord[] {
  const missing: UnknownFactRecord[] = score.missing.map(unknownFact);
  if (score.controlState !== 'ASSESSED')
    missing.push({ service: null, serviceName: null, fact: 'QUESTIONNAIRE' });
  return missing;
}

const unknownFact = (unknown: VendorScore['missing'][number]): UnknownFactRecord => ({
  service: unknown.serviceId,
  serviceName: unknown.serviceName,
  fact: unknown.fact,
});

/** The factor that raises the score most. */
function topContribution(receipt: Receipt) {
  const leading = receipt.residual ?? receipt.ceiling ?? basisOf(receipt, 'INHERENT');
  let top = leading?.contributions[0];
  for (const each of leading?.contributions ?? []) if (each.points > (top?.points ?? 0)) top = each;
  return top;
}

/** Two results with the same digest come from the same facts, answers, breaches and tier choice. */
function digestOf(receipt: Receipt, tierChoice: VendorEvidence['tierChoice']): string {
  const hash = createHash('sha1');
  hash.update(JSON.stringify([receipt.organisation, tierChoice]));
  for (const { figures: _figures, ...facts } of receipt.services)
    hash.update(JSON.stringify(facts));
  let answers = '';
  for (const { key, w, c, level, answeredOn, evidenceEnd } of receipt.controls.questions)
    answers += `${key}\t${w}\t${c}\t${level}\t${answeredOn}\t${evidenceEnd}\n`;
  hash.update(answers);
  const incidents = receipt.breaches.incidents.map(
    ({ incidentId, recordId, records, fault, people, dataClasses, day }) =>
      JSON.stringify([recordId, incidentId, records, fault, people, dataClasses, day]),
  );
  hash.update(incidents.sort().join('\n'));
  return hash.digest('hex').slice(0, 20);
}
