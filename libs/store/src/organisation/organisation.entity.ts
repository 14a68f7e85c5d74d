import { Check, Entity } from 'typeorm';
import { ORGANISATION_ROLES } from '@chaperone/risk-model';
import type { Band, OrganisationRole } from '@chaperone/risk-model';
import { Flag, Json, Now, OnlyRecord, Text, TextList, Uuid, Whole, subsetOf } from '../columns.js';

/** The organisation whose vendors these are: one record. */
@Entity('organisation')
@Check('ck_organisation_id', 'id')
@Check('ck_organisation_roles', subsetOf('roles', ORGANISATION_ROLES))
export class OrganisationEntity {
  @OnlyRecord() id!: boolean;
  @Text() name!: string;
  /** What it is under health-privacy law; several may hold; empty: not yet said. */
  @TextList() roles!: OrganisationRole[];
  /** ISO 3166-1 alpha-2; processing elsewhere counts as abroad. */
  @TextList({ default: "'{US}'" }) homeRegions!: string[];
  @TextList() statesServed!: string[];
  /** IANA name; decides which day it is for agreements. */
  @Text({ default: "'UTC'" }) timeZone!: string;
  /** Highest accepted residual per tier, 0..100. */
  @Json({ default: `'{"LOW": 60, "HIGH": 60, "CRITICAL": 60, "MODERATE": 60}'` })
  appetite!: Record<Band, number>;
  @Flag() sample!: boolean;
  @Whole({ default: "'1'" }) rev!: number;
  @Now() updatedAt!: Date;
  @Uuid({ nullable: true }) updatedBy!: string | null;
}
