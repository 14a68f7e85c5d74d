import type { RecordBreachInput } from '@chaperone/contract/breaches';
import {
  DATA_CLASSES,
  VERIS_ACTIONS,
  type DatePrecision,
  type Fault,
  type Knowledge,
} from '@chaperone/risk-model';
import { changed, nulled } from '../../vendors/forms/entries.js';
import type { BreachRecord } from './record-page.js';

/** What stands in the fields of the form. */
export interface BreachEntries {
  title: string;
  discoveredOn: string;
  discoveredPrecision: DatePrecision;
  breachedOn: string;
  breachedPrecision: DatePrecision;
  reportedOn: string;
  reportedPrecision: DatePrecision;
  people: number | null;
  dataClasses: readonly string[];
  causes: readonly string[];
  location: string;
  usState: string;
  sourceUrl: string;
  description: string;
}

/** Whom it concerns, said together with the record. */
export interface ConcernEntries {
  vendor: string;
  fault: Fault | '';
  ourData: Knowledge;
}

const BLANK: BreachEntries = {
  title: '',
  discoveredOn: '',
  discoveredPrecision: 'DAY',
  breachedOn: '',
  breachedPrecision: 'DAY',
  reportedOn: '',
  reportedPrecision: 'DAY',
  people: null,
  dataClasses: [],
  causes: [],
  location: '',
  usState: '',
  sourceUrl: '',
  description: '',
};

/** The fields of a record; none: of a new one. What is not known of it stays blank. */
export function breachEntries(record: BreachRecord | undefined): BreachEntries {
  const known = Object.keys(BLANK).flatMap((name) => {
    const value = record?.[name as keyof BreachEntries] ?? null;
    return value === null ? [] : [[name, value]];
  });
  return { ...BLANK, ...(Object.fromEntries(known) as Partial<BreachEntries>) };
}

/** What is sent: everything of a new record, only what was changed of one that is there. */
export function breachInput(
  before: BreachEntries,
  entries: BreachEntries,
  record: { id: string; rev: number } | undefined,
): RecordBreachInput {
  const facts = record ? changed(before, entries) : entries;
  const { dataClasses, causes, description, ...rest } = facts;
  return {
    ...nulled(rest),
    ...(description !== undefined && { description }),
    // None ticked is "not known", which counts as if health data had been in it.
    ...(dataClasses && {
      dataClasses: dataClasses.length
        ? DATA_CLASSES.filter((each) => dataClasses.includes(each))
        : null,
    }),
    ...(causes && { causes: VERIS_ACTIONS.filter((each) => causes.includes(each)) }),
    ...(record && { id: record.id, rev: record.rev }),
  };
}

/** Whom it concerns, where somebody said so. */
export const concernInput = ({ vendor, fault, ourData }: ConcernEntries): RecordBreachInput =>
  vendor ? { vendor, ourData, ...(fault && { fault }) } : {};
