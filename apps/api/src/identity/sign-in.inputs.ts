import { Field, InputType } from '@nestjs/graphql';

@InputType({ description: 'Who signs in.' })
export class SignInInput {
  @Field({ description: 'E-mail address; capitals do not matter.' }) email!: string;
  @Field({ description: 'Password.' }) password!: string;
}

@InputType({ description: 'A one-time link.' })
export class RedeemLinkInput {
  @Field({ description: "The token that stands in the link's fragment." }) token!: string;
}

@InputType({ description: 'First set-up: the first administrator and the organisation.' })
export class SetUpInput {
  @Field({ description: "The token that stands in the set-up link's fragment." }) token!: string;
  @Field({ description: 'Name of the first administrator.' }) name!: string;
  @Field({ description: 'E-mail address of the first administrator.' }) email!: string;
  @Field({ description: 'Password, 15 to 128 characters.' }) password!: string;
  @Field({ description: 'Name of the organisation.' }) organisationName!: string;
}
