import { Check, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { QUESTION_KINDS } from '@chaperone/risk-model';
import type { QuestionKind } from '@chaperone/risk-model';
import { Id, Json, Text, TextList, Uuid, Whole, oneOf } from '../columns.js';
import { TemplateSectionEntity } from './template-section.entity.js';
import { TemplateVersionEntity } from './template-version.entity.js';

/** A choice; score is its effectiveness in 0..1, null where it is not scored. */
export interface QuestionOption {
  readonly value: string;
  readonly label: string;
  readonly score: number | null;
}

/** The question is asked only where another one has this value. */
export interface ShowIf {
  readonly question: string;
  readonly equals: string;
}

/** A question of one version. Its key is stable across versions and templates. */
@Entity('questions')
@Unique('uq_questions_key', ['versionId', 'key'])
@Check('ck_questions_kind', oneOf('kind', QUESTION_KINDS))
@Check('ck_questions_weight', 'weight BETWEEN 1 AND 10')
@Index('ix_questions_section', ['sectionId'])
export class QuestionEntity {
  @Id() id!: string;
  @ForeignKey(() => TemplateVersionEntity, { name: 'fk_questions_version_id', onDelete: 'CASCADE' })
  @Uuid()
  versionId!: string;
  @ForeignKey(() => TemplateSectionEntity, { name: 'fk_questions_section_id', onDelete: 'CASCADE' })
  @Uuid()
  sectionId!: string;
  @Text() key!: string;
  @Whole() position!: number;
  @Text() kind!: QuestionKind;
  @Text() text!: string;
  @Text({ default: "''" }) guidance!: string;
  /** A whole number, 1..10. */
  @Whole() weight!: number;
  @Json({ default: "'[]'" }) options!: QuestionOption[];
  /** Such as '45 CFR 164.308(b)(1)'. */
  @TextList() citations!: string[];
  @Json({ nullable: true }) showIf!: ShowIf | null;
}
