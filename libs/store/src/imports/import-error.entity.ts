import { Entity, ForeignKey, Index } from 'typeorm';
import { SerialId, Text, Uuid, Whole } from '../columns.js';
import { ImportRunEntity } from './import-run.entity.js';

/** A row that an import refused. A run keeps the first thousand; the count says how many. */
@Entity('import_errors')
@Index('ix_import_errors_run', ['runId'])
export class ImportErrorEntity {
  @SerialId() id!: number;
  @ForeignKey(() => ImportRunEntity, { name: 'fk_import_errors_run_id', onDelete: 'CASCADE' })
  @Uuid()
  runId!: string;
  @Whole({ nullable: true }) line!: number | null;
  @Text({ nullable: true }) columnName!: string | null;
  @Text() code!: string;
  @Text() message!: string;
  @Text({ nullable: true }) value!: string | null;
}
