import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import {
  REVIEW_OUTCOMES,
  REVIEW_SUBJECTS,
  REVIEW_VERDICTS,
  type ReviewOutcome,
  type ReviewSubject,
  type ReviewVerdict,
  type StoredFactorKind,
} from '@chaperone/store';
import type { Role } from '@chaperone/risk-model';
import { enumOf, RoleEnum } from '../graphql/enums.js';
import { Page } from '../graphql/page.js';
import { DateScalar, DateTimeScalar } from '../graphql/scalars.js';
import { PersonType, StoredFactorKindEnum } from '../identity/person.type.js';

export const ReviewSubjectEnum = enumOf(
  'ReviewSubject',
  REVIEW_SUBJECTS,
  'Whose access: a person’s, or an API token’s.',
);
export const ReviewVerdictEnum = enumOf(
  'ReviewVerdict',
  REVIEW_VERDICTS,
  'KEEP: the access is right. REVOKE: it ends at once.',
);
export const ReviewOutcomeEnum = enumOf(
  'ReviewOutcome',
  REVIEW_OUTCOMES,
  'What came of a verdict. GONE: there was no access left to take.',
);
export const ReviewStandingEnum = enumOf(
  'ReviewStanding',
  ['AS_LISTED', 'ROLE_CHANGED', 'SHUT_OUT', 'OVER'],
  'How the access stands today against the list. SHUT_OUT: disabled or revoked. OVER: a token that ended by itself.',
);
export type ReviewStanding = keyof typeof ReviewStandingEnum;

@ObjectType('AccessReviewItem', {
  description: 'A person or a token on the list, as they were when the review was started.',
})
export class AccessReviewItemType {
  @Field(() => ID, { description: 'Key of the line.' }) id!: string;
  @Field(() => ReviewSubjectEnum, { description: 'Person or token.' }) subject!: ReviewSubject;
  @Field(() => ID, { nullable: true, description: 'The person.' }) personId!: string | null;
  @Field(() => ID, { nullable: true, description: 'The token.' }) tokenId!: string | null;
  @Field({ description: 'Name.' }) name!: string;
  @Field(() => String, { nullable: true, description: 'A person’s e-mail address.' })
  email!: string | null;
  @Field(() => RoleEnum, { description: 'Role.' }) role!: Role;
  @Field({ description: 'Whether they were invited and had not come yet.' }) invited!: boolean;
  @Field(() => [StoredFactorKindEnum], { description: 'A person’s second factors.' })
  factors!: StoredFactorKind[];
  @Field(() => [String], { description: 'What a token is limited to.' }) scopes!: string[];
  @Field(() => String, { nullable: true, description: 'Who made the token; null: a command.' })
  madeBy!: string | null;
  @Field(() => DateTimeScalar, { description: 'When the person was added or the token made.' })
  since!: string;
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When a person last signed in or a token was last used; null: never.',
  })
  lastSeenAt!: string | null;
  @Field({ description: 'Not seen for more than 90 days before the review was started.' })
  dormant!: boolean;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When a token ends by itself.' })
  expiresAt!: string | null;
  @Field(() => ReviewStandingEnum, { description: 'How it stands today.' })
  standing!: ReviewStanding;
  @Field(() => RoleEnum, { nullable: true, description: 'Role today; null: no access any more.' })
  currentRole!: Role | null;
  @Field(() => ReviewVerdictEnum, { nullable: true, description: 'Null: not decided yet.' })
  verdict!: ReviewVerdict | null;
  @Field({ description: 'What the one who decided wrote.' }) note!: string;
  @Field(() => PersonType, { nullable: true, description: 'Who decided.' })
  decidedBy!: PersonType | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was decided.' })
  decidedAt!: string | null;
  @Field(() => RoleEnum, {
    nullable: true,
    description: 'Role when it was decided; null: there was no access any more.',
  })
  decidedRole!: Role | null;
  @Field(() => ReviewOutcomeEnum, { nullable: true, description: 'What came of it.' })
  outcome!: ReviewOutcome | null;
}

@ObjectType('AccessReview', { description: 'A look at everybody who may get in.' })
export class AccessReviewType {
  @Field(() => ID, { description: 'Key of the record.' }) id!: string;
  @Field({ description: 'Readable name, such as REV-3.' }) ref!: string;
  @Field(() => DateScalar, { description: 'The day by which it was to be done.' }) due!: string;
  @Field(() => DateTimeScalar, { description: 'When the list was frozen.' }) startedAt!: string;
  @Field(() => PersonType, { nullable: true, description: 'Who started it.' })
  startedBy!: PersonType | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Null: it is open.' })
  completedAt!: string | null;
  @Field(() => PersonType, { nullable: true, description: 'Who completed it.' })
  completedBy!: PersonType | null;
  @Field(() => Int, { description: 'How many are on the list.' }) total!: number;
  @Field(() => Int, { description: 'How many of them are decided.' }) decided!: number;
  @Field(() => Int, { description: 'How many keep their access.' }) kept!: number;
  @Field(() => Int, { description: 'How many had it taken.' }) revoked!: number;
  @Field(() => Int, { description: 'How many had none left when it was decided.' }) gone!: number;
  @Field(() => [AccessReviewItemType], { description: 'The list: people by name, then tokens.' })
  items!: AccessReviewItemType[];
}

export const AccessReviewPage = Page(AccessReviewType, 'AccessReviewPage');
