/**
 * The sentence that a vendor's page opens with: what was decided about its services, and whether
 * the agreements that the shared data needs are in force. In: facts as the graph tells them. Out:
 * one sentence in the reader's language. Pure: the day and the words are passed in.
 */
import type {
  ComplianceState,
  CoverKind,
  DataClass,
  DecisionOutcome,
  ServiceStatus,
  VendorStatus,
} from '@chaperone/risk-model';

/** What the sentence is made from. */
export interface Standing {
  status: VendorStatus;
  archivedAt?: string | null;
  services: readonly StandingService[];
  compliance: {
    state: ComplianceState;
    /** The day in the organisation's time zone. */
    asOf: string;
    reasons: readonly {
      serviceName: string;
      cover: CoverKind;
      uncoveredClasses: readonly DataClass[];
    }[];
  };
}

export interface StandingService {
  name: string;
  status: ServiceStatus;
  dataClasses?: readonly DataClass[] | null;
  decision?: {
    outcome: DecisionOutcome;
    validUntil?: string | null;
    dataClasses: readonly DataClass[];
  } | null;
}

/** The words that the sentence needs; `Say` has them. */
export interface Words {
  text(key: string, values?: Record<string, unknown>): string;
  word(list: string, value: string): string;
  inner(list: string, value: string): string;
  count(count: number, key: string, values?: Record<string, unknown>): string;
  list(parts: readonly string[]): string;
  day(value: string): string;
}

// More names than this are counted, so that the sentence stays one.
const NAMED = 3;
/** A status that outweighs what was decided about single services. */
const STOPPED: readonly VendorStatus[] = ['REJECTED', 'SUSPENDED', 'OFFBOARDED'];

/** "Approved for appointments until 1 March 2027; no agreement covers session content." */
export function standingSentence(standing: Standing, words: Words): string {
  const clauses = [...stopClauses(standing, words), ...decisionClauses(standing, words)];
  clauses.push(...coverClauses(standing, words));
  const sentence = clauses.join('; ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

function stopClauses({ status, archivedAt }: Standing, words: Words): string[] {
  if (archivedAt) return [words.text('vendors.standing.archived')];
  return STOPPED.includes(status) ? [words.inner('vendorStatus', status)] : [];
}

type Verdict = 'APPROVED' | 'APPROVED_WITH_CONDITIONS' | 'REJECTED' | 'LAPSED' | 'UNDECIDED';
const VERDICTS: readonly Verdict[] = [
  'APPROVED',
  'APPROVED_WITH_CONDITIONS',
  'LAPSED',
  'REJECTED',
  'UNDECIDED',
];

function decisionClauses({ services, compliance }: Standing, words: Words): string[] {
  const active = services.filter((service) => service.status === 'ACTIVE');
  const asked = services.filter((service) => service.status === 'REQUESTED');
  const clauses = VERDICTS.flatMap((verdict) => {
    const these = active.filter((service) => verdictOf(service, compliance.asOf) === verdict);
    return these.length ? [verdictClause(verdict, these, words)] : [];
  });
  const beyond = namesOf(beyondApproval(active, compliance.asOf), words);
  if (beyond) clauses.push(words.text('vendors.standing.beyond', { what: beyond }));
  if (!active.length && !asked.length) clauses.push(words.text('vendors.standing.unused'));
  if (asked.length) clauses.push(words.count(asked.length, 'vendors.standing.asked'));
  return clauses;
}

/** Whether what was approved has run out everywhere: the status still says approved. */
export function hasLapsed({ status, services, compliance }: Standing): boolean {
  if (!status.startsWith('APPROVED')) return false;
  const active = services.filter((service) => service.status === 'ACTIVE');
  const verdicts = active.map((service) => verdictOf(service, compliance.asOf));
  return verdicts.includes('LAPSED') && !verdicts.some((each) => each.startsWith('APPROVED'));
}

export function verdictOf({ decision }: StandingService, today: string): Verdict {
  if (!decision) return 'UNDECIDED';
  if (decision.outcome === 'REJECTED') return 'REJECTED';
  return decision.validUntil && decision.validUntil < today ? 'LAPSED' : decision.outcome;
}

function verdictClause(
  verdict: Verdict,
  services: readonly StandingService[],
  words: Words,
): string {
  const classes = new Set(services.flatMap((service) => service.decision?.dataClasses ?? []));
  const names = words.list(
    few(
      services.map((service) => service.name),
      words,
      'moreServices',
    ),
  );
  const what = namesOf([...classes], words) || names;
  // The first approval to end is the one to know.
  const [until] = services.flatMap((service) => service.decision?.validUntil ?? []).sort();
  const key = `vendors.standing.${verdict}`;
  if (verdict === 'UNDECIDED') return words.text(key, { what: names });
  if (!until || verdict === 'REJECTED') return words.text(`${key}.open`, { what });
  return words.text(`${key}.until`, { what, day: words.day(until) });
}

/** Classes that an approved service receives and that its approval does not name. */
function beyondApproval(services: readonly StandingService[], today: string): DataClass[] {
  const beyond = new Set<DataClass>();
  for (const service of services) {
    const approved = service.decision?.dataClasses ?? [];
    const verdict = verdictOf(service, today);
    if (!approved.length || !verdict.startsWith('APPROVED')) continue;
    for (const each of service.dataClasses ?? []) if (!approved.includes(each)) beyond.add(each);
  }
  return [...beyond].filter((each) => each !== 'PUBLIC');
}

function coverClauses({ services, compliance }: Standing, words: Words): string[] {
  if (!services.some((service) => service.status === 'ACTIVE')) return [];
  if (compliance.state !== 'GAP') {
    return [words.text(`vendors.standing.cover.${compliance.state}`)];
  }
  const covers = [...new Set(compliance.reasons.map((reason) => reason.cover))];
  return covers.map((cover) => {
    const reasons = compliance.reasons.filter((reason) => reason.cover === cover);
    const classes = [...new Set(reasons.flatMap((reason) => reason.uncoveredClasses))];
    const names = [...new Set(reasons.map((reason) => reason.serviceName))];
    const what = namesOf(classes, words) || words.list(few(names, words, 'moreServices'));
    return words.text('vendors.standing.cover.GAP', {
      cover: words.word('coverKind', cover),
      what,
    });
  });
}

function namesOf(classes: readonly DataClass[], words: Words): string {
  if (!classes.length) return '';
  const names = classes.map((each) => words.inner('dataClass', each));
  return words.list(few(names, words, 'moreClasses'));
}

function few(names: readonly string[], words: Words, more: string): string[] {
  if (names.length <= NAMED + 1) return [...names];
  const rest = words.count(names.length - NAMED, `vendors.standing.${more}`);
  return [...names.slice(0, NAMED), rest];
}
