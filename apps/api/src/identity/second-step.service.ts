import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../config.js';
import { FRESH_FOR_MS } from '../graphql/access.js';
import { Clock } from '../graphql/clock.js';
import type { GraphContext } from '../graphql/principal.js';
import { Refusal } from '../graphql/refusal.js';
import { Attempts, secondFactorOf, type Counted } from './attempts.js';
import { askingOf, originOf, type Asking } from './door.service.js';
import { PasskeysService, type Shown } from './factors/passkeys.service.js';
import { RecoveryCodesService } from './factors/recovery-codes.service.js';
import { relyingPartyOf } from './factors/relying-party.js';
import { TotpService } from './factors/totp.service.js';
import { SessionsService, type Origin } from './sessions.service.js';
import { SignInSteps, type Entered } from './sign-in-steps.service.js';
import type { FactorKind } from './sign-in.types.js';
import { WORTH_TELLING } from './sign-in.service.js';
import { OpenWays } from './sso/open-ways.js';
import { Witness } from './witness.service.js';

type Use = (tx: EntityManager, personId: string) => Promise<boolean>;

const wrong = (field: 'code' | 'response'): Refusal =>
  field === 'code'
    ? new Refusal('INVALID', 'The code is wrong, or was used before.', { field })
    : new Refusal('INVALID', 'The passkey was not accepted. Try again.', { field });

/** The second step of getting in, and showing a factor again later. */
@Injectable()
export class SecondStepService {
  constructor(
    private readonly attempts: Attempts,
    private readonly clock: Clock,
    private readonly codes: RecoveryCodesService,
    @Inject(CONFIG) private readonly config: Config,
    private readonly passkeys: PasskeysService,
    private readonly sessions: SessionsService,
    private readonly steps: SignInSteps,
    private readonly totp: TotpService,
    private readonly ways: OpenWays,
    private readonly witness: Witness,
  ) {}

  /** By an app's code. @throws Refusal INVALID, TOO_MANY_ATTEMPTS */
  byTotp(context: GraphContext, code: string): Promise<Entered> {
    return this.tried(context, 'TOTP', () =>
      Promise.resolve((tx, personId) => this.totp.use(tx, personId, code)),
    );
  }

  /** By one of the codes on paper. @throws Refusal INVALID, TOO_MANY_ATTEMPTS */
  byRecoveryCode(context: GraphContext, code: string): Promise<Entered> {
    const { origin } = askingOf(context);
    const use: Use = async (tx, personId) => {
      if (!(await this.codes.use(tx, personId, code))) return false;
      await this.witness.note(tx, { action: 'RECOVERY_CODE_USED', personId });
      await this.witness.tell(tx, { kind: 'RECOVERY_CODE_USED', personId, origin });
      return true;
    };
    return this.tried(context, 'RECOVERY_CODE', () => Promise.resolve(use));
  }

  /** What a passkey has to sign, to come in or to step up. */
  request(context: GraphContext): Promise<unknown> {
    const { personId, session } = askingOf(context);
    return this.passkeys.request(personId, this.asked(context, purposeAt(session)));
  }

  /** By a passkey. @throws Refusal INVALID, TOO_MANY_ATTEMPTS */
  async byPasskey(context: GraphContext, response: unknown): Promise<Entered> {
    const purpose = purposeAt(askingOf(context).session);
    return this.tried(context, 'PASSKEY', async () => {
      const shown = await this.passkeys.verify(response, this.asked(context, purpose));
      return async (tx, personId) =>
        shown.personId === personId && this.passkeys.noteUse(tx, shown);
    });
  }

  /** What any passkey has to sign for a sign-in without a password. */
  async signInRequest(context: GraphContext): Promise<unknown> {
    this.attempts.once(context.req);
    await this.attempts.ofAddress(originOf(context).address ?? 'unknown');
    return this.passkeys.request(null, this.asked(context, 'SIGN_IN'));
  }

  /** All the way in by a passkey alone: it is held, and it knows its owner. @throws Refusal INVALID */
  async signIn(context: GraphContext, response: unknown): Promise<Entered> {
    const origin = originOf(context);
    this.attempts.once(context.req);
    await this.attempts.ofAddress(origin.address ?? 'unknown');
    try {
      const shown = await this.passkeys.verify(response, this.asked(context, 'SIGN_IN'));
      return await this.enterBy(shown, origin);
    } catch (thrown) {
      await this.witness.failed({ action: 'SIGN_IN', personId: null, details: { by: 'PASSKEY' } });
      throw thrown;
    }
  }

  private enterBy(shown: Shown, origin: Origin): Promise<Entered> {
    const { personId } = shown;
    return this.sessions.change(async (tx) => {
      await this.steps.hold(tx, personId);
      if (!(await this.passkeys.noteUse(tx, shown))) throw wrong('response');
      await this.ways.assertLocal(tx, personId);
      await this.witness.signedIn(tx, { personId, by: 'PASSKEY' }, origin);
      const token = await this.sessions.open(
        tx,
        { personId, stage: 'FULL', beganBy: 'PASSKEY', factorAt: this.clock.now() },
        origin,
      );
      return { personId, stage: 'FULL', token };
    });
  }

  /** Until when a factor that was shown then, or just now, counts as fresh. */
  freshUntil(shownAt: Date = this.clock.now()): Date {
    return new Date(shownAt.getTime() + FRESH_FOR_MS);
  }

  private async tried(context: GraphContext, by: FactorKind, check: () => Promise<Use>) {
    const asking = askingOf(context);
    const counted = await this.count(context, asking);
    try {
      // what is looked at before the person's record is held comes first: one connection at a time
      const use = await check();
      const entered = await this.further(asking, by, use);
      await counted.forget();
      return entered;
    } catch (thrown) {
      const { personId, session } = asking;
      await this.witness.failed({ action: actionAt(session), personId, details: { by } });
      if (counted.tries === WORTH_TELLING)
        this.witness.tellLater({ kind: 'FAILED_ATTEMPTS', ...asking });
      throw thrown;
    }
  }

  /** Counts an attempt, one a request. */
  private count(context: GraphContext, { personId, origin }: Asking): Promise<Counted> {
    this.attempts.once(context.req);
    return this.attempts.ofAccount(origin.address ?? 'unknown', secondFactorOf(personId));
  }

  /** Lets the session further in where the factor is right; all of one person one after the other. */
  private async further(asking: Asking, by: FactorKind, use: Use): Promise<Entered> {
    const { personId, session, origin } = asking;
    const token = await this.sessions.change(async (tx) => {
      await this.steps.hold(tx, personId);
      await this.ways.assertGoesOn(tx, personId, session);
      if (!(await use(tx, personId))) throw wrong(by === 'PASSKEY' ? 'response' : 'code');
      if (session.stage !== 'FULL') await this.witness.signedIn(tx, { personId, by }, origin);
      else await this.witness.note(tx, { action: 'STEP_UP', personId, details: { by } });
      return this.sessions.raise(tx, session);
    });
    return { personId, stage: 'FULL', token };
  }

  private asked(context: GraphContext, purpose: 'SIGN_IN' | 'SECOND_FACTOR' | 'STEP_UP') {
    const sessionId = purpose === 'SIGN_IN' ? null : askingOf(context).session.id;
    return { party: relyingPartyOf(this.config, context.req), use: { purpose, sessionId } };
  }
}

const actionAt = ({ stage }: Asking['session']) =>
  stage === 'FULL' ? ('STEP_UP' as const) : ('SECOND_FACTOR' as const);

const purposeAt = ({ stage }: Asking['session']) =>
  stage === 'FULL' ? ('STEP_UP' as const) : ('SECOND_FACTOR' as const);
