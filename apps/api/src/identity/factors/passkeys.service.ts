import { Injectable } from '@nestjs/common';
import { FactorEntity } from '@chaperone/store';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { IsNull, Not, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { Clock } from '../../graphql/clock.js';
import { Refusal } from '../../graphql/refusal.js';
import { Work } from '../../graphql/work.js';
import { CHALLENGE_MS, ChallengesService, type ChallengeUse } from './challenges.service.js';
import type { RelyingParty } from './relying-party.js';

/** Shown by the browser when a passkey is made. */
const NAME = 'Chaperone';
const text = z.string().max(20_000);
const answer = z.looseObject({
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: text }),
});
type Answer = z.infer<typeof answer>;

/** A passkey that answered, and what it said of itself. */
export interface Shown {
  readonly factorId: string;
  readonly personId: string;
  readonly counter: number;
  readonly backedUp: boolean;
}

/** A passkey that was made and is not kept yet. */
export type NewPasskey = Pick<
  FactorEntity,
  'credentialId' | 'publicKey' | 'counter' | 'transports' | 'backupEligible' | 'backedUp'
>;

const refused = (): Refusal =>
  new Refusal('INVALID', 'The passkey was not accepted. Try again.', { field: 'response' });

/** Loaded when the first passkey is asked for: most starts never need it. */
const library = () => import('@simplewebauthn/server');

/** Second factors, and whole sign-ins, by WebAuthn. */
@Injectable()
export class PasskeysService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly challenges: ChallengesService,
  ) {}

  /** What the browser needs to make a passkey. */
  async registration(
    person: { id: string; email: string; name: string },
    { party, use }: { party: RelyingParty; use: ChallengeUse },
  ): Promise<unknown> {
    const { generateRegistrationOptions } = await library();
    return generateRegistrationOptions({
      rpName: NAME,
      rpID: party.id,
      userID: new Uint8Array(Buffer.from(person.id)),
      userName: person.email,
      userDisplayName: person.name,
      challenge: bytesOf(await this.challenges.issue(use)),
      timeout: CHALLENGE_MS,
      attestationType: 'none',
      excludeCredentials: await this.credentialsOf(person.id),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  }

  /** Checks a passkey that was just made. @throws Refusal INVALID */
  async verifyRegistration(
    response: unknown,
    { party, use }: { party: RelyingParty; use: ChallengeUse },
  ): Promise<NewPasskey> {
    const { verifyRegistrationResponse } = await library();
    const given = await this.answerTo(response, use);
    const verified = await orRefused(() =>
      verifyRegistrationResponse({
        response: given as unknown as RegistrationResponseJSON,
        expectedChallenge: challengeIn(given),
        expectedOrigin: party.origins,
        expectedRPID: party.id,
        requireUserVerification: true,
      }),
    );
    if (!verified.verified) throw refused();
    const { credential, credentialDeviceType, credentialBackedUp } = verified.registrationInfo;
    return {
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports: (credential.transports ?? []).slice(0, 10),
      backupEligible: credentialDeviceType === 'multiDevice',
      backedUp: credentialBackedUp,
    };
  }

  /** What the browser needs to use a passkey: a person's, or any where nobody is known yet. */
  async request(
    personId: string | null,
    { party, use }: { party: RelyingParty; use: ChallengeUse },
  ): Promise<unknown> {
    const { generateAuthenticationOptions } = await library();
    return generateAuthenticationOptions({
      rpID: party.id,
      challenge: bytesOf(await this.challenges.issue(use)),
      timeout: CHALLENGE_MS,
      userVerification: 'required',
      ...(personId && { allowCredentials: await this.credentialsOf(personId) }),
    });
  }

  /** Checks the answer of a passkey and says whose it is. @throws Refusal INVALID */
  async verify(
    response: unknown,
    { party, use }: { party: RelyingParty; use: ChallengeUse },
  ): Promise<Shown> {
    const { verifyAuthenticationResponse } = await library();
    const given = await this.answerTo(response, use);
    const factor = await this.factorOf(given.id);
    const said = given as unknown as AuthenticationResponseJSON;
    const { userHandle } = said.response;
    if (userHandle && Buffer.from(userHandle, 'base64url').toString() !== factor.personId)
      throw refused();
    const verified = await orRefused(() =>
      verifyAuthenticationResponse({
        response: said,
        expectedChallenge: challengeIn(given),
        expectedOrigin: party.origins,
        expectedRPID: party.id,
        requireUserVerification: true,
        credential: {
          id: given.id,
          publicKey: new Uint8Array(Buffer.from(factor.publicKey, 'base64url')),
          counter: factor.counter,
          transports: factor.transports,
        },
      }),
    );
    if (!verified.verified) throw refused();
    const { newCounter, credentialBackedUp } = verified.authenticationInfo;
    return {
      factorId: factor.id,
      personId: factor.personId,
      counter: newCounter,
      backedUp: credentialBackedUp,
    };
  }

  /** Notes a use. Of many with one count exactly one succeeds. Returns whether it did. */
  async noteUse(tx: EntityManager, { factorId, counter, backedUp }: Shown): Promise<boolean> {
    const [rows] = (await tx.query(
      `update factors set counter = $2, backed_up = $3, last_used_at = $4
       where id = $1 and confirmed_at is not null
         and (counter < $2 or (counter = 0 and $2 = 0)) returning id`,
      [factorId, counter, backedUp, this.clock.now()],
    )) as [unknown[], number];
    return rows.length === 1;
  }

  /** The answer in its right shape; its challenge is used up by looking. @throws Refusal INVALID */
  private async answerTo(response: unknown, use: ChallengeUse): Promise<Answer> {
    const { data } = answer.safeParse(response);
    if (!data || !(await this.challenges.take(challengeIn(data), use))) throw refused();
    return data;
  }

  private async factorOf(credentialId: string) {
    const [row] = await this.work.read<{
      id: string;
      personId: string;
      publicKey: string;
      counter: string;
      transports: string[];
    }>({
      name: 'passkey',
      text: `select f.id, f.person_id as "personId", f.public_key as "publicKey", f.counter,
          f.transports
        from factors f join people p on p.id = f.person_id
        where f.credential_id = $1 and f.confirmed_at is not null and p.disabled_at is null`,
      values: [credentialId],
    });
    if (!row) throw refused();
    return { ...row, counter: Number(row.counter) };
  }

  private async credentialsOf(personId: string) {
    const factors = await this.work.change((tx) =>
      tx.findBy(FactorEntity, { personId, kind: 'PASSKEY', confirmedAt: Not(IsNull()) }),
    );
    return factors.map(({ credentialId, transports }) => ({ id: credentialId ?? '', transports }));
  }
}

const bytesOf = (challenge: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(challenge, 'base64url'));

/** The challenge that an answer says it is for; what it says is checked by its signature later. */
function challengeIn({ response }: Answer): string {
  try {
    const said: unknown = JSON.parse(
      Buffer.from(response.clientDataJSON, 'base64url').toString('utf8'),
    );
    const { challenge } = z.object({ challenge: z.string().max(200) }).parse(said);
    return challenge;
  } catch {
    throw refused();
  }
}

/** The library throws at whatever does not fit; the client learns only that it did not. */
async function orRefused<T>(verify: () => Promise<T>): Promise<T> {
  try {
    return await verify();
  } catch {
    throw refused();
  }
}
