/** What the graph says about getting in: steps, second factors, sessions, alerts, invitations. */
import { Field, ID, ObjectType } from '@nestjs/graphql';
import { ALERT_KINDS, type AlertKind } from '@chaperone/store';
import { enumOf } from '../graphql/enums.js';
import { DateTimeScalar, JsonScalar } from '../graphql/scalars.js';
import { PersonType } from './person.type.js';
import { ViewerType } from './viewer.type.js';

export const SignInStepEnum = enumOf(
  'SignInStep',
  ['DONE', 'SECOND_FACTOR', 'ENROL'],
  'What comes next: nothing; a second factor; choosing a second factor, since there is none yet.',
);
export type SignInStep = keyof typeof SignInStepEnum;

export const FactorKindEnum = enumOf(
  'FactorKind',
  ['TOTP', 'PASSKEY', 'RECOVERY_CODE'],
  'TOTP: a code of an app. PASSKEY: a device or key that asks for its owner. RECOVERY_CODE: one of ten written down.',
);
export type FactorKind = keyof typeof FactorKindEnum;

export const AlertKindEnum = enumOf(
  'AlertKind',
  ALERT_KINDS,
  'What happened to an account that its owner should know.',
);

@ObjectType('SignInResult', { description: 'How far a sign-in came. The reply’s cookie holds it.' })
export class SignInResultType {
  @Field(() => SignInStepEnum, { description: 'What comes next.' }) step!: SignInStep;

  @Field(() => [FactorKindEnum], {
    description: 'By what the second step can be done; empty where nothing is left to do.',
  })
  factors!: FactorKind[];

  @Field(() => ViewerType, { nullable: true, description: 'Who is signed in; null until DONE.' })
  viewer!: ViewerType | null;
}

@ObjectType('LinkLook', {
  description:
    'Whether a one-time link still opens its page. Unknown, used and over look the same.',
})
export class LinkLookType {
  @Field({ description: 'Whether it does.' }) open!: boolean;
  @Field(() => String, {
    nullable: true,
    description: 'Of an open invitation: the name that the invitation gave.',
  })
  name!: string | null;
}

@ObjectType('FactorsResult', { description: 'A second factor was added.' })
export class FactorsResultType {
  @Field(() => [String], {
    nullable: true,
    description: 'Ten recovery codes, told this once; null where the person has some already.',
  })
  recoveryCodes!: string[] | null;

  @Field(() => SignInStepEnum, { description: 'What comes next.' }) step!: SignInStep;

  @Field(() => ViewerType, { nullable: true, description: 'Who is signed in now.' })
  viewer!: ViewerType | null;
}

@ObjectType('TotpEnrolment', { description: 'What an app for codes needs, told this once.' })
export class TotpEnrolmentType {
  @Field({ description: 'The seed in base32, to be typed.' }) secret!: string;
  @Field({ description: 'otpauth:// address, to be opened on the same device.' }) uri!: string;
  @Field({ description: 'The address as a QR code, an SVG element.' }) qrSvg!: string;
}

@ObjectType('StepUp', { description: 'A second factor was shown again.' })
export class StepUpType {
  @Field(() => DateTimeScalar, { description: 'Until when it counts as fresh.' }) until!: Date;
}

@ObjectType('SignInFactor', { description: 'A second factor of the person who asks.' })
export class SignInFactorType {
  @Field(() => ID, { description: 'Key of the record.' }) id!: string;
  @Field(() => FactorKindEnum, { description: 'Kind.' }) kind!: FactorKind;
  @Field({ description: 'What its owner calls it.' }) name!: string;
  @Field(() => DateTimeScalar, { description: 'When it was added.' }) createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last used.' })
  lastUsedAt!: Date | null;

  @Field({ description: 'Passkeys: whether it is copied to other devices of its owner.' })
  backedUp!: boolean;
}

@ObjectType('Session', { description: 'A signed-in browser of the person who asks.' })
export class SessionType {
  @Field(() => ID, { description: 'Names the session; opens nothing.' }) id!: string;
  @Field({ description: 'Whether it is the one that asks.' }) current!: boolean;
  @Field(() => DateTimeScalar, { description: 'When it began.' }) createdAt!: Date;
  @Field(() => DateTimeScalar, { description: 'When it was last used, to the minute.' })
  lastUsedAt!: Date;
  @Field(() => DateTimeScalar, { description: 'When it ends, however busy.' }) expiresAt!: Date;

  @Field(() => String, { nullable: true, description: 'What the browser calls itself.' })
  userAgent!: string | null;

  @Field(() => String, { nullable: true, description: 'The address it signed in from.' })
  address!: string | null;
}

@ObjectType('Alert', {
  description: 'Something about one’s own account, in case it was not oneself.',
})
export class AlertType {
  @Field(() => ID, { description: 'Key of the record.' }) id!: string;
  @Field(() => AlertKindEnum, { description: 'What happened.' }) kind!: AlertKind;
  @Field(() => DateTimeScalar, { description: 'When.' }) at!: Date;
  @Field(() => String, { nullable: true, description: 'From which address.' })
  address!: string | null;
  @Field(() => String, { nullable: true, description: 'By which browser.' })
  userAgent!: string | null;
  @Field(() => JsonScalar, {
    description: 'Which: a factor’s `name`, the new `role`; `of` whom, where it is not oneself.',
  })
  details!: Record<string, unknown>;
  @Field({ description: 'Whether the person has said that they saw it.' }) seen!: boolean;
}

@ObjectType('Invitation', { description: 'A one-time link for one person.' })
export class InvitationType {
  @Field(() => PersonType, { description: 'For whom.' }) person!: PersonType;
  @Field(() => String, {
    nullable: true,
    description:
      'The link, told this once; its token stands in the fragment. Null: it was mailed, and is theirs alone.',
  })
  link!: string | null;
  @Field(() => DateTimeScalar, { description: 'When it ends.' }) expiresAt!: Date;
  @Field({ description: 'Whether it was mailed to the person.' }) mailed!: boolean;
}
