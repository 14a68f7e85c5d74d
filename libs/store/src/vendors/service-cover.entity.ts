import { Check, Entity, ForeignKey } from 'typeorm';
import { COVER_KINDS, COVER_NEEDS, COVER_REASONS } from '@chaperone/risk-model';
import type { CoverKind, CoverNeed, CoverReason } from '@chaperone/risk-model';
import { Key, Now, Text, Uuid, oneOf } from '../columns.js';
import { ServiceEntity } from './service.entity.js';

/** A person's choice whether a service needs a cover. Without a row the rule of the method holds. */
@Entity('service_covers')
@Check('ck_service_covers_kind', oneOf('kind', COVER_KINDS))
@Check('ck_service_covers_need', oneOf('need', COVER_NEEDS))
@Check(
  'ck_service_covers_reason',
  `${oneOf('reason', COVER_REASONS)} AND (need = 'NOT_NEEDED') = (reason IS NOT NULL)`,
)
export class ServiceCoverEntity {
  @ForeignKey(() => ServiceEntity, { name: 'fk_service_covers_service_id', onDelete: 'CASCADE' })
  @Key('uuid')
  serviceId!: string;
  @Key('text') kind!: CoverKind;
  @Text() need!: CoverNeed;
  /** Set exactly where the cover is not needed. */
  @Text({ nullable: true }) reason!: CoverReason | null;
  @Uuid({ nullable: true }) decidedBy!: string | null;
  @Now() decidedAt!: Date;
  @Text({ default: "''" }) note!: string;
}
