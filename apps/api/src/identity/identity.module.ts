/**
 * Who is who: people, passwords, sessions, links and tokens.
 * In: a cookie, a token, a password. Out: a principal on the request. It knows no vendor.
 */
import { Module } from '@nestjs/common';
import { Planner } from '../graphql/planner/planner.js';
import { ApiTokensService } from './api-tokens.service.js';
import { Attempts } from './attempts.js';
import { DoorService } from './door.service.js';
import { IdentityResolver } from './identity.resolver.js';
import { Passwords } from './passwords.js';
import { PeopleResolver } from './people.resolver.js';
import { describePeople } from './people.source.js';
import { SessionCookie } from './session-cookie.js';
import { SessionsService } from './sessions.service.js';
import { SignInLinksService } from './sign-in-links.service.js';
import { SignInService } from './sign-in.service.js';
import { ViewerService } from './viewer.service.js';
import { WhoAsks } from './who-asks.service.js';

@Module({
  providers: [
    ApiTokensService,
    Attempts,
    DoorService,
    IdentityResolver,
    Passwords,
    PeopleResolver,
    SessionCookie,
    SessionsService,
    SignInLinksService,
    SignInService,
    ViewerService,
    WhoAsks,
  ],
  exports: [ApiTokensService, SessionsService, SignInLinksService, WhoAsks],
})
export class IdentityModule {
  constructor(planner: Planner) {
    describePeople(planner);
  }
}
