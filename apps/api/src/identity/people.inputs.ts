import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import type { StaffRole } from '@chaperone/risk-model';
import { StaffRoleEnum } from '../graphql/enums.js';
import { PageArgs } from '../graphql/page.js';
import { PersonStatusEnum, type PersonStatus } from './person.type.js';

@InputType({ description: 'Which people; all that is said must hold.' })
export class PeopleFilter {
  @Field(() => [PersonStatusEnum], {
    nullable: true,
    description: 'Only people of these states; ACTIVE ones unless said.',
  })
  status?: PersonStatus[] | null;
  @Field(() => [StaffRoleEnum], { nullable: true, description: 'Only people of these roles.' })
  role?: StaffRole[] | null;
  @Field(() => String, {
    nullable: true,
    description: 'Part of a name, or of an address where one may read those.',
  })
  search?: string | null;
}

@ArgsType()
export class PeopleArgs extends PageArgs {
  @Field(() => [StaffRoleEnum], { nullable: true, description: 'Only people of these roles.' })
  role?: StaffRole[] | null;
  @Field(() => PeopleFilter, { nullable: true, description: 'Which people.' })
  filter?: PeopleFilter | null;
}

@InputType({ description: 'Whom to invite.' })
export class InvitePersonInput {
  @Field({ description: 'E-mail address; the invitation is bound to it.' }) email!: string;
  @Field({ description: 'Name; the person may correct it.' }) name!: string;
  @Field(() => StaffRoleEnum, { description: 'What they will be allowed to do.' }) role!: StaffRole;
}

@ArgsType()
export class PersonRevArgs {
  @Field(() => ID, { description: 'Whom.' }) personId!: string;
  @Field(() => Int, { description: 'The `rev` that was seen.' }) rev!: number;
}

@ArgsType()
export class ChangeRoleArgs extends PersonRevArgs {
  @Field(() => StaffRoleEnum, { description: 'The new role.' }) role!: StaffRole;
}
