/**
 * Codes that an app shows: RFC 4226 (HOTP) and RFC 6238 (TOTP), with SHA-1, six digits and thirty
 * seconds, which is what every app knows. Pure: the moment is passed in.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const STEP_MS = 30_000;
const DIGITS = 6;
/** Bytes of a seed: as long as the hash, as RFC 4226 recommends. */
const SEED_BYTES = 20;
/** Clocks differ: the code before and the code after count as well. */
const DRIFT = 1;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function newSeed(): Buffer {
  return randomBytes(SEED_BYTES);
}

/** The code of a counter. */
export function hotp(seed: Uint8Array, counter: number, digits = DIGITS): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const hash = createHmac('sha1', seed).update(message).digest();
  const offset = (hash[hash.length - 1] ?? 0) & 0xf;
  const number = hash.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** Which step of thirty seconds a moment is in. */
export function stepAt(moment: Date): number {
  return Math.floor(moment.getTime() / STEP_MS);
}

/** The code of a moment. */
export function totp(seed: Uint8Array, moment: Date, digits = DIGITS): string {
  return hotp(seed, stepAt(moment), digits);
}

/** The step whose code this is, of the one now and its neighbours; null: none. */
export function matchingStep(seed: Uint8Array, code: string, moment: Date): number | null {
  const typed = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(typed)) return null;
  const now = stepAt(moment);
  let matching: number | null = null;
  // every neighbour is looked at, so that the time taken says nothing about which it was
  for (let step = now - DRIFT; step <= now + DRIFT; step += 1)
    if (step >= 0 && timingSafeEqual(Buffer.from(hotp(seed, step)), Buffer.from(typed)))
      matching = step;
  return matching;
}

/** Bytes in base32 without padding, as apps read seeds. */
export function base32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32[(held >> bits) & 31] ?? '';
    }
  }
  return bits > 0 ? text + (BASE32[(held << (5 - bits)) & 31] ?? '') : text;
}

/** The address that apps open: whose account at what, and the seed. */
export function totpUri(
  seed: Uint8Array,
  { issuer, account }: { issuer: string; account: string },
) {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${base32(seed)}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_MS / 1000}`;
}
