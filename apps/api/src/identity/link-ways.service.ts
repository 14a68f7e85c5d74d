import { Injectable } from '@nestjs/common';
import { PersonEntity } from '@chaperone/store';
import type { GraphContext } from '../graphql/principal.js';
import { Refusal } from '../graphql/refusal.js';
import { Work } from '../graphql/work.js';
import { Attempts } from './attempts.js';
import { originOf } from './door.service.js';
import { nameOf, wordsOf } from './person-facts.js';
import { Passwords } from './passwords.js';
import { SessionsService, type Origin } from './sessions.service.js';
import {
  SignInLinksService,
  type LinkedPerson,
  type PersonalPurpose,
} from './sign-in-links.service.js';
import type { Entered } from './sign-in-steps.service.js';
import type {
  AcceptInvitationInput,
  EnrolAnewInput,
  LinkPage,
  LookAtLinkInput,
  ResetPasswordInput,
} from './sign-in.inputs.js';
import type { LinkLookType } from './sign-in.types.js';
import { SignInService } from './sign-in.service.js';
import { OpenWays } from './sso/open-ways.js';
import { Witness } from './witness.service.js';

/** What the links of a page are for. */
const PURPOSES: Readonly<Record<Exclude<LinkPage, 'SET_UP'>, readonly PersonalPurpose[]>> = {
  INVITATION: ['INVITATION'],
  RESET: ['PASSWORD_RESET', 'RECOVERY'],
  ENROL: ['FACTOR_RESET'],
};

/** Ways in by a link that was made for one person. None of them goes past the second factor. */
@Injectable()
export class LinkWaysService {
  constructor(
    private readonly work: Work,
    private readonly attempts: Attempts,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsService,
    private readonly links: SignInLinksService,
    private readonly signIns: SignInService,
    private readonly ways: OpenWays,
    private readonly witness: Witness,
  ) {}

  /**
   * Whether a link still opens its page, so that nobody fills in a form for nothing. It uses nothing
   * up, counts as no attempt (a token cannot be guessed) and says the same of every link that does not.
   */
  async lookAt({ token, page }: LookAtLinkInput, context: GraphContext): Promise<LinkLookType> {
    this.attempts.once(context.req);
    try {
      if (page === 'SET_UP') {
        await this.links.assertGood('SET_UP', token);
        return { open: true, name: null };
      }
      const { name } = await this.links.look(PURPOSES[page], token);
      return { open: true, name: page === 'INVITATION' ? name : null };
    } catch (error) {
      if (error instanceof Refusal) return { open: false, name: null };
      throw error;
    }
  }

  /** An invited person chooses name and password; a second factor comes next. */
  async acceptInvitation(input: AcceptInvitationInput, context: GraphContext): Promise<Entered> {
    const origin = await this.knock(context);
    const name = nameOf(input.name);
    const person = await this.look(['INVITATION'], input.token);
    const passwordHash = await this.hashFor({ ...person, name }, input.password);
    return this.sessions.change(async (tx) => {
      const { personId } = await this.links.redeemFor(tx, ['INVITATION'], input.token);
      await tx.query(
        `update people set name = $2, password_hash = $3, invited_at = null, rev = rev + 1
         where id = $1`,
        [personId, name, passwordHash],
      );
      await this.witness.note(tx, {
        action: 'PASSWORD_CHANGED',
        personId,
        details: { by: 'INVITATION' },
      });
      return this.signIns.afterPassword(tx, personId, origin);
    });
  }

  /** Another password in place of a forgotten one; the second factor is asked for as ever. */
  async resetPassword(input: ResetPasswordInput, context: GraphContext): Promise<Entered> {
    const origin = await this.knock(context);
    const purposes = ['PASSWORD_RESET', 'RECOVERY'] as const;
    const person = await this.look(purposes, input.token);
    const passwordHash = await this.hashFor(person, input.password);
    return this.sessions.change(async (tx) => {
      const { personId, purpose } = await this.links.redeemFor(tx, purposes, input.token);
      await tx.update(PersonEntity, { id: personId }, { passwordHash });
      await this.sessions.closeAll(tx, personId);
      await this.witness.note(tx, {
        action: 'PASSWORD_CHANGED',
        personId,
        details: { by: purpose },
      });
      await this.witness.tell(tx, { kind: 'PASSWORD_CHANGED', personId, origin });
      // made on the server by whoever runs it, for somebody who has nothing left
      if (purpose === 'RECOVERY')
        return this.signIns.halfway(tx, { personId, stage: 'ENROL', beganBy: purpose }, origin);
      return this.signIns.afterPassword(tx, personId, origin);
    });
  }

  /**
   * After an administrator reset lost factors: the link and the password together lead to enrolment.
   * @throws Refusal INVALID for a wrong password, which leaves the link as it is
   */
  async enrolAnew(input: EnrolAnewInput, context: GraphContext): Promise<Entered> {
    const origin = await this.knock(context);
    const person = await this.look(['FACTOR_RESET'], input.token);
    const { forget } = await this.attempts.ofAccount(origin.address ?? 'unknown', person.email);
    const [known] = await this.work.read<{ password_hash: string | null }>({
      name: 'password-of-a-person',
      text: 'select password_hash from people where id = $1',
      values: [person.personId],
    });
    if (!(await this.passwords.isRight(input.password, known?.password_hash ?? null))) {
      const details = { by: 'FACTOR_RESET' };
      await this.witness.failed({ action: 'SIGN_IN', personId: person.personId, details });
      throw new Refusal('INVALID', 'The password is wrong.', { field: 'password' });
    }
    await forget();
    return this.sessions.change(async (tx) => {
      const { personId } = await this.links.redeemFor(tx, ['FACTOR_RESET'], input.token);
      await this.ways.assertLocal(tx, personId);
      return this.signIns.halfway(tx, { personId, stage: 'ENROL' }, origin);
    });
  }

  private async knock(context: GraphContext): Promise<Origin> {
    const origin = originOf(context);
    this.attempts.once(context.req);
    await this.attempts.ofAddress(origin.address ?? 'unknown');
    return origin;
  }

  /** Whose link it is; one that is not good is written down. @throws Refusal UNAUTHENTICATED */
  private async look(purposes: readonly PersonalPurpose[], token: string): Promise<LinkedPerson> {
    try {
      return await this.links.look(purposes, token);
    } catch (thrown) {
      await this.witness.failed({ action: 'SIGN_IN', personId: null, details: { by: 'LINK' } });
      throw thrown;
    }
  }

  private async hashFor(
    { email, name }: Pick<LinkedPerson, 'email' | 'name'>,
    password: string,
  ): Promise<string> {
    const [organisation] = await this.work.read<{ name: string }>({
      name: 'organisation-name',
      text: 'select name from organisation',
      values: [],
    });
    const words = wordsOf({ email, name, organisation: organisation?.name ?? '' });
    return this.passwords.hashNew(password, words);
  }
}
