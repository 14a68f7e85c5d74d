import type { ImportSource } from '@chaperone/risk-model';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../graphql/access.js';
import type { FoundMatches } from '../scoring/change-hooks.js';
import type { RowError } from './parsing/index.js';
import type { TextFile } from './parsing/index.js';

/** A column of a source's staging table. */
export interface StageColumn {
  readonly name: string;
  /** Its type in SQL. */
  readonly type: string;
  /** False where rows do not bring it: it is filled when compared, or has a default. */
  readonly read?: false;
}

/** What a cell of the staging table is written from; lists and objects become JSON. */
export type StageValue = string | number | boolean | null | readonly unknown[] | object;

/** One row of a file, ready for the staging table: its line, then the source's columns in order. */
export interface StageRow {
  readonly line: number;
  readonly values: readonly StageValue[];
}

/** Some rows of a file, and what is wrong with others. */
export interface StageBatch {
  readonly rows: readonly StageRow[];
  readonly errors: readonly RowError[];
  /** Worth saying, but no row was refused for it: columns that nobody reads. */
  readonly notices?: readonly RowError[];
}

/** One import while it runs. */
export interface ImportJob {
  readonly id: string;
  readonly ref: string;
  readonly source: ImportSource;
  readonly fileName: string;
  /** Day of the export as a person gave it, YYYY-MM-DD. */
  readonly asOf: string | null;
  /** The organisation's current day. */
  readonly today: string;
  readonly by: Principal;
  /** New records belong to the sample organisation. */
  readonly sample: boolean;
  /** What is written is taken back at once: new records get no reference of their own. */
  readonly dry?: boolean;
}

/** What comparing a file with the register found beside the verdicts. */
export interface Comparison {
  /** Day of the export, where the source has one. */
  readonly asOf?: string | null;
}

/** What writing did. */
export interface Written {
  /** Vendors whose evidence changed: the engine rescores them. */
  readonly vendorIds: readonly string[];
  /** Matches of breach records and vendors, for sources that bring either. */
  readonly matches?: FoundMatches;
}

/** How rows of one table are taken back. Tables are given in the order of removal. */
export interface UndoTable {
  readonly table: string;
  /** What people call a row; SQL over the row's alias. */
  readonly title: (row: string) => string;
  /** False where the table has no `rev` and no `updated_by`; its values are compared then. */
  readonly kept: boolean;
  /**
   * Tables whose rows go together with a removed row, and which of them (SQL over the alias).
   * Any other row that points at it makes it a conflict, one of its own table unless it goes too.
   */
  readonly goesAlong?: Readonly<Record<string, (row: string) => string>>;
}

/** How a run is undone. */
export interface UndoRules {
  readonly tables: readonly UndoTable[];
  /** Runs before anything is taken back; says which vendors are to be rescored. */
  before(tx: EntityManager, job: ImportJob): Promise<readonly string[]>;
  /** Runs when the rows are as they were. */
  after?(tx: EntityManager, vendorIds: readonly string[], job: ImportJob): Promise<void>;
}

/** A CSV template that people download and fill in. */
export interface ImportTemplate {
  readonly header: readonly string[];
  readonly examples: readonly (readonly string[])[];
}

/**
 * A source of imports. The engine streams the file into the staging table `import_stage`, whose
 * columns are `row_no` (unique), `line`, the source's own, and those of `STAGE_COLUMNS`; the source compares and writes.
 */
export interface ImportSourceDefinition {
  readonly source: ImportSource;
  /** Its name on the command line and in addresses: hhs-ocr. */
  readonly name: string;
  readonly template?: ImportTemplate;
  readonly columns: readonly StageColumn[];
  /** Its files have columns that are kept sealed: a fault of a whole row says nothing of the row. */
  readonly secrets?: true;
  /** Reads a file once. @throws FileRefused when the file as a whole cannot be read */
  read(file: TextFile, job: ImportJob): AsyncIterable<StageBatch>;
  /**
   * Sets `verdict` where a row is not NEW, and for CHANGED rows what is written. A row is refused
   * by `refuseRows`.
   */
  compare(tx: EntityManager, job: ImportJob): Promise<Comparison>;
  /**
   * SQL of all changes that the verdicts ask for, in the order in which they are shown:
   * table_name, row_id, action, before, after (with the new `rev` of an UPDATE), title.
   */
  changes(job: ImportJob): string;
  /**
   * For sources whose records are matched: whether the register holds anything to match them with.
   * A dry run then writes and takes back, to say what would be found.
   */
  findsMatches?(tx: EntityManager): Promise<boolean>;
  /** Writes what the verdicts say. */
  write(tx: EntityManager, job: ImportJob): Promise<Written>;
  readonly undo: UndoRules;
  /** SQL of the runs that wrote something about a vendor, by the SQL of its key. */
  readonly runsOf: (vendor: string) => string;
}
