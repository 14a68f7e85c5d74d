import { Entity } from 'typeorm';
import { Key, Now } from '../columns.js';

/** A daily job that has run for a day, so that it runs once. */
@Entity('jobs_done')
export class JobDoneEntity {
  @Key('text') name!: string;
  @Key('date') day!: string;
  @Now() finishedAt!: Date;
}
