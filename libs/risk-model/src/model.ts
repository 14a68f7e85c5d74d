/**
 * The weights and thresholds of the method, as a value with a version. Every score is
 * stored beside the version it was computed with, so a published version never changes:
 * another weight is another version. The weights are judgement, not measurement;
 * docs/method.md gives the formulas they stand in.
 */
import type {
  AccessLevel,
  Band,
  DataClass,
  EvidenceLevel,
  Fault,
  OutageTolerance,
  Substitutability,
} from './vocabulary.js';

/** How sensitive a data class is, and where it stands in the W3C Data Privacy Vocabulary 2.3. */
export interface DataClassWeight {
  /** 0 to 1: harm to a person if it becomes known. */
  readonly sensitivity: number;
  /** Nearest DPV 2.3 concept; null where DPV has none that means the same. */
  readonly dpv: string | null;
  /** Why this weight, or what the class takes in. */
  readonly why: string;
}

/** A version of the method. All weights are in 0..1 unless a unit is named. */
export interface RiskModel {
  readonly version: string;
  readonly dataClasses: Readonly<Record<DataClass, DataClassWeight>>;
  /** Minors' data: sensitivity times this, at most 1. A child cannot weigh the sharing itself. */
  readonly minorsFactor: number;
  readonly access: Readonly<Record<AccessLevel, number>>;
  readonly outageTolerance: Readonly<Record<OutageTolerance, number>>;
  readonly substitutability: Readonly<Record<Substitutability, number>>;
  readonly impact: {
    /** Part of the sensitivity that counts even for one person. */
    readonly base: number;
    /** Part of the sensitivity that grows with the number of people. */
    readonly volume: number;
    /** Powers of ten from one person to the top of the scale: 6 is a million people. */
    readonly volumeDecades: number;
    /** Most that losing the service can weigh: half of losing the data. */
    readonly availability: number;
  };
  readonly exposure: {
    /** Added reach for each known sub-processor, times access. */
    readonly perSubprocessor: number;
    /** Sub-processors beyond this number add nothing. */
    readonly subprocessorsCounted: number;
    /** Added reach of processing outside the home regions, times access. */
    readonly abroad: number;
  };
  /** What an unknown fact counts as: the worst value there is. */
  readonly unknown: {
    readonly people: number;
    readonly subprocessors: number;
    readonly outageTolerance: OutageTolerance;
    readonly substitutability: Substitutability;
  };
  readonly controls: {
    /** Most of the exposure that perfect controls take away (κ). */
    readonly credit: number;
    readonly evidence: Readonly<Record<EvidenceLevel, number>>;
    /** Days for which an answer keeps its full force. */
    readonly answerValidDays: number;
    /** Past validity, force halves every so many days. */
    readonly halfLifeDays: number;
    /** INCOMPLETE unless answered ≥ numerator/denominator of the applicable weight. Policy, not law. */
    readonly applicableShare: { readonly numerator: number; readonly denominator: number };
    /** INCOMPLETE unless answered ≥ numerator/denominator of the whole weight. Policy, not law. */
    readonly wholeShare: { readonly numerator: number; readonly denominator: number };
    /** Below this effectiveness a pooled answer is an open finding. */
    readonly findingBelow: number;
  };
  readonly breaches: {
    /** What the worst single fresh breach weighs. */
    readonly single: number;
    /** Most that all breaches together weigh. */
    readonly most: number;
    /** A breach's part halves every so many days. */
    readonly halfLifeDays: number;
    /** Powers of ten from one person to full severity: 7 is ten million people. */
    readonly severityDecades: number;
    /** Severity where the number of people is unknown. */
    readonly unknownSeverity: number;
    /** Factor where it is known that nothing of `graveClasses` was in it. */
    readonly mildFactor: number;
    /** Health, session, credential or identity data. */
    readonly graveClasses: readonly DataClass[];
    /** Figures that HHS filings use when the number is not known yet. */
    readonly placeholders: readonly number[];
    readonly fault: Readonly<Record<Fault, number>>;
  };
  /** Lowest score of each band, over the figure shown. */
  readonly bands: Readonly<Record<Band, number>>;
  /** Where likelihood and impact are cut into levels 1 to 5; √(cut·cut) meets the bands' borders. */
  readonly cuts: readonly [number, number, number, number];
  /** Data classes that make a vendor CRITICAL with any access but NONE. */
  readonly criticalClasses: readonly DataClass[];
}

const DPV = 'https://w3id.org/dpv#';
const PD = 'https://w3id.org/dpv/pd#';
const HEALTH = 'https://w3id.org/dpv/sector/health#';

/** Sensitivity of each data class; ordered from the most to the least sensitive. */
const DATA_CLASS_WEIGHTS: RiskModel['dataClasses'] = {
  PSYCHOTHERAPY_NOTES: {
    sensitivity: 1,
    dpv: `${PD}MentalHealth`,
    why: 'Notes kept apart from the record: 45 CFR 164.501, 164.508(a)(2)',
  },
  SUD_RECORDS: {
    sensitivity: 1,
    dpv: null,
    why: 'Substance use disorder records of a Part 2 program: 42 CFR Part 2',
  },
  SESSION_CONTENT: {
    sensitivity: 0.95,
    dpv: `${PD}Communication`,
    why: 'Audio, video, chat or transcript of therapy',
  },
  CLINICAL_RECORDS: {
    sensitivity: 0.9,
    dpv: `${PD}HealthRecord`,
    why: 'Also intake and screening answers, prescriptions, ordinary progress notes',
  },
  BIOMETRIC: {
    sensitivity: 0.8,
    dpv: `${PD}Biometric`,
    why: 'Cannot be changed; also voiceprints',
  },
  INSURANCE_CLAIMS: {
    sensitivity: 0.75,
    dpv: `${HEALTH}ClaimAdminData`,
    why: 'Carries diagnosis and procedure codes',
  },
  APPOINTMENTS: {
    sensitivity: 0.7,
    dpv: `${HEALTH}HealthAdminData`,
    why: "With a therapist's name, a date alone reveals care",
  },
  GOVERNMENT_ID: { sensitivity: 0.7, dpv: `${PD}OfficialID`, why: 'Opens identity theft' },
  CREDENTIALS: { sensitivity: 0.65, dpv: `${PD}Authenticating`, why: 'Opens other data' },
  BILLING: {
    sensitivity: 0.6,
    dpv: `${PD}Transactional`,
    why: 'What was paid to whom reveals care',
  },
  DEVICE_AND_BROWSING: {
    sensitivity: 0.6,
    dpv: `${PD}BrowsingBehaviour`,
    why: 'Tied to a care site, the visit alone suggests care; what is typed there is CLINICAL_RECORDS',
  },
  PAYMENT_CARD: { sensitivity: 0.55, dpv: `${PD}PaymentCard`, why: 'Fraud, but replaceable' },
  LOCATION: { sensitivity: 0.5, dpv: `${PD}Location`, why: 'Can show visits to a practice' },
  CONTACT: { sensitivity: 0.4, dpv: `${PD}Contact`, why: 'Name, address, e-mail, telephone' },
  EMPLOYEE: { sensitivity: 0.35, dpv: `${PD}Professional`, why: 'Our own workforce' },
  DEIDENTIFIED: {
    sensitivity: 0.15,
    dpv: `${DPV}ContextuallyAnonymisedData`,
    why: 'Only by 45 CFR 164.514(a)–(c), with the method on file; may be identified again elsewhere',
  },
  PUBLIC: { sensitivity: 0, dpv: null, why: 'Published already' },
};

/** Version 2026.1 of the method. */
export const RISK_MODEL_2026_1: RiskModel = {
  version: '2026.1',
  dataClasses: DATA_CLASS_WEIGHTS,
  minorsFactor: 1.2,
  access: {
    NONE: 0.05,
    PSEUDONYMISED: 0.15,
    READ: 0.35,
    READ_WRITE: 0.5,
    EMBEDDED: 0.65,
    ADMINISTRATIVE: 0.85,
    OWN_PURPOSES: 0.95,
  },
  outageTolerance: { HOURS: 1, DAY: 0.7, WEEK: 0.4, LONGER: 0.15 },
  substitutability: { NONE: 1, HARD: 0.85, EASY: 0.6 },
  impact: { base: 0.4, volume: 0.6, volumeDecades: 6, availability: 0.5 },
  exposure: { perSubprocessor: 0.04, subprocessorsCounted: 10, abroad: 0.1 },
  unknown: {
    people: 1_000_000,
    subprocessors: 10,
    outageTolerance: 'HOURS',
    substitutability: 'NONE',
  },
  controls: {
    credit: 0.8,
    evidence: { ATTESTED: 0.6, DOCUMENTED: 0.8, AUDITED: 1 },
    answerValidDays: 365,
    halfLifeDays: 365,
    applicableShare: { numerator: 4, denominator: 5 },
    wholeShare: { numerator: 1, denominator: 2 },
    findingBelow: 0.5,
  },
  breaches: {
    single: 0.5,
    most: 0.6,
    halfLifeDays: 730,
    severityDecades: 7,
    unknownSeverity: 0.6,
    mildFactor: 0.6,
    graveClasses: [
      'PSYCHOTHERAPY_NOTES',
      'SUD_RECORDS',
      'SESSION_CONTENT',
      'CLINICAL_RECORDS',
      'BIOMETRIC',
      'INSURANCE_CLAIMS',
      'APPOINTMENTS',
      'GOVERNMENT_ID',
      'CREDENTIALS',
      'BILLING',
      'DEVICE_AND_BROWSING',
    ],
    placeholders: [500, 501],
    fault: {
      VENDOR_CONFIRMED: 1,
      VENDOR_SUSPECTED: 0.6,
      OTHER_PRODUCT: 0.25,
      VENDORS_CLIENT: 0.25,
      NOT_VENDOR: 0,
    },
  },
  bands: { LOW: 0, MODERATE: 30, HIGH: 50, CRITICAL: 70 },
  cuts: [0.3, 0.5, 0.7, 0.85],
  criticalClasses: ['PSYCHOTHERAPY_NOTES', 'SUD_RECORDS', 'SESSION_CONTENT'],
};

/** Every published version of the method by its name; a stored score names one of these. */
export const RISK_MODELS: Readonly<Record<string, RiskModel>> = {
  [RISK_MODEL_2026_1.version]: RISK_MODEL_2026_1,
};
