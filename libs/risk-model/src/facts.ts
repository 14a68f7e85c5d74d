/**
 * What the arithmetic is given: facts about one organisation and one vendor, readonly.
 * `null` means "not known" and is never the same as zero; the model decides what an
 * unknown counts as. Days are 'YYYY-MM-DD' in UTC. Nothing here knows a table or a screen.
 */
import type { Day } from './days.js';
import type {
  AccessLevel,
  BreachSource,
  DataClass,
  EvidenceLevel,
  Fault,
  MatchState,
  OrganisationRole,
  OutageTolerance,
  ServiceStatus,
  Subject,
  Substitutability,
} from './vocabulary.js';

/** The organisation that uses the vendors. Nothing here is guessed. */
export interface OrganisationFacts {
  readonly roles: readonly OrganisationRole[];
  /** Regions that count as home: ISO 3166 codes ('US', 'US-CA', 'DE') or 'EU', 'EEA'. */
  readonly homeRegions: readonly string[];
}

/** What we use a vendor for. Only ACTIVE services count. */
export interface ServiceFacts {
  readonly id: string;
  readonly name: string;
  /** ISO 8601 in UTC; breaks ties only (the older service is named). */
  readonly createdAt: string;
  readonly status: ServiceStatus;
  /** null or empty: nobody has said, so the service cannot be computed. */
  readonly dataClasses: readonly DataClass[] | null;
  /** The service handles data of minors. */
  readonly minors: boolean;
  /** People whose data is handled, a whole number from 0 up. */
  readonly people: number | null;
  readonly access: AccessLevel | null;
  readonly outageTolerance: OutageTolerance | null;
  readonly substitutability: Substitutability | null;
  /** Where data is processed; null or empty: not known, counts as abroad. */
  readonly regions: readonly string[] | null;
  /** Known sub-processors; 0 only if the vendor states that it has none. */
  readonly subprocessors: number | null;
  readonly subjects: readonly Subject[];
}

/** One answer to one question of an accepted assessment. */
export interface AnswerFacts {
  /** Stable across versions and templates. */
  readonly questionKey: string;
  /** A whole number 1 to 10. */
  readonly weight: number;
  /** false for text, number, date and file questions without option scores. */
  readonly scored: boolean;
  /** false when a rule hides the question or the reviewer marked it not applicable. */
  readonly applicable: boolean;
  /** 0 to 1; null when there is no answer. */
  readonly effectiveness: number | null;
  /** The day of the vendor's answer; null: unknown, then the bare answer carries no force. */
  readonly answeredOn: Day | null;
  readonly evidenceLevel: EvidenceLevel;
  /** Last day on which the evidence is in force; null: unknown, then it counts as ATTESTED. */
  readonly evidenceEnd: Day | null;
}

/** An accepted assessment of the vendor. */
export interface AssessmentFacts {
  readonly id: string;
  /** The same for all versions of one template. */
  readonly templateKey: string;
  /** ISO 8601 in UTC; the newest of a template gives the questions. */
  readonly acceptedAt: string;
  readonly answers: readonly AnswerFacts[];
}

/** A breach record as it bears on this vendor. */
export interface BreachFacts {
  readonly recordId: string;
  /** Records of one event share it; null: the record stands alone. */
  readonly incidentId: string | null;
  readonly source: BreachSource;
  readonly fault: Fault;
  readonly matchState: MatchState;
  /** The match was made by the vendor's own domain, without a person. */
  readonly automatic: boolean;
  /** People affected; null: unknown. The placeholders 500 and 501 of HHS are recognised here. */
  readonly people: number | null;
  /** null or empty: not known what was in it. */
  readonly dataClasses: readonly DataClass[] | null;
  readonly discoveredOn: Day | null;
  readonly breachedOn: Day | null;
  readonly reportedOn: Day | null;
}

/** Everything that a vendor's score is computed from. */
export interface VendorFacts {
  readonly organisation: OrganisationFacts;
  readonly services: readonly ServiceFacts[];
  readonly assessments: readonly AssessmentFacts[];
  readonly breaches: readonly BreachFacts[];
}
