import type { UpsertServiceInput } from '@chaperone/contract/vendors';
import {
  COVER_KINDS,
  type AccessLevel,
  type CoverKind,
  type CoverReason,
  type OutageTolerance,
  type ServiceStatus,
  type Substitutability,
} from '@chaperone/risk-model';
import type { Service } from '../page/vendor-desk.js';
import { filled, listOf } from './entries.js';

/** '' leaves it to the rule; a reason means: not needed. */
type CoverChoice = '' | 'NEEDED' | CoverReason;

/** What stands in the fields of the service's form; '' and null are "not known". */
export interface ServiceEntries {
  name: string;
  purpose: string;
  status: ServiceStatus;
  dataClasses: readonly string[];
  subjects: readonly string[];
  minors: boolean;
  access: AccessLevel | '';
  people: number | null;
  subprocessors: number | null;
  outageTolerance: OutageTolerance | '';
  substitutability: Substitutability | '';
  regions: string;
  BAA: CoverChoice;
  QSOA: CoverChoice;
  DPA: CoverChoice;
  noteBAA: string;
  noteQSOA: string;
  noteDPA: string;
  /** Only a place for what the server says about the covers as a whole. */
  covers: string;
}

/** The note beside each cover. */
export const NOTES = { BAA: 'noteBAA', QSOA: 'noteQSOA', DPA: 'noteDPA' } as const;

const EMPTY = {
  name: '',
  purpose: '',
  status: 'REQUESTED' as ServiceStatus,
  dataClasses: [] as readonly string[],
  subjects: ['PATIENTS'] as readonly string[],
  minors: false,
  access: '' as AccessLevel | '',
  people: null as number | null,
  subprocessors: null as number | null,
  outageTolerance: '' as OutageTolerance | '',
  substitutability: '' as Substitutability | '',
  regions: '',
  covers: '',
};

/** The fields as a service fills them. */
export function serviceEntries(service: Service | undefined): ServiceEntries {
  if (!service) return { ...EMPTY, ...coverEntries(undefined) };
  const regions = service.regions?.join(', ') ?? '';
  return { ...filled(EMPTY, { ...service, regions, covers: '' }), ...coverEntries(service) };
}

function coverEntries(service: Service | undefined) {
  const of = (kind: CoverKind): { choice: CoverChoice; note: string } => {
    const cover = service?.covers.find((each) => each.kind === kind && each.explicit);
    if (!cover) return { choice: '', note: '' };
    return { choice: cover.reason ?? 'NEEDED', note: cover.note };
  };
  const [baa, qsoa, dpa] = [of('BAA'), of('QSOA'), of('DPA')];
  const choices = { BAA: baa.choice, QSOA: qsoa.choice, DPA: dpa.choice };
  return { ...choices, noteBAA: baa.note, noteQSOA: qsoa.note, noteDPA: dpa.note };
}

const COVER_FIELDS: readonly string[] = [...COVER_KINDS, ...Object.values(NOTES)];

/** The changed facts as the graph takes them; the choices of cover go together. */
export function serviceInput(
  entries: Partial<ServiceEntries>,
  all: ServiceEntries,
): Omit<UpsertServiceInput, 'id' | 'rev' | 'vendor'> {
  const input: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(entries)) {
    if (name === 'covers') continue;
    if (COVER_FIELDS.includes(name)) input['covers'] = coversOf(all);
    else input[name] = factOf(name, value);
  }
  return input;
}

function factOf(name: string, value: unknown): unknown {
  if (name === 'regions') return listOf(String(value)).length ? listOf(String(value)) : null;
  if (name === 'dataClasses') return (value as readonly string[]).length ? value : null;
  return value === '' ? null : value;
}

function coversOf(all: ServiceEntries) {
  return COVER_KINDS.flatMap((kind) => {
    const choice = all[kind];
    if (!choice) return [];
    const note = all[NOTES[kind]];
    return choice === 'NEEDED'
      ? { kind, need: 'NEEDED' as const, note }
      : { kind, need: 'NOT_NEEDED' as const, reason: choice, note };
  });
}
