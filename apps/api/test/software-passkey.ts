/**
 * A passkey made of a real key and nothing else: what a device's authenticator would answer, so that
 * the server's checks are tried without a browser. P-256, no attestation, WebAuthn level 3.
 */
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** What a page hands to the authenticator, as far as it matters here. */
interface Options {
  readonly challenge: string;
  readonly rp?: { readonly id: string };
  readonly rpId?: string;
  readonly user?: { readonly id: string };
}

/** How an answer differs from a right one. */
export interface Quirks {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly type?: string;
  /** Whether the owner showed finger, face or PIN. */
  readonly verified?: boolean;
  /** The count that is told instead of the next one. */
  readonly counter?: number;
  readonly userHandle?: string;
  /** Another key signs. */
  readonly foreignKey?: boolean;
}

const PRESENT = 0x01;
const VERIFIED = 0x04;
const MAY_BE_COPIED = 0x08;
const IS_COPIED = 0x10;
const HAS_CREDENTIAL = 0x40;

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();
const base64url = (data: Buffer): string => data.toString('base64url');

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 0xff]);
}

type Cbor = number | string | Buffer | Map<number | string, Cbor>;

/** The little of CBOR that credentials need. */
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const entries = [...value].flatMap(([key, item]) => [cbor(key), cbor(item)]);
  return Buffer.concat([head(5, value.size), ...entries]);
}

export class SoftwarePasskey {
  readonly id = randomBytes(32);
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private readonly foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private userHandle = '';
  private counter = 0;

  /** `copied`: kept by a service that copies it to other devices, which counts no uses. */
  constructor(
    private readonly origin: string,
    private readonly copied = false,
  ) {}

  /** Answers a registration: keeps whose it is and gives the public key away. */
  register(options: Options, quirks: Quirks = {}): unknown {
    this.userHandle = options.user?.id ?? '';
    const credential = Buffer.concat([
      Buffer.alloc(16),
      Buffer.from([0, this.id.length]),
      this.id,
      this.publicKey(),
    ]);
    const authData = this.authData(options.rp?.id ?? '', quirks, credential);
    const attestation = new Map<string, Cbor>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ]);
    return this.answer({
      clientDataJSON: base64url(this.clientData('webauthn.create', options, quirks)),
      attestationObject: base64url(cbor(attestation)),
      transports: ['internal'],
    });
  }

  /** Answers a request: signs the challenge. */
  sign(options: Options, quirks: Quirks = {}): unknown {
    if (!this.copied) this.counter += 1;
    const authenticatorData = this.authData(options.rpId ?? '', quirks);
    const clientData = this.clientData('webauthn.get', options, quirks);
    const signed = Buffer.concat([authenticatorData, sha256(clientData)]);
    const key: KeyObject = (quirks.foreignKey ? this.foreign : this.keys).privateKey;
    return this.answer({
      clientDataJSON: base64url(clientData),
      authenticatorData: base64url(authenticatorData),
      signature: base64url(sign('sha256', signed, key)),
      userHandle: quirks.userHandle ?? this.userHandle,
    });
  }

  private answer(response: Record<string, unknown>): unknown {
    const id = base64url(this.id);
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
  }

  private clientData(type: string, options: Options, quirks: Quirks): Buffer {
    const challenge = quirks.challenge ?? options.challenge;
    const origin = quirks.origin ?? this.origin;
    return Buffer.from(
      JSON.stringify({ type: quirks.type ?? type, challenge, origin, crossOrigin: false }),
    );
  }

  private authData(rpId: string, quirks: Quirks, credential?: Buffer): Buffer {
    const flags =
      PRESENT |
      (quirks.verified === false ? 0 : VERIFIED) |
      (this.copied ? MAY_BE_COPIED | IS_COPIED : 0) |
      (credential ? HAS_CREDENTIAL : 0);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(quirks.counter ?? this.counter);
    return Buffer.concat([
      sha256(quirks.rpId ?? rpId),
      Buffer.from([flags]),
      counter,
      credential ?? Buffer.alloc(0),
    ]);
  }

  private publicKey(): Buffer {
    const { x = '', y = '' } = this.keys.publicKey.export({ format: 'jwk' });
    return cbor(
      new Map<number, Cbor>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, 'base64url')],
        [-3, Buffer.from(y, 'base64url')],
      ]),
    );
  }
}
