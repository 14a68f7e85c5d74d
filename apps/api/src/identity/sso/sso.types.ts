import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { StaffRole } from '@chaperone/risk-model';
import { StaffRoleEnum } from '../../graphql/enums.js';
import { DateTimeScalar } from '../../graphql/scalars.js';

@ObjectType('SsoProvider', { description: 'A way to sign in that is not of this product.' })
export class SsoProviderType {
  @Field(() => ID, { description: 'Key.' }) id!: string;
  @Field({ description: 'As the button says it.' }) name!: string;
  @Field({ description: 'Path that the button leads to, as a link and not by fetch.' })
  startUrl!: string;
  @Field({ description: 'Whether it is the only way in, but for one administrator.' })
  enforced!: boolean;
}

@ObjectType('LinkedAccount', {
  description: 'An account at a provider by which the person who asks can sign in.',
})
export class LinkedAccountType {
  @Field(() => ID, { description: 'Key of the record.' }) id!: string;
  @Field({ description: 'What the provider is called, or its address if it is none any more.' })
  provider!: string;
  @Field({ description: 'How the provider names the account.' }) subject!: string;
  @Field(() => DateTimeScalar, { description: 'Since when.' }) createdAt!: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last used.' })
  lastUsedAt!: Date | null;
}

@ObjectType('RoleMapping', { description: 'A value of the role claim and the role that it gives.' })
export class RoleMappingType {
  @Field({ description: 'The value, as the provider writes it.' }) value!: string;
  @Field(() => StaffRoleEnum, { description: 'The role here.' }) role!: StaffRole;
}

@ObjectType('IdentityProvider', {
  description: 'The OpenID provider by which people sign in, as its administrators see it.',
})
export class IdentityProviderType {
  @Field(() => ID, { description: 'Key.' }) id!: string;
  @Field({ description: 'As the button says it.' }) name!: string;
  @Field({ description: 'Its address; /.well-known/openid-configuration is below it.' })
  issuer!: string;
  @Field({ description: 'What it calls this product.' }) clientId!: string;
  @Field({ description: 'Whether a client secret is stored here, sealed. It is never shown.' })
  hasSecret!: boolean;
  @Field(() => String, {
    nullable: true,
    description: 'The claim that says what somebody is; null: roles are given here.',
  })
  roleClaim!: string | null;
  @Field(() => [RoleMappingType], { description: 'The first that fits counts.' })
  roleMap!: RoleMappingType[];
  @Field({
    description: 'Whether passwords and passkeys of this product are off, but for one person.',
  })
  enforced!: boolean;
  @Field(() => ID, {
    nullable: true,
    description: 'The administrator who may still sign in here when the provider is away.',
  })
  breakGlassId!: string | null;
  @Field({ description: 'The address that the provider must know, to send people back to.' })
  callbackPath!: string;
  @Field(() => Int, { description: 'Revision.' }) rev!: number;
  @Field(() => DateTimeScalar, { description: 'When it was changed last.' }) updatedAt!: string;
}

@InputType({ description: 'A value of the role claim and the role that it gives.' })
export class RoleMappingInput {
  @Field({ description: 'The value, as the provider writes it.' }) value!: string;
  @Field(() => StaffRoleEnum, { description: 'The role here.' }) role!: StaffRole;
}

@InputType({
  description: 'The OpenID provider. It is asked for its description before it is saved.',
})
export class SaveIdentityProviderInput {
  @Field({ description: 'As the button says it.' }) name!: string;
  @Field({ description: 'Its address, https://…' }) issuer!: string;
  @Field({ description: 'What it calls this product.' }) clientId!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Left out: the stored one stays, or that of the setting OIDC_CLIENT_SECRET.',
  })
  clientSecret?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'The claim that says what somebody is; a dot leads into nested claims.',
  })
  roleClaim?: string | null;
  @Field(() => [RoleMappingInput], {
    defaultValue: [],
    description: 'Which value gives which role.',
  })
  roleMap!: RoleMappingInput[];
  @Field({
    defaultValue: false,
    description: 'Whether it is the only way in, but for the break-glass administrator.',
  })
  enforced!: boolean;
  @Field(() => ID, {
    nullable: true,
    description: 'Needed for `enforced`: an administrator with a second factor of their own.',
  })
  breakGlassId?: string | null;
}
