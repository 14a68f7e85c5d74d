import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Refusal } from '../graphql/refusal.js';

/** argon2id as OWASP and ASVS 5.0 name it: 46 MiB, one pass, one lane. */
const COST = { algorithm: 2, memoryCost: 47_104, timeCost: 1, parallelism: 1 } as const;
const CURRENT = `m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}`;
/** Each hash takes 46 MiB: more at once would let a burst of attempts eat the memory. */
const AT_ONCE = 2;
/** Attempts that wait for a hash; past this the server says so instead of queueing without end. */
const MOST_WAITING = 50;

const SHORTEST = 15;
const LONGEST = 128;
/** The hash of a password nobody has, so that an unknown person costs as much time as a known one. */
const NOBODY = 'no password at all, only for the time it takes';

/** Hashes and checks passwords; knows the rules for new ones. */
@Injectable()
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private nobody: Promise<string> | null = null;

  /** Hash of a new password, as a PHC string. @throws Refusal INVALID where it is too weak. */
  async hashNew(password: string, words: readonly string[]): Promise<string> {
    const fault = faultOf(password, words);
    if (fault) throw new Refusal('INVALID', fault, { field: 'password' });
    return this.inTurn(() => hash(password, COST));
  }

  /** Whether the password is the one of the hash; takes as long where there is no hash. */
  async isRight(password: string, hashed: string | null): Promise<boolean> {
    const against = await this.comparedWith(hashed);
    const right = await this.inTurn(() => verify(against, password));
    return right && hashed !== null;
  }

  /** What a password is compared with: for somebody unknown, a hash of the same cost. */
  comparedWith(hashed: string | null): Promise<string> {
    if (hashed !== null) return Promise.resolve(hashed);
    this.nobody ??= this.inTurn(() => hash(NOBODY, COST));
    return this.nobody;
  }

  /** Whether a hash was made with weaker parameters than today's. */
  isOld(hashed: string): boolean {
    return !hashed.includes(CURRENT);
  }

  rehash(password: string): Promise<string> {
    return this.inTurn(() => hash(password, COST));
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= AT_ONCE) {
      if (this.waiting.length >= MOST_WAITING)
        throw new Refusal('BUSY', 'Too many people are signing in. Try again in a moment.');
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}

/** Words that a long password may be built of by somebody in a hurry. */
const COMMON = [
  'password',
  'passwort',
  'chaperone',
  'qwertyuiop',
  'letmein',
  'welcome',
  'iloveyou',
];

function faultOf(password: string, words: readonly string[]): string | null {
  const length = [...password].length;
  if (length < SHORTEST) return `A password has at least ${SHORTEST} characters.`;
  if (length > LONGEST) return `A password has at most ${LONGEST} characters.`;
  if (new Set(password).size < 5) return 'A password has at least five different characters.';
  // what is left when the guessable words are taken out must still be worth guessing
  const guessable = [...COMMON, ...words.map((word) => word.toLowerCase())].filter(
    (word) => word.length >= 4,
  );
  const rest = guessable.reduce((text, word) => text.replaceAll(word, ''), password.toLowerCase());
  const letters = rest.replace(/[\d\s\p{P}]/gu, '');
  if (rest.length < password.length && letters.length < 6)
    return 'A password is not made of your name, your address or a common word.';
  return null;
}
