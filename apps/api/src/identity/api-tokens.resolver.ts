import {
  Args,
  Field,
  ID,
  Info,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from '@nestjs/graphql';
import type { Role, StaffRole } from '@chaperone/risk-model';
import type { GraphQLResolveInfo } from 'graphql';
import { Can, Fresh, type Principal } from '../graphql/access.js';
import { printablePolicy } from '../graphql/access/printable-policy.js';
import { RoleEnum, StaffRoleEnum } from '../graphql/enums.js';
import { Page, PageArgs } from '../graphql/page.js';
import { column, moment, one, Planner } from '../graphql/planner/planner.js';
import { CurrentPrincipal } from '../graphql/principal.js';
import { DateTimeScalar, JsonScalar } from '../graphql/scalars.js';
import { Work } from '../graphql/work.js';
import { ApiTokensService } from './api-tokens.service.js';
import { PersonType } from './person.type.js';

@ObjectType('ApiToken', { description: 'A token for scripts; the token itself is never shown.' })
export class ApiTokenType {
  @Field(() => ID, { description: 'Key of the record.' }) id!: string;
  @Field({ description: 'What it is for.' }) name!: string;
  @Field(() => RoleEnum, { description: 'Its role; role and scopes must both allow.' }) role!: Role;
  @Field(() => [String], { description: 'What it is limited to.' }) scopes!: string[];
  @Field(() => PersonType, { nullable: true, description: 'Who made it; null: a command.' })
  createdBy!: PersonType | null;
  @Field(() => DateTimeScalar, { description: 'When it was made.' }) createdAt!: Date;
  @Field(() => DateTimeScalar, { description: 'When it ends by itself.' }) expiresAt!: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Last use, to the minute.' })
  lastUsedAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When somebody ended it.' })
  revokedAt!: Date | null;
}
export const ApiTokenPage = Page(ApiTokenType, 'ApiTokenPage');

@ObjectType('NewApiToken', { description: 'A token that was just made.' })
export class NewApiTokenType {
  @Field({ description: 'The token. It is shown this once.' }) token!: string;
  @Field(() => ApiTokenType, { description: 'What is kept of it.' }) apiToken!: ApiTokenType;
}

@InputType({ description: 'A token to make.' })
export class CreateApiTokenInput {
  @Field({ description: 'What it is for.' }) name!: string;
  @Field(() => StaffRoleEnum, { description: 'Its role.' }) role!: StaffRole;
  @Field(() => [String], { description: 'What it is limited to; see accessPolicy.' })
  scopes!: string[];
  @Field(() => Int, { description: 'Days until it ends, 1 to 366.' }) days!: number;
}

/** How tokens are read. Their hashes are no field of the graph. */
export function describeApiTokens(planner: Planner): void {
  planner.describe('ApiToken', {
    table: 'api_tokens',
    fields: {
      id: column('id'),
      name: column('name'),
      role: column('role'),
      scopes: column('scopes'),
      createdBy: one('Person', (token, person) => `${person}.id = ${token}.created_by`),
      createdAt: moment('created_at'),
      expiresAt: moment('expires_at'),
      lastUsedAt: moment('last_used_at'),
      revokedAt: moment('revoked_at'),
    },
  });
}

@Resolver(() => ApiTokenType)
export class ApiTokensResolver {
  constructor(
    private readonly planner: Planner,
    private readonly work: Work,
    private readonly tokens: ApiTokensService,
  ) {}

  @Query(() => ApiTokenPage, { description: 'Tokens for scripts, newest first.' })
  @Can('tokens:read')
  apiTokens(@Args() { offset, limit }: PageArgs, @Info() info: GraphQLResolveInfo) {
    const orderBy = (token: string): string => `${token}.created_at desc, ${token}.id`;
    return this.planner.page(info, 'ApiToken', { orderBy, offset, limit });
  }

  @Mutation(() => NewApiTokenType, { description: 'Makes a token and shows it once.' })
  @Can('tokens:write')
  @Fresh()
  createApiToken(
    @Args('input') input: CreateApiTokenInput,
    @CurrentPrincipal() by: Principal,
    @Info() info: GraphQLResolveInfo,
  ) {
    return this.work.change(async (tx) => {
      const { id, token } = await this.tokens.create(tx, { ...input, createdBy: by.personId });
      const at = { tx, path: ['apiToken'] };
      return { token, apiToken: await this.planner.byId(info, 'ApiToken', id, at) };
    });
  }

  @Mutation(() => ApiTokenType, { description: 'Ends a token at once.' })
  @Can('tokens:write')
  @Fresh()
  revokeApiToken(@Args('id', { type: () => ID }) id: string, @Info() info: GraphQLResolveInfo) {
    return this.work.change(async (tx) => {
      await this.tokens.revoke(tx, id);
      return this.planner.byId(info, 'ApiToken', id, { tx });
    });
  }

  @Query(() => JsonScalar, { description: 'Who may do what, as data: roles, scopes, fields.' })
  @Can('organisation:read')
  accessPolicy() {
    return printablePolicy();
  }
}
