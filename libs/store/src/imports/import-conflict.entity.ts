import { Entity, ForeignKey, Index } from 'typeorm';
import { Moment, SerialId, Text, Uuid } from '../columns.js';
import { ImportRunEntity } from './import-run.entity.js';

/** A row that a run wrote and somebody touched since: undoing leaves it as it is. */
@Entity('import_conflicts')
@Index('ix_import_conflicts_run', ['runId'])
export class ImportConflictEntity {
  @SerialId() id!: number;
  @ForeignKey(() => ImportRunEntity, { name: 'fk_import_conflicts_run_id', onDelete: 'CASCADE' })
  @Uuid()
  runId!: string;
  @Text() tableName!: string;
  @Uuid() rowId!: string;
  @Text() title!: string;
  @Uuid({ nullable: true }) changedBy!: string | null;
  @Moment({ nullable: true }) changedAt!: Date | null;
}
