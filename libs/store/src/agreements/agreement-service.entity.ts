import { Entity, ForeignKey, Index } from 'typeorm';
import { Key } from '../columns.js';
import { ServiceEntity } from '../vendors/service.entity.js';
import { AgreementEntity } from './agreement.entity.js';

/** Which services an agreement covers; none: all of the vendor's. */
@Entity('agreement_services')
@Index('ix_agreement_services_service', ['serviceId'])
export class AgreementServiceEntity {
  @ForeignKey(() => AgreementEntity, {
    name: 'fk_agreement_services_agreement_id',
    onDelete: 'CASCADE',
  })
  @Key('uuid')
  agreementId!: string;
  @ForeignKey(() => ServiceEntity, {
    name: 'fk_agreement_services_service_id',
    onDelete: 'CASCADE',
  })
  @Key('uuid')
  serviceId!: string;
}
