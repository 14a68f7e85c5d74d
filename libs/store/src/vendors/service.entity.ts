import { Check, Entity, ForeignKey, Index } from 'typeorm';
import {
  ACCESS_LEVELS,
  DATA_CLASSES,
  OUTAGE_TOLERANCES,
  SERVICE_STATUSES,
  SUBJECTS,
  SUBSTITUTABILITIES,
} from '@chaperone/risk-model';
import type {
  AccessLevel,
  DataClass,
  OutageTolerance,
  ServiceStatus,
  Subject,
  Substitutability,
} from '@chaperone/risk-model';
import {
  Count,
  Flag,
  Id,
  KeptRecord,
  Text,
  TextList,
  Uuid,
  Whole,
  oneOf,
  subsetOf,
} from '../columns.js';
import { VendorEntity } from './vendor.entity.js';

/** What we use a vendor for, with the facts that the method asks for. Null means not known. */
@Entity('services')
@Check('ck_services_name', 'length(name) BETWEEN 1 AND 200')
@Check('ck_services_data_classes', subsetOf('data_classes', DATA_CLASSES))
@Check('ck_services_people', 'people >= 0')
@Check('ck_services_access', oneOf('access', ACCESS_LEVELS))
@Check('ck_services_outage_tolerance', oneOf('outage_tolerance', OUTAGE_TOLERANCES))
@Check('ck_services_substitutability', oneOf('substitutability', SUBSTITUTABILITIES))
@Check('ck_services_subprocessors', 'subprocessors >= 0')
@Check('ck_services_subjects', subsetOf('subjects', SUBJECTS))
@Check('ck_services_status', oneOf('status', SERVICE_STATUSES))
@Index('ix_services_vendor', ['vendorId'])
export class ServiceEntity extends KeptRecord {
  @Id() id!: string;
  @ForeignKey(() => VendorEntity, { name: 'fk_services_vendor_id', onDelete: 'CASCADE' })
  @Uuid()
  vendorId!: string;
  @Text() name!: string;
  @Text({ default: "''" }) purpose!: string;
  @TextList({ nullable: true }) dataClasses!: DataClass[] | null;
  /** How many people's data is handled. */
  @Count({ nullable: true }) people!: number | null;
  @Text({ nullable: true }) access!: AccessLevel | null;
  @Text({ nullable: true }) outageTolerance!: OutageTolerance | null;
  @Text({ nullable: true }) substitutability!: Substitutability | null;
  /** Where the data is processed, ISO 3166-1 alpha-2. */
  @TextList({ nullable: true }) regions!: string[] | null;
  /** Number known; 0 only if the vendor says that it has none. */
  @Whole({ nullable: true }) subprocessors!: number | null;
  @TextList() subjects!: Subject[];
  @Flag() minors!: boolean;
  @Text({ default: "'REQUESTED'" }) status!: ServiceStatus;
  @Uuid({ nullable: true }) requestedBy!: string | null;
}
