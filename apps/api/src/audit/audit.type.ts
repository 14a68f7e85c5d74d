import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { enumOf } from '../graphql/enums.js';
import { CountScalar, DateTimeScalar, JsonScalar } from '../graphql/scalars.js';
import { AUDIT_ACTIONS, AUDIT_OUTCOMES, type AuditAction, type AuditOutcome } from './actions.js';

export const AuditActionEnum = enumOf(
  'AuditAction',
  AUDIT_ACTIONS,
  'What an entry of the audit log tells. CHANGE: records were changed.',
);
export const AuditOutcomeEnum = enumOf('AuditOutcome', AUDIT_OUTCOMES, 'How it ended.');

@ObjectType('AuditActor', { description: 'Who did it.' })
export class AuditActorType {
  @Field(() => ID, { nullable: true, description: 'The person; null: a token or the product.' })
  id!: string | null;
  @Field({ description: 'Name at that time; empty: nobody was signed in.' }) name!: string;
  @Field(() => String, { nullable: true, description: 'Role at that time.' }) role!: string | null;
  @Field({ description: 'SESSION, TOKEN, SYSTEM or NOBODY.' }) via!: string;
}

@ObjectType('AuditSubject', { description: 'The record that an entry is about.' })
export class AuditSubjectType {
  @Field({ description: 'Kind of record, such as VENDOR.' }) type!: string;
  @Field(() => ID, { nullable: true, description: 'Its key.' }) id!: string | null;
  @Field({ description: 'What it was called at that time.' }) label!: string;
}

@ObjectType('AuditField', { description: 'A field before and after; secrets as keyed digests.' })
export class AuditFieldType {
  @Field({ description: 'Name of the field.' }) name!: string;
  @Field(() => JsonScalar, { nullable: true, description: 'Before.' }) before!: unknown;
  @Field(() => JsonScalar, { nullable: true, description: 'After.' }) after!: unknown;
}

@ObjectType('AuditChange', { description: 'One record that was changed.' })
export class AuditChangeType {
  @Field({ description: 'INSERT, UPDATE or DELETE.' }) op!: string;
  @Field({ description: 'Kind of record.' }) kind!: string;
  @Field(() => ID, { nullable: true, description: 'Its key.' }) id!: string | null;
  @Field({ description: 'What it was called.' }) label!: string;
  @Field(() => [AuditFieldType], { description: 'What changed of it.' }) fields!: AuditFieldType[];
}

@ObjectType('AuditEntry', { description: 'One entry of the audit log. It is never changed.' })
export class AuditEntryType {
  @Field(() => CountScalar, { description: 'Place in the chain, without gaps.' }) seq!: number;
  @Field(() => DateTimeScalar, { description: 'When.' }) at!: string;
  @Field(() => AuditActionEnum, { description: 'What.' }) action!: AuditAction;
  @Field(() => AuditOutcomeEnum, { description: 'How it ended.' }) outcome!: AuditOutcome;
  @Field(() => AuditActorType, { description: 'Who.' }) by!: AuditActorType;
  @Field(() => AuditSubjectType, { nullable: true, description: 'About what.' })
  subject!: AuditSubjectType | null;
  @Field(() => String, { nullable: true, description: 'The operation or route that ran.' })
  operation!: string | null;
  @Field(() => String, { nullable: true, description: 'Why, where somebody said so.' })
  why!: string | null;
  @Field(() => String, { nullable: true, description: 'The request.' }) requestId!: string | null;
  @Field(() => String, { nullable: true, description: 'From which address.' })
  address!: string | null;
  @Field(() => String, { nullable: true, description: 'By which program.' })
  userAgent!: string | null;
  @Field(() => Int, { description: 'Records that were changed.' }) changeCount!: number;
  @Field(() => [AuditChangeType], { description: 'The first hundred of them.' })
  changes!: AuditChangeType[];
  @Field(() => JsonScalar, { nullable: true, description: 'Further facts.' }) details!: unknown;
  @Field({ description: 'SHA-256 over this entry and the hash before it.' }) hash!: string;
}

@ObjectType('AuditName', { description: 'What a record is called now.' })
export class AuditNameType {
  @Field(() => ID, { description: 'Its key.' }) id!: string;
  @Field({ description: 'Its name.' }) name!: string;
}

@ObjectType('AuditFeed', { description: 'A stretch of the audit log, newest first.' })
export class AuditFeedType {
  @Field(() => [AuditEntryType], { description: 'Entries.' }) items!: AuditEntryType[];
  @Field(() => String, {
    nullable: true,
    description: 'Give it as `after`; null: there are no more.',
  })
  next!: string | null;
  @Field(() => [AuditNameType], {
    description:
      'Names of records whose keys stand in fields of these entries, where they are still there.',
  })
  names!: AuditNameType[];
}

@ObjectType('AuditCheckpoint', { description: 'Where the log stood, signed outside the database.' })
export class AuditCheckpointType {
  @Field(() => CountScalar, { description: 'Up to which entry.' }) seq!: number;
  @Field(() => DateTimeScalar, { description: 'When.' }) at!: string;
}

@ObjectType('AuditStatus', { description: 'How the audit log stands.' })
export class AuditStatusType {
  @Field(() => CountScalar, { description: 'Entries.' }) entries!: number;
  @Field(() => String, { nullable: true, description: 'Hash of the newest entry.' })
  head!: string | null;
  @Field(() => AuditCheckpointType, {
    nullable: true,
    description: 'The last checkpoint; null: none can be written, there is no data directory.',
  })
  lastCheckpoint!: AuditCheckpointType | null;
  @Field(() => Int, { description: 'Years that entries are kept, 6 at least.' })
  retentionYears!: number;
}
