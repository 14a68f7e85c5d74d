import { Inject, Injectable } from '@nestjs/common';
import { PersonEntity } from '@chaperone/store';
import type { StaffRole } from '@chaperone/risk-model';
import type { EntityManager } from 'typeorm';
import type { OpenSession } from '../graphql/principal.js';
import { Refusal } from '../graphql/refusal.js';
import { Work } from '../graphql/work.js';
import { INSTALLATION, type Installation } from '../runtime.js';
import { Attempts } from './attempts.js';
import { emailOf, isEmail, nameOf, wordsOf } from './person-facts.js';
import { Passwords } from './passwords.js';
import { SessionsService, type Origin } from './sessions.service.js';
import { SignInLinksService } from './sign-in-links.service.js';
import { SignInSteps, type Entered } from './sign-in-steps.service.js';
import type { RedeemLinkInput, SetUpInput, SignInInput } from './sign-in.inputs.js';
import { OpenWays } from './sso/open-ways.js';
import { Witness } from './witness.service.js';

/** One sentence for a wrong password, an unknown person, an invited and a disabled one. */
const WRONG = 'The e-mail address or the password is wrong.';
/** Failures after which the person is told that somebody tries. */
export const WORTH_TELLING = 5;

/** A sign-in that is not all the way in. */
type Halfway = Pick<Entered, 'personId' | 'stage'> & { readonly beganBy?: 'PASSWORD' | 'RECOVERY' };

interface Found {
  readonly id: string;
  readonly password_hash: string | null;
  /** Whether passwords are a way in for them. */
  readonly open: boolean;
}

/** The first step of getting in: password, one-time link, first set-up. */
@Injectable()
export class SignInService {
  constructor(
    private readonly work: Work,
    private readonly attempts: Attempts,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsService,
    private readonly links: SignInLinksService,
    private readonly steps: SignInSteps,
    private readonly witness: Witness,
    private readonly ways: OpenWays,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  /** By e-mail address and password. @throws Refusal UNAUTHENTICATED, TOO_MANY_ATTEMPTS */
  async byPassword(input: SignInInput, origin: Origin): Promise<Entered> {
    const email = input.email.trim().toLowerCase();
    const counted = await this.attempts.ofAccount(origin.address ?? 'unknown', email);
    const [person] = await this.work.read<Found>({
      name: 'person-by-email',
      text: `select id, password_hash, not exists (select 1 from identity_providers i
          where i.enforced and i.break_glass_id is distinct from people.id) as open
        from people where email = $1 and disabled_at is null and invited_at is null`,
      values: [email],
    });
    const right = await this.passwords.isRight(input.password, person?.password_hash ?? null);
    // where single sign-on is the only way, nobody learns here whether a password is right
    if (!right || !person?.open)
      throw await this.refused({ email, tries: counted.tries }, person, origin);
    await counted.forget();
    const fresh = await this.rehashed(input.password, person.password_hash);
    return this.sessions.change(async (tx) => {
      if (fresh) await tx.update(PersonEntity, { id: person.id }, { passwordHash: fresh });
      return this.afterPassword(tx, person.id, origin);
    });
  }

  /** Writes the failure down, for people we know and do not know alike, and tells whom it concerns. */
  private async refused(
    { email, tries }: { email: string; tries: number },
    person: Found | undefined,
    origin: Origin,
  ): Promise<Refusal> {
    await this.witness.failed({
      action: 'SIGN_IN',
      personId: person?.id ?? null,
      ...(isEmail(email) && { label: email }),
      details: { by: 'PASSWORD' },
    });
    if (person && tries === WORTH_TELLING)
      this.witness.tellLater({ kind: 'FAILED_ATTEMPTS', personId: person.id, origin });
    return new Refusal('UNAUTHENTICATED', WRONG);
  }

  /** By the demo's one-time link, which no other installation takes. @throws Refusal UNAUTHENTICATED */
  async byLink({ token }: RedeemLinkInput, origin: Origin): Promise<Entered> {
    await this.attempts.ofAddress(origin.address ?? 'unknown');
    this.assertDemo('UNAUTHENTICATED', 'This link has been used or is over.');
    return this.sessions.change(async (tx) => {
      const role = await this.links.redeem(tx, 'DEMO_SIGN_IN', token);
      const personId = await this.demoPerson(tx, role);
      const session = { personId, stage: 'FULL', beganBy: 'DEMO', factorAt: null } as const;
      await this.witness.note(tx, { action: 'SIGN_IN', personId, details: { by: 'DEMO_LINK' } });
      return { personId, stage: 'FULL', token: await this.sessions.open(tx, session, origin) };
    });
  }

  /** Another of the demo's people, in the same session. @throws Refusal FORBIDDEN outside the demo */
  async asDemoRole(role: StaffRole, session: OpenSession): Promise<Entered> {
    this.assertDemo('FORBIDDEN', 'Roles can be switched in the demo only.');
    if (session.beganBy !== 'DEMO')
      throw new Refusal('FORBIDDEN', 'Roles can be switched where the demo’s link was used.');
    return this.sessions.change(async (tx) => {
      const personId = await this.demoPerson(tx, role);
      await this.witness.note(tx, { action: 'SIGN_IN', personId, details: { by: 'DEMO_ROLE' } });
      return { personId, stage: 'FULL', token: await this.sessions.renew(tx, session, personId) };
    });
  }

  /** Makes the first administrator and names the organisation; works once. */
  async setUp(input: SetUpInput, origin: Origin): Promise<Entered> {
    await this.attempts.ofAddress(origin.address ?? 'unknown');
    const name = nameOf(input.name);
    const organisation = nameOf(
      input.organisationName,
      'organisationName',
      "Say the organisation's name, in at most 200 characters.",
    );
    const email = emailOf(input.email);
    // a password is only rated and hashed for whoever holds the link
    await this.links.assertGood('SET_UP', input.token);
    const passwordHash = await this.passwords.hashNew(
      input.password,
      wordsOf({ email, name, organisation }),
    );
    return this.sessions.change(async (tx) => {
      await this.links.redeem(tx, 'SET_UP', input.token);
      if (await tx.exists(PersonEntity))
        throw new Refusal('CONFLICT', 'This installation has been set up already.');
      const person = await tx.save(PersonEntity, { name, email, role: 'ADMIN', passwordHash });
      await tx.query('update organisation set name = $1, updated_by = $2, rev = rev + 1', [
        organisation,
        person.id,
      ]);
      await this.witness.note(tx, { action: 'SET_UP', personId: person.id });
      return this.afterPassword(tx, person.id, origin);
    });
  }

  /** A session for somebody whose password, or whose link in its stead, was right. */
  async afterPassword(tx: EntityManager, personId: string, origin: Origin): Promise<Entered> {
    await this.ways.assertLocal(tx, personId);
    const stage = await this.steps.stageAfterPassword(tx, personId);
    // their second factor is the provider's: a password, by a mailed link perhaps, is not in its place
    if (stage === 'ENROL' && (await this.ways.hasAccount(tx, personId)))
      throw new Refusal(
        'FORBIDDEN',
        'Sign in by your organisation’s single sign-on, and add a second factor under Account first.',
        { sso: true },
      );
    return this.halfway(tx, { personId, stage }, origin);
  }

  /** A session that is not all the way in. */
  async halfway(
    tx: EntityManager,
    { personId, stage, beganBy = 'PASSWORD' }: Halfway,
    origin: Origin,
  ): Promise<Entered> {
    const session = { personId, stage, beganBy, factorAt: null } as const;
    await this.witness.note(tx, { action: 'SIGN_IN', personId, details: { by: beganBy, stage } });
    return { personId, stage, token: await this.sessions.open(tx, session, origin) };
  }

  private async rehashed(password: string, hash: string | null): Promise<string | null> {
    return hash && this.passwords.isOld(hash) ? this.passwords.rehash(password) : null;
  }

  private assertDemo(code: 'UNAUTHENTICATED' | 'FORBIDDEN', sentence: string): void {
    if (this.installation.kind !== 'DEMO') throw new Refusal(code, sentence);
  }

  /** The person whom a demo link signs in; made at the first use. Has no password. */
  private async demoPerson(tx: EntityManager, role: StaffRole): Promise<string> {
    const email = `${role.toLowerCase()}@demo.invalid`;
    const name = `Demo ${role.toLowerCase()}`;
    await tx.query(
      'insert into people (email, name, role) values ($1, $2, $3) on conflict do nothing',
      [email, name, role],
    );
    const person = await tx.findOneByOrFail(PersonEntity, { email });
    return person.id;
  }
}
