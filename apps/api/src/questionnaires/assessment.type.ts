import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { AssessmentStatus, EvidenceLevel, ReviewState } from '@chaperone/risk-model';
import { StoredFileType } from '../files/file.type.js';
import { AssessmentStatusEnum, EvidenceLevelEnum, ReviewStateEnum } from '../graphql/enums.js';
import { Page } from '../graphql/page.js';
import { DateScalar, DateTimeScalar, JsonScalar } from '../graphql/scalars.js';
import { PersonType } from '../identity/person.type.js';
import { EvidenceType } from '../vendors/evidence.type.js';
import { VendorType } from '../vendors/vendor.type.js';
import { QuestionType, TemplateVersionType } from './template.type.js';

@ObjectType('Answer', { description: "A vendor's answer to one question of one assessment." })
export class AnswerType {
  @Field(() => ID, { description: 'Key of the record.' }) id!: string;
  @Field(() => QuestionType, { description: 'The question.' }) question!: QuestionType;
  @Field(() => JsonScalar, { nullable: true, description: 'The answer; null: empty.' })
  value!: unknown;
  @Field(() => StoredFileType, {
    nullable: true,
    description: 'The file of an answer to a FILE question; its value is the name.',
  })
  file!: StoredFileType | null;
  @Field(() => Number, {
    nullable: true,
    description: 'How much of the control it shows, 0 to 1; null: empty or not scored.',
  })
  effectiveness!: number | null;
  @Field({ description: "The vendor's or our remark." }) comment!: string;
  @Field(() => EvidenceLevelEnum, { description: 'How far it is backed.' })
  evidenceLevel!: EvidenceLevel;
  @Field(() => EvidenceType, { nullable: true, description: 'What backs it.' })
  evidence!: EvidenceType | null;
  @Field(() => DateScalar, {
    description: 'Day of the answer; its force halves yearly past one year.',
  })
  answeredOn!: string;
  @Field(() => ReviewStateEnum, { description: 'What the reviewer made of it.' })
  reviewState!: ReviewState;
}

@ObjectType('Assessment', { description: 'A questionnaire version, put to one vendor.' })
export class AssessmentType {
  @Field(() => ID, { description: 'Key of the record.' }) id!: string;
  @Field({ description: 'Readable name, such as ASM-7.' }) ref!: string;
  @Field(() => VendorType, { description: 'Who answers.' }) vendor!: VendorType;
  @Field(() => TemplateVersionType, { description: 'What is asked.' })
  version!: TemplateVersionType;
  @Field(() => AssessmentStatusEnum, { description: 'Only ACCEPTED ones count in the score.' })
  status!: AssessmentStatus;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was sent.' })
  sentAt!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Day by which answers are due.' })
  dueOn!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the answers came in.' })
  submittedAt!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When a reviewer accepted it.' })
  acceptedAt!: string | null;
  @Field(() => PersonType, { nullable: true, description: 'Who accepted it.' })
  acceptedBy!: PersonType | null;
  @Field(() => String, { nullable: true, description: 'Where the vendor published the answers.' })
  sourceUrl!: string | null;
  @Field(() => [AnswerType], { description: 'Recorded answers in the order of the questions.' })
  answers!: AnswerType[];
  @Field(() => Int, { description: 'How many questions have an answer.' }) answeredCount!: number;
  @Field(() => Int, { description: 'How many questions there are.' }) questionCount!: number;
  @Field({ description: 'Belongs to the sample data.' }) sample!: boolean;
  @Field(() => Int, { description: 'Counts changes; send it back with a change.' }) rev!: number;
}

/** A page of assessments. */
export const AssessmentPage = Page(AssessmentType, 'AssessmentPage');
