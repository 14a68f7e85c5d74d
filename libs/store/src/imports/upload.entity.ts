import { Entity } from 'typeorm';
import { Count, Id, Now, Text, Uuid } from '../columns.js';

/** A file that waits to be imported. */
@Entity('uploads')
export class UploadEntity {
  @Id() id!: string;
  @Text() fileName!: string;
  /** Where it lies in the data directory. */
  @Text() path!: string;
  @Count() bytes!: number;
  @Text() sha256!: string;
  @Uuid({ nullable: true }) uploadedBy!: string | null;
  @Now() createdAt!: Date;
}
