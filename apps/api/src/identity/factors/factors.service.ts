import { Inject, Injectable } from '@nestjs/common';
import { FactorEntity } from '@chaperone/store';
import { IsNull, Not, type EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../../config.js';
import { Clock } from '../../graphql/clock.js';
import type { GraphContext } from '../../graphql/principal.js';
import { found, Refusal } from '../../graphql/refusal.js';
import { Work } from '../../graphql/work.js';
import { Attempts, secondFactorOf } from '../attempts.js';
import { askingOf, type Asking } from '../door.service.js';
import { nameOf } from '../person-facts.js';
import { SessionsService } from '../sessions.service.js';
import { SignInSteps, type Entered, type HeldPerson } from '../sign-in-steps.service.js';
import type { SignInFactorType, TotpEnrolmentType } from '../sign-in.types.js';
import { OpenWays } from '../sso/open-ways.js';
import { Witness } from '../witness.service.js';
import { PasskeysService } from './passkeys.service.js';
import { RecoveryCodesService } from './recovery-codes.service.js';
import { relyingPartyOf } from './relying-party.js';
import { TotpService } from './totp.service.js';

/** More than a person can carry; keeps a stolen session from filling the table. */
const MOST_FACTORS = 20;
const CONFIRMED = { confirmedAt: Not(IsNull()) };

/** A factor was added: the session goes on under a new token, perhaps with codes to write down. */
export interface Enrolled {
  readonly entered: Entered;
  readonly recoveryCodes: string[] | null;
}

type Adds = (tx: EntityManager, person: HeldPerson) => Promise<string>;

/** One's own second factors. Whatever changes them ends all other sessions of the person. */
@Injectable()
export class FactorsService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    private readonly attempts: Attempts,
    private readonly sessions: SessionsService,
    private readonly steps: SignInSteps,
    private readonly totp: TotpService,
    private readonly passkeys: PasskeysService,
    private readonly codes: RecoveryCodesService,
    private readonly ways: OpenWays,
    private readonly witness: Witness,
  ) {}

  startTotp(context: GraphContext): Promise<TotpEnrolmentType> {
    const asking = askingOf(context);
    return this.work.change(async (tx) => {
      const person = await this.holdToAdd(tx, asking);
      return this.totp.start(tx, person);
    });
  }

  /** @throws Refusal INVALID for a wrong code, CONFLICT where it took too long */
  async confirmTotp(
    context: GraphContext,
    { code, name }: { code: string; name: string },
  ): Promise<Enrolled> {
    const asking = askingOf(context);
    this.attempts.once(context.req);
    const account = secondFactorOf(asking.personId);
    const { forget } = await this.attempts.ofAccount(asking.origin.address ?? 'unknown', account);
    const called = factorName(name);
    const enrolled = await this.add(asking, called, (tx, { id }) =>
      this.totp.confirm(tx, id, { code, name: called }),
    );
    await forget();
    return enrolled;
  }

  async passkeyRegistration(context: GraphContext): Promise<unknown> {
    const asking = askingOf(context);
    const person = await this.work.change((tx) => this.holdToAdd(tx, asking));
    return this.passkeys.registration(person, this.asked(context, asking));
  }

  /** @throws Refusal INVALID */
  async registerPasskey(
    context: GraphContext,
    { response, name }: { response: unknown; name: string },
  ): Promise<Enrolled> {
    const asking = askingOf(context);
    this.attempts.once(context.req);
    const called = factorName(name);
    const made = await this.passkeys.verifyRegistration(response, this.asked(context, asking));
    return this.add(asking, called, async (tx, { id: personId }) => {
      if (await tx.existsBy(FactorEntity, { credentialId: made.credentialId ?? '' }))
        throw new Refusal('CONFLICT', 'This passkey is registered already.');
      const now = this.clock.now();
      const kept = { ...made, personId, kind: 'PASSKEY', name: called } as const;
      const { id } = await tx.save(FactorEntity, { ...kept, createdAt: now, confirmedAt: now });
      return id;
    });
  }

  async rename(context: GraphContext, id: string, name: string): Promise<SignInFactorType> {
    const { personId } = askingOf(context);
    const called = factorName(name);
    await this.work.change((tx) =>
      tx.update(FactorEntity, { id, personId, ...CONFIRMED }, { name: called }),
    );
    const mine = await this.mine(context);
    return found(
      mine.find((factor) => factor.id === id),
      'The factor',
    );
  }

  /** Takes a factor away, never the last one. Returns the session's new token. */
  remove(context: GraphContext, id: string): Promise<string> {
    const { personId, session, origin } = askingOf(context);
    return this.sessions.change(async (tx) => {
      await this.ways.oneAtATime(tx);
      const { factors } = await this.steps.hold(tx, personId);
      const factor = found(
        await tx.findOneBy(FactorEntity, { id, personId, ...CONFIRMED }),
        'The factor',
      );
      if (factors < 2)
        throw new Refusal('CONFLICT', 'This is your last second factor. Add another one first.');
      await tx.delete(FactorEntity, { id });
      const details = { name: factor.name, kind: factor.kind };
      await this.witness.note(tx, { action: 'REMOVE_FACTOR', personId, details });
      await this.witness.tell(tx, { kind: 'FACTOR_REMOVED', personId, origin, details });
      await this.ways.assertKept(tx);
      await this.sessions.closeAll(tx, personId, session);
      return this.sessions.renew(tx, session);
    });
  }

  /** Ten new recovery codes; earlier ones are worth nothing any more. */
  renewCodes(context: GraphContext): Promise<string[]> {
    const { personId, origin } = askingOf(context);
    return this.work.change(async (tx) => {
      await this.steps.hold(tx, personId);
      await this.witness.note(tx, { action: 'RECOVERY_CODES_RENEWED', personId });
      await this.witness.tell(tx, { kind: 'RECOVERY_CODES_RENEWED', personId, origin });
      return this.codes.renew(tx, personId);
    });
  }

  codesLeft(context: GraphContext): Promise<number> {
    return this.codes.left(askingOf(context).personId);
  }

  mine(context: GraphContext): Promise<SignInFactorType[]> {
    return this.work.read<SignInFactorType>({
      name: 'my-factors',
      text: `select id, kind, name, confirmed_at as "createdAt", last_used_at as "lastUsedAt",
          backed_up as "backedUp"
        from factors where person_id = $1 and confirmed_at is not null order by created_at`,
      values: [askingOf(context).personId],
    });
  }

  private add(asking: Asking, name: string, adds: Adds): Promise<Enrolled> {
    const { personId, session, origin } = asking;
    return this.sessions.change(async (tx) => {
      const person = await this.holdToAdd(tx, asking);
      const id = await adds(tx, person);
      const { kind } = await tx.findOneByOrFail(FactorEntity, { id });
      const details = { name, kind };
      await this.witness.note(tx, { action: 'ENROL_FACTOR', personId, details });
      await this.witness.tell(tx, { kind: 'FACTOR_ADDED', personId, origin, details });
      await tx.query('update people set enrol_by_link = false where id = $1', [personId]);
      await this.sessions.closeAll(tx, personId, session);
      const recoveryCodes = (await this.codes.exist(tx, personId))
        ? null
        : await this.codes.renew(tx, personId);
      if (session.stage !== 'FULL') await this.witness.signedIn(tx, { personId, by: kind }, origin);
      const token = await this.sessions.raise(tx, session);
      return { entered: { personId, stage: 'FULL', token }, recoveryCodes };
    });
  }

  /** A first factor needs no other; a session that began to enrol may not add a second one by that. */
  private async holdToAdd(tx: EntityManager, { personId, session }: Asking): Promise<HeldPerson> {
    const person = await this.steps.hold(tx, personId);
    await this.ways.assertGoesOn(tx, personId, session);
    if (session.stage === 'ENROL' && person.factors > 0)
      throw new Refusal('CONFLICT', 'A second factor was added meanwhile. Sign in again with it.');
    if (person.factors >= MOST_FACTORS)
      throw new Refusal('CONFLICT', `More than ${MOST_FACTORS} second factors are not kept.`);
    return person;
  }

  private asked({ req }: GraphContext, { session }: Asking) {
    const use = { purpose: 'REGISTER', sessionId: session.id } as const;
    return { party: relyingPartyOf(this.config, req), use };
  }
}

const factorName = (text: string): string =>
  nameOf(text, 'name', 'Say what you call it, in at most 200 characters.');
