import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Refusal } from '../graphql/refusal.js';
import { Strength } from './strength.service.js';

/** argon2id as OWASP and ASVS 5.0 name it: 46 MiB, one pass, one lane. */
const COST = { algorithm: 2, memoryCost: 47_104, timeCost: 1, parallelism: 1 } as const;
const CURRENT = `m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}`;
/** Each hash takes 46 MiB: more at once would let a burst of attempts eat the memory. */
const AT_ONCE = 2;
/** Attempts that wait for a hash; past this the server says so instead of queueing without end. */
const MOST_WAITING = 50;

const SHORTEST = 15;
const LONGEST = 128;
/** A power of ten: what the estimator calls very hard to guess, offline and against a fast hash. */
const ENOUGH_GUESSES = 10;
const TOO_WEAK =
  'This password could be guessed: it is made of common or known words, names or patterns. ' +
  'Take a few words that do not belong together.';
/** The hash of a password nobody has, so that an unknown person costs as much time as a known one. */
const NOBODY = 'no password at all, only for the time it takes';

/** Hashes and checks passwords; knows the rules for new ones. */
@Injectable()
export class Passwords {
  constructor(private readonly strength: Strength) {}

  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private nobody: Promise<string> | null = null;

  /** Hash of a new password, as a PHC string. @throws Refusal INVALID where it is too weak. */
  async hashNew(password: string, words: readonly string[], field = 'password'): Promise<string> {
    const fault = shapeFaultOf(password);
    if (fault) throw new Refusal('INVALID', fault, { field });
    const known = [...OURS, ...words].filter((word) => word.length > 2);
    const guesses = madeOf(known, password) ? 0 : await this.strength.guesses(password, known);
    if (guesses < ENOUGH_GUESSES) throw new Refusal('INVALID', TOO_WEAK, { field });
    return this.rehash(password);
  }

  /** Whether the password is the one of the hash; takes as long where there is no hash. */
  async isRight(password: string, hashed: string | null): Promise<boolean> {
    const against = await this.comparedWith(hashed);
    const right = await this.inTurn(() => verify(against, asOne(password)));
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
    return this.inTurn(() => hash(asOne(password), COST));
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

/** Words of this product, which somebody in a hurry would think of. */
const OURS = ['chaperone', 'vendor', 'vendors', 'risk', 'dashboard', 'telehealth'];

/** What can be said without a dictionary. */
function shapeFaultOf(password: string): string | null {
  const length = [...password].length;
  if (length < SHORTEST) return `A password has at least ${SHORTEST} characters.`;
  if (length > LONGEST) return `A password has at most ${LONGEST} characters.`;
  return null;
}

/** Whether little is left of a password when words of the person and the product are taken out. */
function madeOf(known: readonly string[], password: string): boolean {
  const text = password.toLowerCase();
  const rest = known.reduce((left, word) => left.replaceAll(word.toLowerCase(), ''), text);
  return rest.length < text.length && rest.replace(/[\d\s\p{P}]/gu, '').length < 6;
}

/** The same text typed on another keyboard may come in other code points; none is cut off. */
const asOne = (password: string): string => password.normalize('NFC');
