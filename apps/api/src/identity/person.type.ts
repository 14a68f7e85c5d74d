import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { FACTOR_KINDS, type StoredFactorKind } from '@chaperone/store';
import type { Role } from '@chaperone/risk-model';
import { enumOf, RoleEnum } from '../graphql/enums.js';
import { Page } from '../graphql/page.js';
import { DateTimeScalar } from '../graphql/scalars.js';

export const PersonStatusEnum = enumOf(
  'PersonStatus',
  ['ACTIVE', 'INVITED', 'DISABLED'],
  'INVITED: the invitation has not been accepted yet. DISABLED: cannot get in.',
);
export type PersonStatus = keyof typeof PersonStatusEnum;

export const StoredFactorKindEnum = enumOf(
  'SecondFactorKind',
  FACTOR_KINDS,
  'Second factors that a person keeps.',
);

@ObjectType('Person', { description: 'Somebody who works in the product.' })
export class PersonType {
  @Field(() => ID, { description: 'Key of the record.' }) id!: string;
  @Field({ description: 'Name.' }) name!: string;
  @Field({ description: 'E-mail address, lower case.' }) email!: string;
  @Field(() => RoleEnum, { description: 'What they may do.' }) role!: Role;
  @Field(() => PersonStatusEnum, { description: 'Whether they can get in.' })
  status!: PersonStatus;
  @Field(() => Int, { description: 'Grows with every change; changes name the one they saw.' })
  rev!: number;
  @Field(() => DateTimeScalar, { description: 'When they were added.' }) createdAt!: Date;
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When they last signed in; null: never.',
  })
  lastSeenAt!: Date | null;
  @Field(() => [StoredFactorKindEnum], {
    description: 'Kinds of their second factors, one entry each.',
  })
  factors!: StoredFactorKind[];
  @Field(() => Int, {
    nullable: true,
    description: 'API tokens that they made and that hold: they end with the person or the role.',
  })
  tokens!: number | null;
}

export const PersonPage = Page(PersonType, 'PersonPage');
