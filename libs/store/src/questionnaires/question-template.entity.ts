import { Entity, Unique } from 'typeorm';
import { Flag, Id, Now, Text } from '../columns.js';

/** A questionnaire, through all its versions. */
@Entity('question_templates')
@Unique('uq_question_templates_key', ['key'])
export class QuestionTemplateEntity {
  @Id() id!: string;
  /** Stable name that imports use. */
  @Text() key!: string;
  @Text() title!: string;
  @Text({ default: "''" }) description!: string;
  @Flag() sample!: boolean;
  @Now() createdAt!: Date;
}
