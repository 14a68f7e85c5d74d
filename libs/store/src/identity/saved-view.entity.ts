import { Entity, ForeignKey, Index } from 'typeorm';
import { Flag, Id, Now, Text, Uuid } from '../columns.js';
import { PersonEntity } from './person.entity.js';

/** A list's filters under a name. */
@Entity('saved_views')
@Index('ix_saved_views_person', ['personId'])
export class SavedViewEntity {
  @Id() id!: string;
  @ForeignKey(() => PersonEntity, { name: 'fk_saved_views_person_id', onDelete: 'CASCADE' })
  @Uuid()
  personId!: string;
  @Text() name!: string;
  @Text() route!: string;
  /** The query part of the address. */
  @Text() query!: string;
  @Flag() shared!: boolean;
  @Now() createdAt!: Date;
}
