import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { Role } from '@chaperone/risk-model';
import { RoleEnum } from '../graphql/enums.js';
import { Page } from '../graphql/page.js';

@ObjectType('Person', { description: 'Somebody who works in the product.' })
export class PersonType {
  @Field(() => ID, { description: 'Key of the record.' }) id!: string;
  @Field({ description: 'Name.' }) name!: string;
  @Field({ description: 'E-mail address, lower case.' }) email!: string;
  @Field(() => RoleEnum, { description: 'What they may do.' }) role!: Role;
}

export const PersonPage = Page(PersonType, 'PersonPage');
