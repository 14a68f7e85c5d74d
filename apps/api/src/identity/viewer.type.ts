import { Field, ObjectType } from '@nestjs/graphql';
import type { Role } from '@chaperone/risk-model';
import { RoleEnum } from '../graphql/enums.js';
import { OrganisationType } from '../organisation/organisation.type.js';
import { PersonType } from './person.type.js';

@ObjectType('Viewer', { description: 'Who asks, and where they are.' })
export class ViewerType {
  @Field(() => PersonType, {
    nullable: true,
    description: 'The person; null where a script asks by token.',
  })
  person!: PersonType | null;

  @Field(() => RoleEnum, { description: 'Their role.' }) role!: Role;

  @Field({ description: 'OWN: the organisation’s own data. DEMO: the demonstration.' })
  mode!: string;

  @Field(() => [String], { description: 'What they may do, as capabilities.' }) can!: string[];

  @Field(() => OrganisationType, { description: 'The organisation.' })
  organisation!: OrganisationType;

  @Field({ description: 'Whether any of the data is the sample.' }) sampleData!: boolean;

  @Field({ description: 'Whether the organisation has not yet said what it is under the law.' })
  setUpNeeded!: boolean;
}

@ObjectType('SignInResult', { description: 'The reply’s cookie holds the session.' })
export class SignInResultType {
  @Field(() => ViewerType, { description: 'Who is signed in now.' }) viewer!: ViewerType;
}
