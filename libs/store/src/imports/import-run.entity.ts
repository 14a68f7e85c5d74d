import { Check, Entity, Index, Unique } from 'typeorm';
import { IMPORT_SOURCES, IMPORT_STATUSES } from '@chaperone/risk-model';
import type { ImportSource, ImportStatus } from '@chaperone/risk-model';
import { Day, Id, Json, Moment, Now, Ref, Text, Uuid, Whole, oneOf } from '../columns.js';

/** What a run did or would do, in rows. */
export interface ImportCounts {
  readonly rows?: number;
  readonly new?: number;
  readonly changed?: number;
  readonly same?: number;
  readonly refused?: number;
  readonly skipped?: number;
  readonly proposedMatches?: number;
  readonly confirmedMatches?: number;
  readonly proposedIncidents?: number;
}

/** One import, dry or applied. */
@Entity('import_runs')
@Unique('uq_import_runs_ref', ['ref'])
@Check('ck_import_runs_source', oneOf('source', IMPORT_SOURCES))
@Check('ck_import_runs_status', oneOf('status', IMPORT_STATUSES))
@Check('ck_import_runs_progress', 'progress BETWEEN 0 AND 100')
@Index('ix_import_runs_started', ['startedAt'])
export class ImportRunEntity {
  @Id() id!: string;
  @Ref('IMP', 'import_refs') ref!: string;
  @Text() source!: ImportSource;
  @Text({ default: "'RUNNING'" }) status!: ImportStatus;
  @Text({ nullable: true }) fileName!: string | null;
  @Text({ nullable: true }) fileSha256!: string | null;
  @Uuid({ nullable: true }) uploadId!: string | null;
  /** Day of the export. */
  @Day({ nullable: true }) asOf!: string | null;
  @Json({ default: "'{}'" }) counts!: ImportCounts;
  /** Percent. */
  @Whole({ default: "'0'" }) progress!: number;
  @Text({ nullable: true }) stage!: string | null;
  /** Why it failed. */
  @Text({ nullable: true }) reason!: string | null;
  @Uuid({ nullable: true }) startedBy!: string | null;
  @Now() startedAt!: Date;
  @Moment({ nullable: true }) finishedAt!: Date | null;
  @Moment({ nullable: true }) appliedAt!: Date | null;
  @Moment({ nullable: true }) undoneAt!: Date | null;
  /** The run that this dry run, or its application, belongs to. */
  @Uuid({ nullable: true }) dryRunOf!: string | null;
}
