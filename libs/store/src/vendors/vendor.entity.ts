import { Check, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { BANDS, VENDOR_CATEGORIES, VENDOR_STATUSES } from '@chaperone/risk-model';
import type { Band, VendorCategory, VendorStatus } from '@chaperone/risk-model';
import { Day, Id, Json, KeptRecord, Moment, Ref, Text, TextList, Uuid, oneOf } from '../columns.js';
import { PersonEntity } from '../identity/person.entity.js';

/** A certificate that the vendor publishes. */
export interface Certification {
  readonly name: string;
  readonly issuedOn?: string | null;
  readonly expiresOn?: string | null;
  readonly sourceUrl?: string | null;
}

/** Pages that the vendor publishes. */
export interface VendorLinks {
  readonly privacyPolicy?: string | null;
  readonly dpa?: string | null;
  readonly baa?: string | null;
  readonly subprocessors?: string | null;
  readonly statusPage?: string | null;
}

/** Somebody to reach at the vendor. */
export interface VendorContact {
  readonly name: string;
  readonly email?: string | null;
  readonly role?: string | null;
}

/** A company that we use, or may use, for something. Archived, never deleted. */
@Entity('vendors')
@Unique('uq_vendors_ref', ['ref'])
@Check('ck_vendors_display_name', 'length(display_name) BETWEEN 1 AND 200')
@Check('ck_vendors_category', oneOf('category', VENDOR_CATEGORIES))
@Check('ck_vendors_status', oneOf('status', VENDOR_STATUSES))
@Check('ck_vendors_headquarters', "headquarters ~ '^[A-Z]{2}$'")
@Check('ck_vendors_tier_override', oneOf('tier_override', BANDS))
@Check('ck_vendors_contacts', "contacts = '[]' OR contacts ? 'sealed'")
@Check('ck_vendors_parent_id', 'parent_id <> id')
@Index('ix_vendors_normalised_name', ['normalisedName'])
@Index('ix_vendors_normalised_name_trgm', { synchronize: false })
@Index('ix_vendors_search', { synchronize: false })
@Index('ix_vendors_domains', { synchronize: false })
@Index('ix_vendors_normalised_aliases', { synchronize: false })
@Index('ix_vendors_parent', ['parentId'])
@Index('ix_vendors_owner', ['ownerId'])
export class VendorEntity extends KeptRecord {
  @Id() id!: string;
  @Ref('VND', 'vendor_refs') ref!: string;
  @Text() displayName!: string;
  @Text({ nullable: true }) legalName!: string | null;
  /** What matching and sorting by name use; see normaliseName. */
  @Text() normalisedName!: string;
  @TextList() aliases!: string[];
  @TextList() normalisedAliases!: string[];
  @TextList() domains!: string[];
  /** Normalised name, aliases, domains and reference in one text, kept by the writer. */
  @Text({ default: "''" }) searchText!: string;
  @Text({ default: "'OTHER'" }) category!: VendorCategory;
  @Text({ nullable: true }) website!: string | null;
  /** ISO 3166-1 alpha-2. */
  @Text({ nullable: true }) headquarters!: string | null;
  @Json({ default: "'[]'" }) certifications!: Certification[];
  @Json({ default: "'{}'" }) links!: VendorLinks;
  /** An empty list, or sealed: `{"sealed": …, "mac": …}`. */
  @Json({ default: "'[]'" }) contacts!: VendorContact[];
  @Text({ default: "'PROPOSED'" }) status!: VendorStatus;
  @ForeignKey(() => PersonEntity, { name: 'fk_vendors_owner_id', onDelete: 'SET NULL' })
  @Uuid({ nullable: true })
  ownerId!: string | null;
  @ForeignKey(() => VendorEntity, { name: 'fk_vendors_parent_id', onDelete: 'SET NULL' })
  @Uuid({ nullable: true })
  parentId!: string | null;
  @TextList() tags!: string[];
  @Day({ nullable: true }) nextReviewOn!: string | null;
  /** A person's tier in place of the computed one, until a day. */
  @Text({ nullable: true }) tierOverride!: Band | null;
  @Text({ nullable: true }) tierOverrideReason!: string | null;
  @Day({ nullable: true }) tierOverrideUntil!: string | null;
  @Uuid({ nullable: true }) tierOverrideBy!: string | null;
  @Text({ default: "''" }) description!: string;
  @Moment({ nullable: true }) archivedAt!: Date | null;
}
