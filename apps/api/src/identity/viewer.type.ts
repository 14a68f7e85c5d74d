import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { Role } from '@chaperone/risk-model';
import type { Stage } from '../graphql/access.js';
import { enumOf, RoleEnum } from '../graphql/enums.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { OrganisationType } from '../organisation/organisation.type.js';
import { PersonType } from './person.type.js';

export const SessionStageEnum = enumOf(
  'SessionStage',
  ['FULL', 'SECOND_FACTOR', 'ENROL'],
  'How far a sign-in has come.',
);

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

  @Field(() => SessionStageEnum, {
    description: 'FULL: nobody who is on the way in is told anything here.',
  })
  stage!: Stage;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When a second factor was last shown in this session.',
  })
  factorAt!: Date | null;

  @Field(() => Int, { description: 'Minutes without a request after which the session ends.' })
  idleMinutes!: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the session ends, however busy; null for tokens.',
  })
  expiresAt!: Date | null;

  @Field(() => [RoleEnum], {
    description: 'Roles that `switchDemoRole` takes; empty outside the demo.',
  })
  demoRoles!: Role[];
}
