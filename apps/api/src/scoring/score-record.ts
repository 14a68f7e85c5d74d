/**
 * One scored vendor as the columns of risk_scores and vendor_rows.
 * In: what risk-model found and a person's choice of tier. Out: a flat record, keys as columns.
 */
import { createHash } from 'node:crypto';
import type {
  Band,
  Day,
  Receipt,
  ScoreBasis,
  ScoredBasis,
  VendorScore,
} from '@chaperone/risk-model';
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

/** The columns of a vendor's score; a person's tier holds by the organisation's day, `today`. */
export function scoreRecord(evidence: VendorEvidence, score: VendorScore, today: Day): ScoreRecord {
  const { receipt, residual, ceiling } = score;
  const choice = choiceOn(today, evidence);
  const { questions } = receipt.controls;
  return {
    vendor_id: evidence.vendorId,
    as_of: score.asOf,
    model_version: score.modelVersion,
    ...placeColumns('inherent', score.inherent),
    ...placeColumns('residual', score.residual),
    ...placeColumns('ceiling', score.ceiling),
    rank_score: (residual ?? ceiling)?.score ?? null,
    complete: score.complete,
    tier: choice?.tier ?? score.tier,
    computed_tier: score.tier,
    missing: missingOf(score),
    assumed: score.assumed.map(unknownFact),
    receipt: packReceipt(receipt, digestOf(receipt, choice)),
    ...topColumns(receipt),
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

/** A column's ending, and what of a place it holds. */
const PLACE: readonly (readonly [string, keyof ScoredBasis])[] = [
  ['', 'score'],
  ['_service', 'serviceId'],
  ['_likelihood', 'likelihood'],
  ['_impact', 'impact'],
  ['_cell', 'cell'],
  ['_l', 'likelihoodLevel'],
  ['_i', 'impactLevel'],
  ['_band', 'band'],
];

function placeColumns(name: string, place: ScoredBasis | null): Record<string, unknown> {
  const columns: Record<string, unknown> = {};
  for (const [ending, property] of PLACE) columns[name + ending] = place && place[property];
  return columns;
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

/** A person's tier, where it holds on the day, its last one included. */
function choiceOn(day: Day, { tierChoice }: VendorEvidence): VendorEvidence['tierChoice'] {
  return tierChoice !== null && tierChoice.until >= day ? tierChoice : null;
}

/** The factor that raises the score most. */
function topColumns(receipt: Receipt): Record<string, unknown> {
  const leading = receipt.residual ?? receipt.ceiling ?? receipt.inherent;
  if (leading === null) return { top_factor: null, top_points: null };
  const [top] = [...leading.contributions].sort((one, other) => other.points - one.points);
  return { top_factor: top?.factor, top_points: top?.points };
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
