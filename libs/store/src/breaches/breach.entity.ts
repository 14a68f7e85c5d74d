import { Check, Entity, ForeignKey, Index, Unique } from 'typeorm';
import {
  BREACH_SOURCES,
  DATA_CLASSES,
  DATE_PRECISIONS,
  VERIS_ACTIONS,
} from '@chaperone/risk-model';
import type { BreachSource, DataClass, DatePrecision, VerisAction } from '@chaperone/risk-model';
import {
  Count,
  Day,
  Flag,
  Id,
  Json,
  KeptRecord,
  Ref,
  Text,
  TextList,
  Uuid,
  oneOf,
  subsetOf,
  emptyOrSealed,
} from '../columns.js';
import { IncidentEntity } from './incident.entity.js';

/** A breach as one source tells it. Which vendors it concerns stands in breach_matches. */
@Entity('breaches')
@Unique('uq_breaches_ref', ['ref'])
@Unique('uq_breaches_source_key', ['source', 'sourceKey'])
@Check('ck_breaches_source', oneOf('source', BREACH_SOURCES))
@Check('ck_breaches_description', `source <> 'MANUAL' OR ${emptyOrSealed('description')}`)
@Check('ck_breaches_people', 'people >= 0')
@Check('ck_breaches_data_classes', subsetOf('data_classes', DATA_CLASSES))
@Check('ck_breaches_causes', subsetOf('causes', VERIS_ACTIONS))
@Check('ck_breaches_breached_precision', oneOf('breached_precision', DATE_PRECISIONS))
@Check('ck_breaches_discovered_precision', oneOf('discovered_precision', DATE_PRECISIONS))
@Check('ck_breaches_reported_precision', oneOf('reported_precision', DATE_PRECISIONS))
@Index('ix_breaches_normalised_name_trgm', { synchronize: false })
@Index('ix_breaches_search', { synchronize: false })
@Index('ix_breaches_happened_on', ['happenedOn'])
@Index('ix_breaches_domain', ['domain'])
@Index('ix_breaches_incident', ['incidentId'])
@Index('ix_breaches_last_import', ['lastImportId'])
export class BreachEntity extends KeptRecord {
  @Id() id!: string;
  @Ref('BRC', 'breach_refs') ref!: string;
  @Text() title!: string;
  @Text() normalisedName!: string;
  /** Normalised name and description in lower case, kept by the writer. */
  @Text({ default: "''" }) searchText!: string;
  @Text() source!: BreachSource;
  /** The record's identity within its source. */
  @Text() sourceKey!: string;
  @Text({ nullable: true }) sourceUrl!: string | null;
  @Day({ nullable: true }) breachedOn!: string | null;
  @Text({ nullable: true }) breachedPrecision!: DatePrecision | null;
  @Day({ nullable: true }) discoveredOn!: string | null;
  @Text({ nullable: true }) discoveredPrecision!: DatePrecision | null;
  @Day({ nullable: true }) reportedOn!: string | null;
  @Text({ nullable: true }) reportedPrecision!: DatePrecision | null;
  /** Discovered, else breached, else reported; kept by the writer, for order and charts. */
  @Day({ nullable: true }) happenedOn!: string | null;
  /** People affected; null: not known. */
  @Count({ nullable: true }) people!: number | null;
  /** Null: not known. */
  @TextList({ nullable: true }) dataClasses!: DataClass[] | null;
  @TextList() causes!: VerisAction[];
  @Text({ nullable: true }) location!: string | null;
  @Text({ nullable: true }) usState!: string | null;
  @Text({ nullable: true }) entityType!: string | null;
  /** HHS: the reporting entity is a business associate. */
  @Flag() filedByVendor!: boolean;
  @Text({ nullable: true }) domain!: string | null;
  /** False for spam lists, stealer logs and the like: no company was breached. */
  @Flag('true') companyBreach!: boolean;
  @Text({ nullable: true }) notCompanyReason!: string | null;
  /** Text, never HTML. */
  @Text({ default: "''" }) description!: string;
  @Json({ nullable: true }) raw!: unknown;
  @ForeignKey(() => IncidentEntity, { name: 'fk_breaches_incident_id', onDelete: 'SET NULL' })
  @Uuid({ nullable: true })
  incidentId!: string | null;
  /** Day of the export that the values come from. */
  @Day({ nullable: true }) exportDay!: string | null;
  @Uuid({ nullable: true }) firstImportId!: string | null;
  @Uuid({ nullable: true }) lastImportId!: string | null;
}
