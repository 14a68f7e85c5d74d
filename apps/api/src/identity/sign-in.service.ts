import { Injectable } from '@nestjs/common';
import { PersonEntity } from '@chaperone/store';
import type { StaffRole } from '@chaperone/risk-model';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { Refusal } from '../graphql/refusal.js';
import { Work } from '../graphql/work.js';
import { Attempts } from './attempts.js';
import { Passwords } from './passwords.js';
import { SessionsService, type Origin } from './sessions.service.js';
import { SignInLinksService } from './sign-in-links.service.js';
import type { RedeemLinkInput, SetUpInput, SignInInput } from './sign-in.inputs.js';

/** One sentence for a wrong password, an unknown person and a disabled one. */
const WRONG = 'The e-mail address or the password is wrong.';
const LONGEST_NAME = 200;
const address = z.email().max(254);

/** Who got in, and the token for the cookie. */
export interface SignedIn {
  readonly personId: string;
  readonly token: string;
}

function required(text: string, field: string, sentence: string): string {
  const trimmed = text.trim();
  if (!trimmed || trimmed.length > LONGEST_NAME) throw new Refusal('INVALID', sentence, { field });
  return trimmed;
}

function emailOf(text: string): string {
  const email = text.trim().toLowerCase();
  if (!address.safeParse(email).success)
    throw new Refusal('INVALID', 'This is not an e-mail address.', { field: 'email' });
  return email;
}

/** The ways in: password, one-time link, first set-up. */
@Injectable()
export class SignInService {
  constructor(
    private readonly work: Work,
    private readonly attempts: Attempts,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsService,
    private readonly links: SignInLinksService,
  ) {}

  /** By e-mail address and password. @throws Refusal UNAUTHENTICATED, TOO_MANY_ATTEMPTS */
  async byPassword(input: SignInInput, origin: Origin): Promise<SignedIn> {
    const email = input.email.trim().toLowerCase();
    const from = origin.address ?? 'unknown';
    await this.attempts.ofAccount(from, email);
    const [person] = await this.work.read<{ id: string; password_hash: string | null }>({
      name: 'person-by-email',
      text: 'select id, password_hash from people where email = $1 and disabled_at is null',
      values: [email],
    });
    const right = await this.passwords.isRight(input.password, person?.password_hash ?? null);
    if (!right || !person) throw new Refusal('UNAUTHENTICATED', WRONG);
    await this.attempts.forget(from, email);
    const fresh =
      person.password_hash && this.passwords.isOld(person.password_hash)
        ? await this.passwords.rehash(input.password)
        : null;
    return this.work.change(async (tx) => {
      if (fresh) await tx.update(PersonEntity, { id: person.id }, { passwordHash: fresh });
      return { personId: person.id, token: await this.sessions.open(tx, person.id, origin) };
    });
  }

  /** By the demo's one-time link. @throws Refusal UNAUTHENTICATED, TOO_MANY_ATTEMPTS */
  async byLink({ token }: RedeemLinkInput, origin: Origin): Promise<SignedIn> {
    await this.attempts.ofAddress(origin.address ?? 'unknown');
    return this.work.change(async (tx) => {
      const role = await this.links.redeem(tx, 'DEMO_SIGN_IN', token);
      const personId = await this.demoPerson(tx, role);
      return { personId, token: await this.sessions.open(tx, personId, origin) };
    });
  }

  /** Makes the first administrator and names the organisation; works once. */
  async setUp(input: SetUpInput, origin: Origin): Promise<SignedIn> {
    await this.attempts.ofAddress(origin.address ?? 'unknown');
    const name = required(input.name, 'name', 'Say your name, in at most 200 characters.');
    const organisation = required(
      input.organisationName,
      'organisationName',
      "Say the organisation's name, in at most 200 characters.",
    );
    const email = emailOf(input.email);
    const words = [...email.split(/[@.]/), ...name.split(/\s+/), ...organisation.split(/\s+/)];
    const passwordHash = await this.passwords.hashNew(input.password, words);
    return this.work.change(async (tx) => {
      await this.links.redeem(tx, 'SET_UP', input.token);
      if (await tx.exists(PersonEntity))
        throw new Refusal('CONFLICT', 'This installation has been set up already.');
      const person = await tx.save(PersonEntity, { name, email, role: 'ADMIN', passwordHash });
      await tx.query('update organisation set name = $1, updated_by = $2, rev = rev + 1', [
        organisation,
        person.id,
      ]);
      return { personId: person.id, token: await this.sessions.open(tx, person.id, origin) };
    });
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
