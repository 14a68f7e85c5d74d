import { Check, Entity } from 'typeorm';
import { Now, OnlyRecord, OwnUuid, Text, oneOf } from '../columns.js';

/** Whose data an installation holds: its own, or the demo's. The two never share a database. */
export const INSTALLATION_KINDS = ['OWN', 'DEMO'] as const;
export type InstallationKind = (typeof INSTALLATION_KINDS)[number];

/** What this installation is: one record, written once after the first migration. */
@Entity('installation')
@Check('ck_installation_id', 'id')
@Check('ck_installation_kind', oneOf('kind', INSTALLATION_KINDS))
export class InstallationEntity {
  @OnlyRecord() id!: boolean;
  /** Its first eight hex digits stand in the session cookie's name. */
  @OwnUuid() installationId!: string;
  @Text() kind!: InstallationKind;
  /** The NOLOGIN role that every request's transaction takes. */
  @Text() appRole!: string;
  @Now() createdAt!: Date;
}
