import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { ImportSource, ImportStatus } from '@chaperone/risk-model';
import { ImportSourceEnum, ImportStatusEnum } from '../graphql/enums.js';
import { Page } from '../graphql/page.js';
import { DateScalar, DateTimeScalar, JsonScalar } from '../graphql/scalars.js';
import { PersonType } from '../identity/person.type.js';

@ObjectType('ImportCounts', {
  description: 'Rows of a file by what became, or would become, of them.',
})
export class ImportCountsType {
  @Field(() => Int, { description: 'Rows in the file.' }) rows!: number;
  @Field(() => Int, { description: 'Records that were not there.' }) new!: number;
  @Field(() => Int, { description: 'Records with other values.' }) changed!: number;
  @Field(() => Int, { description: 'Records that are stored just so.' }) same!: number;
  @Field(() => Int, { description: 'Rows with a fault; see errors.' }) refused!: number;
  @Field(() => Int, { description: 'Rows of an older export than what is stored.' })
  skipped!: number;
  @Field(() => Int, { description: 'Matches of records and vendors that a person is to decide.' })
  proposedMatches!: number;
  @Field(() => Int, { description: "Matches by the vendor's own domain, or decided before." })
  confirmedMatches!: number;
  @Field(() => Int, { description: 'Groups of records that may be one event.' })
  proposedIncidents!: number;
}

@ObjectType('ImportError', { description: 'A fault of a row, or a remark about the file.' })
export class ImportErrorType {
  @Field(() => Int, { nullable: true, description: 'Line in the file; null: the whole file.' })
  line!: number | null;
  @Field(() => String, { nullable: true, description: 'Column.' }) column!: string | null;
  @Field({ description: 'Stable code.' }) code!: string;
  @Field({ description: 'What is wrong and how to mend it.' }) message!: string;
  @Field(() => String, { nullable: true, description: 'Excerpt of the value.' })
  value!: string | null;
}

@ObjectType('ImportDiff', { description: 'One record that a run writes, before and after.' })
export class ImportDiffType {
  @Field({ description: 'Table of the record.' }) table!: string;
  @Field({ description: 'INSERT or UPDATE.' }) action!: string;
  @Field({ description: 'What people call the record.' }) title!: string;
  @Field(() => JsonScalar, { nullable: true, description: 'Changed columns as they were.' })
  before!: unknown;
  @Field(() => JsonScalar, { nullable: true, description: 'Columns as they become.' })
  after!: unknown;
}

@ObjectType('ImportConflict', {
  description: 'A record of a run that somebody changed or used since; undoing leaves it.',
})
export class ImportConflictType {
  @Field(() => ID, { description: 'Key of the record.' }) id!: string;
  @Field({ description: 'Table of the record.' }) table!: string;
  @Field({ description: 'What people call it, and who uses it.' }) title!: string;
  @Field(() => PersonType, { nullable: true, description: 'Who changed it last.' })
  changedBy!: PersonType | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was changed last.' })
  changedAt!: string | null;
}

@ObjectType('ImportRun', {
  description: 'An import: a dry run first, then applied; poll it while it is RUNNING.',
})
export class ImportRunType {
  @Field(() => ID, { description: 'Key of the run.' }) id!: string;
  @Field({ description: 'Readable name, such as IMP-7.' }) ref!: string;
  @Field(() => ImportSourceEnum, { description: 'What the file holds.' }) source!: ImportSource;
  @Field(() => ImportStatusEnum, { description: 'PREVIEWED: nothing is written yet.' })
  status!: ImportStatus;
  @Field({ description: 'Name of the file.' }) fileName!: string;
  @Field(() => DateScalar, { nullable: true, description: 'Day of the export.' })
  asOf!: string | null;
  @Field(() => ImportCountsType, { description: 'Rows by verdict.' }) counts!: ImportCountsType;
  @Field(() => Int, { description: 'Percent done.' }) progress!: number;
  @Field(() => String, { nullable: true, description: 'What it is doing while RUNNING.' })
  stage!: string | null;
  @Field(() => String, { nullable: true, description: 'Why it failed, or why nothing was undone.' })
  reason!: string | null;
  @Field(() => PersonType, { nullable: true, description: 'Who started it; null: a command.' })
  startedBy!: PersonType | null;
  @Field(() => DateTimeScalar, { description: 'When it was started.' }) startedAt!: string;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When its last step ended.' })
  finishedAt!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was applied.' })
  appliedAt!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was undone.' })
  undoneAt!: string | null;
  @Field(() => ID, { nullable: true, description: 'The run whose dry run this is.' })
  dryRunOf!: string | null;
  @Field(() => [ImportErrorType], { description: 'The first thousand faults, by line.' })
  errors!: ImportErrorType[];
  @Field(() => [ImportDiffType], {
    description: 'Records that it writes; all that change, the first thousand of new ones.',
  })
  diff!: ImportDiffType[];
  @Field(() => [ImportConflictType], {
    description: 'What an undo would leave alone: confirm it with undoImport(confirm: true).',
  })
  conflicts!: ImportConflictType[];
}

/** A page of runs. */
export const ImportRunPage = Page(ImportRunType, 'ImportRunPage');
