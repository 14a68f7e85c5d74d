/**
 * A stored receipt as the graph shows it: figures of risk-model, with the words of questions and
 * breaches beside them. Nothing is computed here that risk-model does not compute.
 */
import { basisOf, controlCredits, incidentShares } from '@chaperone/risk-model';
import type { ControlCredit, Factor, Receipt, ScoreBasis } from '@chaperone/risk-model';
import { unpackReceipt, type PackedReceipt } from './packed-receipt.js';
import type {
  BasisReceiptType,
  IncidentShareType,
  QuestionCreditType,
  ReceiptInputType,
  ReceiptType,
} from './receipt.type.js';

/** A receipt as it was read, with the words that it needs. */
export interface ReceiptParent {
  readonly receipt: PackedReceipt;
  readonly texts: Readonly<Record<string, string>> | null;
  readonly titles: Readonly<Record<string, string>> | null;
  /** Titles of questionnaires by key. */
  readonly templates: Readonly<Record<string, string>> | null;
  /** The day on which a service was last written down, by its id. */
  readonly writtenOn: Readonly<Record<string, string>> | null;
}

/** The receipt as the graph shows it. */
export function receiptForGraph(parent: ReceiptParent): ReceiptType {
  const { receipt: packed, texts, titles } = parent;
  const receipt = unpackReceipt(packed);
  const leading = receipt.residual ?? receipt.ceiling ?? receipt.inherent;
  const credits = controlCredits(receipt);
  const ends = new Map(receipt.controls.questions.map((each) => [each.key, each.evidenceEnd]));
  const credit = (each: ControlCredit) => ({
    ...creditForGraph(each, texts?.[each.key] ?? null),
    evidenceEnd: ends.get(each.key) ?? null,
  });
  return {
    modelVersion: receipt.modelVersion,
    asOf: receipt.asOf,
    bases: (['INHERENT', 'RESIDUAL', 'CEILING'] as const).map((basis) => forGraph(receipt, basis)),
    inputs: inputsOf(receipt, parent),
    questions: credits
      .filter((each) => each.answered)
      .sort((one, other) => one.credit - other.credit)
      .map(credit),
    toGain: credits.filter((each) => each.toGain > 0).map(credit),
    incidents: incidentsOf(receipt, titles),
    impact: leading?.impact ?? null,
    exposure: leading?.parts.exposure ?? null,
    controls: receipt.controls.effectiveness,
    breaches: receipt.breaches.history,
  };
}

function forGraph(receipt: Receipt, basis: ScoreBasis): BasisReceiptType {
  const of = basisOf(receipt, basis);
  return {
    basis,
    score: of?.score ?? null,
    service: of?.serviceId ?? null,
    serviceName: of?.serviceName ?? null,
    contributions: of ? of.contributions.map((each) => ({ ...each })) : [],
  };
}

function creditForGraph(
  each: ControlCredit,
  text: string | null,
): Omit<QuestionCreditType, 'evidenceEnd'> {
  return {
    question: each.key,
    text,
    weight: each.weight,
    effectiveness: each.effectiveness,
    evidence: each.force,
    credit: each.credit,
    toGain: each.toGain,
    pointsToGain: each.pointsToGain,
    answeredOn: each.answeredOn,
  };
}

function incidentsOf(receipt: Receipt, titles: ReceiptParent['titles']): IncidentShareType[] {
  const shares = incidentShares(receipt, receipt.residual ? 'RESIDUAL' : 'CEILING');
  return shares.map(({ incident, points }) => ({
    incident: incident.incidentId,
    breach: incident.recordId,
    title: titles?.[incident.recordId] ?? null,
    points,
    b: incident.b,
    on: incident.day,
    people: incident.people,
    fault: incident.fault,
  }));
}

const SERVICE_INPUTS = [
  ['DATA_SENSITIVITY', 'DATA_CLASSES', 'dataClasses'],
  ['DATA_SENSITIVITY', 'MINORS', 'minors'],
  ['VOLUME', 'PEOPLE', 'people'],
  ['CARE_DEPENDENCE', 'OUTAGE_TOLERANCE', 'outageTolerance'],
  ['CARE_DEPENDENCE', 'SUBSTITUTABILITY', 'substitutability'],
  ['EXPOSURE', 'ACCESS', 'access'],
  ['EXPOSURE', 'SUBPROCESSORS', 'subprocessors'],
  ['EXPOSURE', 'REGIONS', 'regions'],
] as const satisfies readonly (readonly [Factor, string, keyof Receipt['services'][number]])[];

/** Facts of the active services, accepted assessments and counted breaches. */
function inputsOf(
  receipt: Receipt,
  { titles, templates, writtenOn }: ReceiptParent,
): ReceiptInputType[] {
  const services = receipt.services.flatMap((service) =>
    SERVICE_INPUTS.map(([group, code, fact]) => ({
      group,
      code,
      value: service[fact],
      on: writtenOn?.[service.id] ?? null,
      source: service.name,
      id: service.id,
    })),
  );
  const assessments = receipt.controls.assessments.map((assessment) => ({
    group: 'CONTROLS' as const,
    code: 'ASSESSMENT',
    value: templates?.[assessment.templateKey] ?? assessment.templateKey,
    on: assessment.acceptedAt.slice(0, 10),
    source: null,
    id: assessment.id,
  }));
  const breaches = receipt.breaches.incidents.map((incident) => ({
    group: 'BREACHES' as const,
    code: 'BREACH',
    value: incident.people,
    on: incident.day,
    source: titles?.[incident.recordId] ?? incident.source,
    id: incident.recordId,
  }));
  return [...services, ...assessments, ...breaches];
}
