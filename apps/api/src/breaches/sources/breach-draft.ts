import type { BreachSource, DataClass, DatePrecision, VerisAction } from '@chaperone/risk-model';
import type { RowError } from '../../imports/parsing/index.js';

/** Why a record is about no company's breach; such records are kept but never matched. */
export const NOT_COMPANY_REASONS = [
  'SPAM_LIST',
  'STEALER_LOGS',
  'MALWARE',
  'FABRICATED',
  'RETIRED',
  'CREDENTIAL_LIST',
] as const;
export type NotCompanyReason = (typeof NOT_COMPANY_REASONS)[number];

/** A day as YYYY-MM-DD and how exactly it is known; a month stands for its first day. */
export interface DatedDay {
  readonly on: string;
  readonly precision: DatePrecision;
}

/** One breach record as a source tells it, in our words. */
export interface BreachDraft {
  readonly source: BreachSource;
  /**
   * What the source knows the record by. Several rows may share it; `pairWithStored` tells them
   * apart and gives each the key it is stored under.
   */
  readonly sourceKey: string;
  readonly title: string;
  readonly normalisedName: string;
  readonly sourceUrl: string | null;
  readonly breached: DatedDay | null;
  readonly discovered: DatedDay | null;
  readonly reported: DatedDay | null;
  /** People affected; null: not known (HHS placeholders of 500 and 501 stay as they are). */
  readonly people: number | null;
  /** Null: the source does not say. */
  readonly dataClasses: DataClass[] | null;
  readonly causes: VerisAction[];
  readonly location: string | null;
  readonly usState: string | null;
  readonly entityType: string | null;
  /** HHS: the filer is a Business Associate, that is a vendor speaking of itself. */
  readonly filedByVendor: boolean;
  readonly domain: string | null;
  /** What stands in brackets behind the name; often the vendor where it happened. */
  readonly aliasHint: string | null;
  /** Plain text, never HTML. */
  readonly description: string;
  readonly companyBreach: boolean;
  readonly notCompanyReason: NotCompanyReason | null;
  /** The source's own row, safe to store as JSON. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** The line in the file it was read from. */
  readonly line: number;
}

/** What a parser yields: some records and some faults, in the file's order. */
export interface BreachBatch {
  readonly drafts: BreachDraft[];
  readonly errors: RowError[];
}

/** A row that one parser could not read; carried as a value so that the file goes on. */
export class RowFault extends Error {
  constructor(readonly error: RowError) {
    super(error.message);
  }
}

/** Turns rows into drafts one by one; a row's fault costs that row only. */
export function collect<R>(
  rows: readonly R[],
  errors: readonly RowError[],
  draftOf: (row: R) => BreachDraft,
): BreachBatch {
  const drafts: BreachDraft[] = [];
  const faults = [...errors];
  for (const row of rows) {
    try {
      drafts.push(draftOf(row));
    } catch (fault) {
      if (!(fault instanceof RowFault)) throw fault;
      faults.push(fault.error);
    }
  }
  faults.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return { drafts, errors: faults };
}
