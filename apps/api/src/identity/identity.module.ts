/**
 * Who is who: people, passwords, second factors, sessions, links and tokens.
 * In: a cookie, a token, a password, a code. Out: a principal on the request. It knows no vendor.
 */
import { Module } from '@nestjs/common';
import { Planner } from '../graphql/planner/planner.js';
import { AccountResolver } from './account.resolver.js';
import { AccountMails } from './account-mails.service.js';
import { AccountService } from './account.service.js';
import { ApiTokensResolver, describeApiTokens } from './api-tokens.resolver.js';
import { ApiTokensService } from './api-tokens.service.js';
import { Attempts } from './attempts.js';
import { DoorService } from './door.service.js';
import { ChallengesService } from './factors/challenges.service.js';
import { FactorsResolver } from './factors/factors.resolver.js';
import { FactorsService } from './factors/factors.service.js';
import { PasskeysService } from './factors/passkeys.service.js';
import { RecoveryCodesService } from './factors/recovery-codes.service.js';
import { Seeds } from './factors/seeds.js';
import { TotpService } from './factors/totp.service.js';
import { IdentityResolver } from './identity.resolver.js';
import { LinkWaysService } from './link-ways.service.js';
import { Passwords } from './passwords.js';
import { PeopleDoor } from './people-door.service.js';
import { PeopleResolver } from './people.resolver.js';
import { PeopleService } from './people.service.js';
import { PersonResets } from './person-resets.service.js';
import { describePeople } from './people.source.js';
import { SecondStepResolver } from './second-step.resolver.js';
import { SecondStepService } from './second-step.service.js';
import { SessionCookie } from './session-cookie.js';
import { SessionsService } from './sessions.service.js';
import { SignInLinksService } from './sign-in-links.service.js';
import { SignInSteps } from './sign-in-steps.service.js';
import { SignInService } from './sign-in.service.js';
import { Strength } from './strength.service.js';
import { OpenWays, SSO_CONTROLLERS, SSO_PROVIDERS } from './sso/index.js';
import { ViewerService } from './viewer.service.js';
import { WaysIn } from './ways-in.service.js';
import { WhoAsks } from './who-asks.service.js';
import { Witness } from './witness.service.js';

const RESOLVERS = [
  AccountResolver,
  FactorsResolver,
  IdentityResolver,
  PeopleResolver,
  SecondStepResolver,
];
const FACTORS = [
  ChallengesService,
  FactorsService,
  PasskeysService,
  RecoveryCodesService,
  Seeds,
  TotpService,
];

@Module({
  controllers: [...SSO_CONTROLLERS],
  providers: [
    ...RESOLVERS,
    ...FACTORS,
    AccountMails,
    AccountService,
    ...SSO_PROVIDERS,
    ApiTokensResolver,
    ApiTokensService,
    Attempts,
    DoorService,
    LinkWaysService,
    Passwords,
    PeopleDoor,
    PeopleService,
    PersonResets,
    SecondStepService,
    SessionCookie,
    SessionsService,
    SignInLinksService,
    SignInService,
    SignInSteps,
    Strength,
    ViewerService,
    WaysIn,
    WhoAsks,
    Witness,
  ],
  exports: [
    ApiTokensService,
    OpenWays,
    PeopleService,
    PersonResets,
    SessionsService,
    SignInLinksService,
    WhoAsks,
  ],
})
export class IdentityModule {
  constructor(planner: Planner) {
    describePeople(planner);
    describeApiTokens(planner);
  }
}
