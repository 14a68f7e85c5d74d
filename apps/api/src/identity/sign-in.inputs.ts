import { Field, InputType } from '@nestjs/graphql';
import { enumOf } from '../graphql/enums.js';

export const LINK_PAGES = ['SET_UP', 'INVITATION', 'RESET', 'ENROL'] as const;
/** The page that a one-time link opens. */
export type LinkPage = (typeof LINK_PAGES)[number];
export const LinkPageEnum = enumOf('LinkPage', LINK_PAGES, 'The page that a one-time link opens.');

@InputType({ description: 'Who signs in.' })
export class SignInInput {
  @Field({ description: 'E-mail address; capitals do not matter.' }) email!: string;
  @Field({ description: 'Password.' }) password!: string;
}

@InputType({ description: 'A one-time link.' })
export class RedeemLinkInput {
  @Field({ description: "The token that stands in the link's fragment." }) token!: string;
}

@InputType({ description: 'A one-time link that is looked at and not used.' })
export class LookAtLinkInput {
  @Field({ description: "The token that stands in the link's fragment." }) token!: string;
  @Field(() => LinkPageEnum, { description: 'The page that it opened.' }) page!: LinkPage;
}

@InputType({ description: 'First set-up: the first administrator and the organisation.' })
export class SetUpInput {
  @Field({ description: "The token that stands in the set-up link's fragment." }) token!: string;
  @Field({ description: 'Name of the first administrator.' }) name!: string;
  @Field({ description: 'E-mail address of the first administrator.' }) email!: string;
  @Field({ description: 'Password, 15 to 128 characters.' }) password!: string;
  @Field({ description: 'Name of the organisation.' }) organisationName!: string;
}

@InputType({ description: 'Accepts an invitation.' })
export class AcceptInvitationInput {
  @Field({ description: "The token that stands in the link's fragment." }) token!: string;
  @Field({ description: 'One’s own name.' }) name!: string;
  @Field({ description: 'Password, 15 to 128 characters.' }) password!: string;
}

@InputType({ description: 'A password in place of a forgotten one.' })
export class ResetPasswordInput {
  @Field({ description: "The token that stands in the link's fragment." }) token!: string;
  @Field({ description: 'New password, 15 to 128 characters.' }) password!: string;
}

@InputType({ description: 'Second factors anew, after an administrator reset the lost ones.' })
export class EnrolAnewInput {
  @Field({ description: "The token that stands in the link's fragment." }) token!: string;
  @Field({ description: 'The password, as it is.' }) password!: string;
}

@InputType({ description: 'Another password.' })
export class ChangePasswordInput {
  @Field({ description: 'The password as it is.' }) current!: string;
  @Field({ description: 'New password, 15 to 128 characters.' }) next!: string;
}
