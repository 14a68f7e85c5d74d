import { Check, Entity, ForeignKey, Index } from 'typeorm';
import { DATA_CLASSES, DECISION_OUTCOMES } from '@chaperone/risk-model';
import type { DataClass, DecisionOutcome } from '@chaperone/risk-model';
import { Day, Flag, Id, Now, Text, TextList, Uuid, oneOf, subsetOf } from '../columns.js';
import { ServiceEntity } from './service.entity.js';

/** What was decided about a service. Append-only; the newest counts. */
@Entity('service_decisions')
@Check('ck_service_decisions_outcome', oneOf('outcome', DECISION_OUTCOMES))
@Check('ck_service_decisions_data_classes', subsetOf('data_classes', DATA_CLASSES))
@Check(
  'ck_service_decisions_conditions',
  "(outcome = 'APPROVED_WITH_CONDITIONS') = (conditions IS NOT NULL)",
)
@Index('ix_service_decisions_service', { synchronize: false })
export class ServiceDecisionEntity {
  @Id() id!: string;
  @ForeignKey(() => ServiceEntity, { name: 'fk_service_decisions_service_id', onDelete: 'CASCADE' })
  @Uuid()
  serviceId!: string;
  @Text() outcome!: DecisionOutcome;
  @Text({ nullable: true }) conditions!: string | null;
  @Day({ nullable: true }) conditionsDue!: string | null;
  @Uuid({ nullable: true }) decidedBy!: string | null;
  @Now() decidedAt!: Date;
  /** Last day of the decision; null: until another one. */
  @Day({ nullable: true }) validUntil!: string | null;
  /** Which data classes it is about. */
  @TextList() dataClasses!: DataClass[];
  @Flag() sample!: boolean;
}
