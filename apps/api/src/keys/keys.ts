/**
 * The data keys of a process, unwrapped, in memory: seals and opens values, makes keyed digests.
 * Ready before Nest starts (open-keys.ts), so everything here is synchronous. Replaced as a whole
 * when keys were rotated (key-watch.ts).
 */
import { createHmac, hkdfSync } from 'node:crypto';
import {
  KEY_BYTES,
  openWith,
  partsOf,
  SealBroken,
  sealWith,
  type NamedKey,
  type Place,
} from './envelope.js';
import { purposeOf, type Purpose } from './purposes.js';

export { SealBroken, type Place } from './envelope.js';

/** A data key as the ring holds it. */
export interface DataKey extends NamedKey {
  readonly purpose: Purpose;
  /** New values are sealed under the active key of their purpose; the others only open. */
  readonly active: boolean;
}

/** All data keys at one moment. */
export interface KeyRing {
  /** Grows with every change to the keys. */
  readonly generation: number;
  /** Digest of the wrapping key: tells keys apart and gives nothing away. */
  readonly fingerprint: string;
  readonly keys: readonly DataKey[];
}

/** Injectable; given by RuntimeModule. */
export class Keys {
  private readonly byKid = new Map<string, DataKey>();
  private readonly active = new Map<Purpose, DataKey>();
  private current!: KeyRing;

  constructor(ring: KeyRing) {
    this.replace(ring);
  }

  /** Takes the keys of a later moment. */
  replace(ring: KeyRing): void {
    this.byKid.clear();
    this.active.clear();
    for (const key of ring.keys) {
      this.byKid.set(key.kid, key);
      if (key.active) this.active.set(key.purpose, key);
    }
    this.current = ring;
  }

  get generation(): number {
    return this.current.generation;
  }

  get fingerprint(): string {
    return this.current.fingerprint;
  }

  /** Seals text for a place, under the active key of its purpose. Empty text is sealed too. */
  seal(place: Place, plain: string): string {
    return sealWith(this.activeOf(purposeOf(place)), place, plain);
  }

  /** Opens what `seal` made for this very place. @throws SealBroken */
  open(place: Place, sealed: string): string {
    const parts = partsOf(sealed);
    if (!parts) throw new SealBroken(place, 'it is no sealed value');
    const key = this.byKid.get(parts.kid);
    if (!key) throw new SealBroken(place, `there is no key ${parts.kid}`);
    if (key.purpose !== purposeOf(place))
      throw new SealBroken(place, `the key ${parts.kid} is for something else`);
    return openWith(key, place, parts);
  }

  /**
   * A digest that only this installation can make: HMAC-SHA-256, hex. Equal values of one purpose
   * have equal digests; digests of different purposes cannot be compared.
   */
  mac(purpose: string, value: string): string {
    const { key } = this.activeOf('MAC');
    return createHmac('sha256', key)
      .update(JSON.stringify([purpose, value]))
      .digest('hex');
  }

  /**
   * The key of one file, derived from the data key for files. For a new file leave `kid` out and
   * keep what comes back beside the file; to read it again give that.
   */
  fileKey(fileId: string, kid?: string): NamedKey {
    const place = { table: 'files', column: 'content', row: fileId };
    const from = kid === undefined ? this.activeOf('FILES') : this.byKid.get(kid);
    if (from?.purpose !== 'FILES') throw new SealBroken(place, `there is no key ${kid ?? ''}`);
    const key = hkdfSync('sha256', from.key, '', `chaperone file ${fileId}`, KEY_BYTES);
    return { kid: from.kid, key: Buffer.from(key) };
  }

  private activeOf(purpose: Purpose): DataKey {
    const key = this.active.get(purpose);
    if (!key) throw new Error(`There is no active data key for ${purpose}.`);
    return key;
  }
}
