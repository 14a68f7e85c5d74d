import { Entity, Unique } from 'typeorm';
import { Id, Now, Ref, Text, Uuid } from '../columns.js';

/** One event, however many records tell of it. */
@Entity('incidents')
@Unique('uq_incidents_ref', ['ref'])
export class IncidentEntity {
  @Id() id!: string;
  @Ref('INC', 'incident_refs') ref!: string;
  @Text() title!: string;
  @Uuid({ nullable: true }) createdBy!: string | null;
  @Now() createdAt!: Date;
}
