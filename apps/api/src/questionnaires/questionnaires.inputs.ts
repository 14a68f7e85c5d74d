import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import type { AssessmentStatus, EvidenceLevel, ReviewState } from '@chaperone/risk-model';
import {
  AssessmentStatusEnum,
  EvidenceLevelEnum,
  ReviewStateEnum,
  SortDirectionEnum,
  enumOf,
  type SortDirection,
} from '../graphql/enums.js';
import { PageArgs } from '../graphql/page.js';
import { DateScalar, JsonScalar } from '../graphql/scalars.js';

@InputType({ description: 'Which assessments; conditions are joined by AND.' })
export class AssessmentFilter {
  @Field(() => String, { nullable: true, description: "Part of the vendor's name or of the ref." })
  search?: string | null;
  @Field(() => ID, { nullable: true, description: 'Of this vendor.' }) vendor?: string | null;
  @Field(() => [AssessmentStatusEnum], { nullable: true, description: 'In one of these.' })
  status?: AssessmentStatus[] | null;
  @Field(() => String, { nullable: true, description: 'Key of the questionnaire.' })
  template?: string | null;
}

const AssessmentSortFieldEnum = enumOf(
  'AssessmentSortField',
  ['VENDOR', 'STATUS', 'DUE', 'ACCEPTED', 'REF'],
  'What a list of assessments can be ordered by.',
);
export type AssessmentSortField = keyof typeof AssessmentSortFieldEnum;

@InputType({ description: 'One key of an order.' })
export class AssessmentSort {
  @Field(() => AssessmentSortFieldEnum, { description: 'What to order by.' })
  field!: AssessmentSortField;
  @Field(() => SortDirectionEnum, {
    nullable: true,
    defaultValue: 'ASC',
    description: 'Which way.',
  })
  direction?: SortDirection | null;
}

@ArgsType()
export class AssessmentsArgs extends PageArgs {
  @Field(() => AssessmentFilter, { nullable: true, description: 'Which ones.' })
  filter?: AssessmentFilter | null;
  @Field(() => [AssessmentSort], { nullable: true, description: 'In which order.' })
  sort?: AssessmentSort[] | null;
}

@InputType({ description: 'An answer; what is left out stays as it is.' })
export class AnswerInput {
  @Field({ description: "The question's key." }) question!: string;
  @Field(() => JsonScalar, { nullable: true, description: 'The answer; null empties it.' })
  value?: unknown;
  @Field(() => ID, {
    nullable: true,
    description: 'The file that answers a FILE question, as POST /files named it; null empties it.',
  })
  file?: string | null;
  @Field(() => String, { nullable: true, description: 'Remark.' }) comment?: string | null;
  @Field(() => EvidenceLevelEnum, {
    nullable: true,
    description: 'DOCUMENTED and AUDITED need a piece of evidence.',
  })
  evidenceLevel?: EvidenceLevel | null;
  @Field(() => ID, { nullable: true, description: 'The piece of evidence.' })
  evidence?: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day of the answer; today unless given.',
  })
  answeredOn?: string | null;
  @Field(() => ReviewStateEnum, { nullable: true, description: 'What the reviewer makes of it.' })
  reviewState?: ReviewState | null;
}

@InputType({
  description:
    'Answers to record: into an assessment, or for a vendor and questionnaire (the open assessment, else the accepted one, else a new one).',
})
export class RecordAnswersInput {
  @Field(() => ID, { nullable: true, description: 'The assessment, by id or ref.' })
  assessment?: string | null;
  @Field(() => Int, { nullable: true, description: 'Its rev as it was read; refused when stale.' })
  rev?: number | null;
  @Field(() => ID, { nullable: true, description: 'The vendor, by id or ref.' })
  vendor?: string | null;
  @Field(() => String, { nullable: true, description: 'Key of the questionnaire.' })
  template?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Its version; the newest published one if left out.',
  })
  version?: number | null;
  @Field(() => [AnswerInput], { description: 'The answers, one a question.' })
  answers!: AnswerInput[];
  @Field(() => Boolean, { nullable: true, description: 'Accept the assessment: it then counts.' })
  accept?: boolean | null;
  @Field(() => AssessmentStatusEnum, { nullable: true, description: 'Where it stands now.' })
  status?: AssessmentStatus | null;
  @Field(() => String, { nullable: true, description: 'Where the vendor published the answers.' })
  sourceUrl?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Day by which answers are due.' })
  dueOn?: string | null;
}
