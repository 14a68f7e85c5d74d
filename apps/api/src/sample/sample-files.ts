/** The sample's files as they are written; `apps/api/sample/README.md` says what each word means. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { addDays } from '@chaperone/risk-model';
import type {
  AgreementKind,
  AgreementStatus,
  AssessmentStatus,
  Band,
  CoverKind,
  CoverNeed,
  CoverReason,
  DataClass,
  DecisionOutcome,
  EvidenceKind,
  EvidenceLevel,
  Fault,
  ImportSource,
  Knowledge,
  OrganisationRole,
  Role,
  VendorCategory,
  VendorStatus,
  VerisAction,
} from '@chaperone/risk-model';
import type { UpsertServiceInput } from '../vendors/services.inputs.js';

/** Days from the day of loading; below zero is past. */
export type Offset = number;

export interface ManifestStep {
  readonly file: string;
  readonly what: 'ORGANISATION' | 'TEMPLATE' | 'VENDORS' | 'USE' | 'IMPORT';
  readonly source?: ImportSource;
  readonly asOf?: string;
}

export interface SampleOrganisation {
  readonly organisation: {
    readonly name: string;
    readonly roles: OrganisationRole[];
    readonly homeRegions: string[];
    readonly statesServed: string[];
    readonly timeZone: string;
    readonly appetite: Record<Band, number>;
  };
  readonly people: readonly { name: string; email: string; role: Role }[];
}

export interface SampleDecision {
  readonly outcome: DecisionOutcome;
  readonly decided: Offset;
  readonly validUntil: Offset | null;
  readonly conditions?: string;
  readonly conditionsDue?: Offset;
  readonly dataClasses: DataClass[];
}

export interface SampleCover {
  readonly kind: CoverKind;
  readonly need: CoverNeed;
  readonly reason?: CoverReason;
  readonly note: string;
  readonly decided: Offset;
}

type ServiceFacts = Required<
  Pick<
    UpsertServiceInput,
    | 'purpose'
    | 'dataClasses'
    | 'subjects'
    | 'minors'
    | 'people'
    | 'access'
    | 'outageTolerance'
    | 'substitutability'
    | 'regions'
    | 'subprocessors'
    | 'status'
  >
>;

export interface SampleService extends ServiceFacts {
  readonly name: string;
  readonly covers?: readonly SampleCover[];
  readonly decisions?: readonly SampleDecision[];
}

export interface SampleAgreement {
  readonly kind: AgreementKind;
  readonly status: AgreementStatus;
  readonly effective: Offset | null;
  readonly expires: Offset | null;
  readonly evergreen?: boolean;
  readonly autoRenews?: boolean;
  readonly noticeDays?: number;
  readonly breachNoticeHours?: number;
  readonly services: readonly string[];
  readonly signedOn?: Offset;
  readonly terminated?: Offset;
  readonly note?: string;
}

/** What the practice uses a vendor for. */
export interface SampleUse {
  readonly status?: VendorStatus;
  readonly owner?: Role;
  readonly nextReview?: Offset;
  readonly services?: readonly SampleService[];
  readonly agreements?: readonly SampleAgreement[];
}

export interface SampleEvidence {
  readonly kind: EvidenceKind;
  readonly title: string;
  readonly level: EvidenceLevel;
  readonly link: string;
  readonly periodEnd: Offset;
  readonly product: string;
  readonly scope?: string;
  readonly supports: readonly string[];
}

export interface SampleAnswer {
  readonly value: unknown;
  readonly comment?: string;
  readonly evidenceLevel?: EvidenceLevel;
  readonly answeredOn?: Offset;
}

export interface SampleAssessment {
  readonly template: string;
  readonly version: number;
  readonly status: AssessmentStatus;
  readonly sent: Offset;
  readonly due?: Offset;
  readonly submitted?: Offset;
  readonly accepted?: Offset;
  readonly answeredOn: Offset;
  readonly answers: Readonly<Record<string, unknown>>;
}

export interface SampleIncident {
  readonly title: string;
  readonly breached: Offset | null;
  readonly discovered: Offset | null;
  readonly reported: Offset | null;
  readonly people: number | null;
  readonly dataClasses: DataClass[] | null;
  readonly causes: VerisAction[];
  readonly description: string;
  readonly fault: Fault;
  readonly ourData: Knowledge;
  readonly incident?: string;
}

export interface SampleVendor extends SampleUse {
  readonly key: string;
  readonly name: string;
  readonly legalName?: string;
  readonly aliases?: string[];
  readonly domains?: string[];
  readonly category: VendorCategory;
  readonly website?: string;
  readonly headquarters?: string;
  readonly description?: string;
  readonly certifications?: readonly {
    name: string;
    issued?: Offset;
    expires?: Offset;
    sourceUrl?: string;
  }[];
  readonly links?: Record<string, string>;
  readonly tags?: string[];
  readonly contacts?: { name: string; email: string; role: string }[];
  readonly evidence?: readonly SampleEvidence[];
  readonly assessments?: readonly SampleAssessment[];
  readonly incidents?: readonly SampleIncident[];
}

/** Where the files lie, beside the code both as source and as built. */
export const sampleFile = (name: string): string =>
  fileURLToPath(new URL(`../../sample/${name}`, import.meta.url));

/** A file of the sample; its shape is checked by the sample's own spec. */
export async function readSample<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(sampleFile(name), 'utf8')) as T;
}

/** Turns offsets into days. */
export class LoadDay {
  constructor(private readonly today: string) {}

  day(offset: Offset): string;
  day(offset: Offset | null | undefined): string | null;
  day(offset: Offset | null | undefined): string | null {
    return offset === null || offset === undefined ? null : addDays(this.today, offset);
  }
}
