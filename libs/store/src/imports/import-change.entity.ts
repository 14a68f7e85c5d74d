import { Check, Entity, ForeignKey, Index } from 'typeorm';
import { Json, SerialId, Text, Uuid, oneOf } from '../columns.js';
import { ImportRunEntity } from './import-run.entity.js';

/** What an import does to a row. */
export const IMPORT_ACTIONS = ['INSERT', 'UPDATE'] as const;
export type ImportAction = (typeof IMPORT_ACTIONS)[number];

/** One row that a run wrote, before and after: for the diff and for the undo. */
@Entity('import_changes')
@Check('ck_import_changes_action', oneOf('action', IMPORT_ACTIONS))
@Index('ix_import_changes_run', ['runId'])
@Index('ix_import_changes_row', { synchronize: false })
export class ImportChangeEntity {
  @SerialId() id!: number;
  @ForeignKey(() => ImportRunEntity, { name: 'fk_import_changes_run_id', onDelete: 'CASCADE' })
  @Uuid()
  runId!: string;
  @Text() tableName!: string;
  @Uuid() rowId!: string;
  @Text() action!: ImportAction;
  @Json({ nullable: true }) before!: Record<string, unknown> | null;
  /** Left out for new rows past the first thousand: their row is the record. */
  @Json({ nullable: true }) after!: Record<string, unknown> | null;
  /** What people call the row; null: the diff does not show it. */
  @Text({ nullable: true }) title!: string | null;
}
