import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Page } from '../graphql/page.js';
import type { QuestionKind, TemplateStatus } from '@chaperone/risk-model';
import { DateTimeScalar, JsonScalar } from '../graphql/scalars.js';
import { QuestionKindEnum, TemplateStatusEnum } from '../graphql/enums.js';

@ObjectType('QuestionOption', { description: 'A choice of a question.' })
export class QuestionOptionType {
  @Field({ description: 'Stable value that answers hold.' }) value!: string;
  @Field({ description: 'Wording shown to people.' }) label!: string;
  @Field(() => Number, {
    nullable: true,
    description: 'Effectiveness of the control if chosen, 0 to 1; null: not scored.',
  })
  score!: number | null;
}

@ObjectType('Question', { description: 'A question of one template version.' })
export class QuestionType {
  @Field(() => ID, { description: 'Key of the record.' }) id!: string;
  @Field({ description: 'Stable across versions and templates.' }) key!: string;
  @Field(() => Int, { description: 'Place in its section, from 1.' }) position!: number;
  @Field(() => QuestionKindEnum, { description: 'What an answer looks like.' }) kind!: QuestionKind;
  @Field({ description: 'The question itself.' }) text!: string;
  @Field({ description: 'What to look for in an answer.' }) guidance!: string;
  @Field(() => Int, { description: 'Weight in the score, 1 to 10.' }) weight!: number;
  @Field(() => [QuestionOptionType], { description: 'Choices; empty for free answers.' })
  options!: QuestionOptionType[];
  @Field(() => [String], { description: 'Where the matter is regulated or described.' })
  citations!: string[];
  @Field(() => JsonScalar, {
    nullable: true,
    description: 'Rule {question, equals}: asked only where that other answer is given.',
  })
  showIf!: unknown;
}

@ObjectType('Section', { description: 'A part of a questionnaire.' })
export class SectionType {
  @Field(() => ID, { description: 'Key of the record.' }) id!: string;
  @Field({ description: 'Stable across versions.' }) key!: string;
  @Field(() => Int, { description: 'Place in the questionnaire, from 1.' }) position!: number;
  @Field({ description: 'Heading.' }) title!: string;
  @Field(() => [QuestionType], { description: 'Its questions in order.' })
  questions!: QuestionType[];
}

@ObjectType('TemplateVersion', {
  description: 'One version of a questionnaire; it never changes once published.',
})
export class TemplateVersionType {
  @Field(() => ID, { description: 'Key of the record.' }) id!: string;
  @Field(() => QuestionTemplateType, { description: 'The questionnaire it is a version of.' })
  template!: unknown;
  @Field(() => Int, { description: 'Counts from 1.' }) version!: number;
  @Field(() => TemplateStatusEnum, { description: 'DRAFT, PUBLISHED or RETIRED.' })
  status!: TemplateStatus;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was published.' })
  publishedAt!: string | null;
  @Field(() => [SectionType], { description: 'Its sections in order.' }) sections!: SectionType[];
  @Field(() => Int, { description: 'How many questions it has.' }) questionCount!: number;
}

@ObjectType('QuestionTemplate', { description: 'A questionnaire, through all its versions.' })
export class QuestionTemplateType {
  @Field(() => ID, { description: 'Key of the record.' }) id!: string;
  @Field({ description: 'Stable name that imports use.' }) key!: string;
  @Field({ description: 'Name shown to people.' }) title!: string;
  @Field({ description: 'What it is for.' }) description!: string;
  @Field(() => [TemplateVersionType], { description: 'All versions, newest first.' })
  versions!: TemplateVersionType[];
  @Field(() => TemplateVersionType, { nullable: true, description: 'Newest published version.' })
  latest!: TemplateVersionType | null;
}

/** A page of questionnaires. */
export const TemplatePage = Page(QuestionTemplateType, 'TemplatePage');
