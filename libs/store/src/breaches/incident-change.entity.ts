import { Check, Entity, Index } from 'typeorm';
import { Id, Json, Moment, Now, Text, Uuid, oneOf } from '../columns.js';

/** What people do to incidents. */
export const INCIDENT_ACTIONS = ['JOIN', 'SPLIT'] as const;
export type IncidentAction = (typeof INCIDENT_ACTIONS)[number];

/** A join or a split, with what was before, so that it can be undone. */
@Entity('incident_changes')
@Check('ck_incident_changes_action', oneOf('action', INCIDENT_ACTIONS))
@Index('ix_incident_changes_incident', ['incidentId'])
export class IncidentChangeEntity {
  @Id() id!: string;
  /** No foreign key: the change is kept when the incident is gone. Null: records were kept apart. */
  @Uuid({ nullable: true }) incidentId!: string | null;
  @Text() action!: IncidentAction;
  /** By record, its incident before the change, or null. */
  @Json() before!: Record<string, string | null>;
  @Uuid({ nullable: true }) changedBy!: string | null;
  @Now() createdAt!: Date;
  @Moment({ nullable: true }) undoneAt!: Date | null;
}
