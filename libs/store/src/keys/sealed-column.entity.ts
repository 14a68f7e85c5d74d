import { Entity } from 'typeorm';
import { Key, Now } from '../columns.js';

/** A column in which nothing is left in clear text from before it was sealed. */
@Entity('sealed_columns')
export class SealedColumnEntity {
  @Key('text') tableName!: string;
  @Key('text') columnName!: string;
  @Now() sealedAt!: Date;
}
