import { Injectable } from '@nestjs/common';
import type { StaffRole } from '@chaperone/risk-model';
import type { GraphContext } from '../graphql/principal.js';
import { Attempts } from './attempts.js';
import { askingOf, DoorService, originOf } from './door.service.js';
import { LinkWaysService } from './link-ways.service.js';
import { SignInSteps } from './sign-in-steps.service.js';
import type {
  AcceptInvitationInput,
  EnrolAnewInput,
  LookAtLinkInput,
  RedeemLinkInput,
  ResetPasswordInput,
  SetUpInput,
  SignInInput,
} from './sign-in.inputs.js';
import { SignInService } from './sign-in.service.js';
import type { LinkLookType, SignInResultType } from './sign-in.types.js';

/** Every first step of getting in, from the request to the cookie. */
@Injectable()
export class WaysIn {
  constructor(
    private readonly attempts: Attempts,
    private readonly door: DoorService,
    private readonly links: LinkWaysService,
    private readonly signIns: SignInService,
    private readonly steps: SignInSteps,
  ) {}

  async signIn(context: GraphContext, input: SignInInput): Promise<SignInResultType> {
    this.attempts.once(context.req);
    return this.door.enter(context, await this.signIns.byPassword(input, originOf(context)));
  }

  async redeemLink(context: GraphContext, input: RedeemLinkInput): Promise<SignInResultType> {
    this.attempts.once(context.req);
    return this.door.enter(context, await this.signIns.byLink(input, originOf(context)));
  }

  async setUp(context: GraphContext, input: SetUpInput): Promise<SignInResultType> {
    this.attempts.once(context.req);
    return this.door.enter(context, await this.signIns.setUp(input, originOf(context)));
  }

  lookAtLink(context: GraphContext, input: LookAtLinkInput): Promise<LinkLookType> {
    return this.links.lookAt(input, context);
  }

  async acceptInvitation(context: GraphContext, input: AcceptInvitationInput) {
    return this.door.enter(context, await this.links.acceptInvitation(input, context));
  }

  async resetPassword(context: GraphContext, input: ResetPasswordInput) {
    return this.door.enter(context, await this.links.resetPassword(input, context));
  }

  async enrolAnew(context: GraphContext, input: EnrolAnewInput): Promise<SignInResultType> {
    return this.door.enter(context, await this.links.enrolAnew(input, context));
  }

  async switchDemoRole(context: GraphContext, role: StaffRole): Promise<SignInResultType> {
    const { session } = askingOf(context);
    return this.door.proceed(context, await this.signIns.asDemoRole(role, session));
  }

  /** Where a sign-in stands; null: nobody has begun one. */
  async state({ req }: GraphContext): Promise<SignInResultType | null> {
    const { principal, session } = req;
    if (!principal?.personId || !session) return null;
    if (session.stage !== 'FULL') return this.steps.halfway(principal.personId, session.stage);
    return this.steps.done(principal, session);
  }

  signOut(context: GraphContext): Promise<true> {
    return this.door.leave(context);
  }
}
