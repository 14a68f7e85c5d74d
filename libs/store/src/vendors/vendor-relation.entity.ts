import { Check, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { Flag, Id, Now, Text, Uuid } from '../columns.js';
import { VendorEntity } from './vendor.entity.js';

/** A sub-processor link: which vendor uses which other one, for what, where, by which source. */
@Entity('vendor_relations')
@Unique('uq_vendor_relations_link', ['vendorId', 'subprocessorId', 'purpose'])
@Check('ck_vendor_relations_subprocessor_id', 'vendor_id <> subprocessor_id')
@Index('ix_vendor_relations_subprocessor', ['subprocessorId'])
export class VendorRelationEntity {
  @Id() id!: string;
  @ForeignKey(() => VendorEntity, { name: 'fk_vendor_relations_vendor_id', onDelete: 'CASCADE' })
  @Uuid()
  vendorId!: string;
  @ForeignKey(() => VendorEntity, {
    name: 'fk_vendor_relations_subprocessor_id',
    onDelete: 'CASCADE',
  })
  @Uuid()
  subprocessorId!: string;
  @Text({ default: "''" }) purpose!: string;
  @Text({ nullable: true }) location!: string | null;
  /** Which data, in the source's words. */
  @Text({ nullable: true }) data!: string | null;
  @Text({ nullable: true }) sourceUrl!: string | null;
  @Flag() sample!: boolean;
  @Now() createdAt!: Date;
}
