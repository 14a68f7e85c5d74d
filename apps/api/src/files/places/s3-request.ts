import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { AwsV4Signer } from 'aws4fetch';
import { Refusal } from '../../graphql/refusal.js';
import type { S3Settings } from './storage-url.js';

/** How patient requests are, in milliseconds. */
export interface Patience {
  /** Silence after which a request is given up. */
  readonly idle: number;
  /** Waits before each further attempt. */
  readonly pauses: readonly number[];
}

export const PATIENCE: Patience = { idle: 15_000, pauses: [250, 1_000, 3_000] };
const EMPTY = createHash('sha256').digest('hex');
const AGAIN = new Set([429, 500, 502, 503, 504]);
const LONGEST_ERROR = 64 * 1024;

/** What is asked of the store. */
export interface S3Ask {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  /** A file of this disk to be sent. */
  readonly file?: string;
}

/** Signs requests to one bucket, sends them, tries again what may succeed, and says faults in words. */
export class S3Requests {
  constructor(
    private readonly settings: S3Settings,
    private readonly patience: Patience = PATIENCE,
  ) {}

  /** The reply of a request that succeeded; null where the thing is not there. @throws Refusal UNAVAILABLE */
  async send(ask: S3Ask): Promise<IncomingMessage | null> {
    for (let turn = 0; ; turn += 1) {
      const pause = this.patience.pauses[turn];
      const outcome = await this.attempt(ask).catch((thrown: unknown) => asError(thrown));
      if (outcome instanceof Error) {
        if (pause === undefined) throw unreachable(outcome);
      } else if (!AGAIN.has(outcome.statusCode ?? 0) || pause === undefined)
        return this.accepted(outcome);
      else outcome.resume();
      await wait(pause);
    }
  }

  private async attempt(ask: S3Ask): Promise<IncomingMessage> {
    const url = this.urlOf(ask);
    const size = ask.file ? (await stat(ask.file)).size : 0;
    const hash = ask.file ? await hashOf(ask.file) : EMPTY;
    const { region, accessKeyId, secretAccessKey } = this.settings;
    const signed = await new AwsV4Signer({
      method: ask.method,
      url: url.href,
      headers: { 'x-amz-content-sha256': hash },
      service: 's3',
      region,
      accessKeyId,
      secretAccessKey,
    }).sign();
    const headers = Object.fromEntries(signed.headers);
    return exchange(signed.url, {
      ask,
      headers: { ...headers, 'content-length': String(size) },
      idle: this.patience.idle,
    });
  }

  private urlOf({ key, query = {} }: S3Ask): URL {
    const { endpoint, bucket, prefix } = this.settings;
    const url = new URL(`${endpoint}/${bucket}/${key ? `${prefix}${key}` : ''}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  }

  private async accepted(reply: IncomingMessage): Promise<IncomingMessage | null> {
    const status = reply.statusCode ?? 0;
    if (status >= 200 && status < 300) return reply;
    const text = await textOf(reply);
    const code = /<Code>([^<]{1,80})<\/Code>/.exec(text)?.[1] ?? '';
    if (status === 404 && code !== 'NoSuchBucket') return null;
    throw new Refusal('UNAVAILABLE', sentenceOf(status, code, this.settings.bucket));
  }
}

function exchange(
  url: URL,
  { ask, headers, idle }: { ask: S3Ask; headers: Record<string, string>; idle: number },
): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? tlsRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const out = request(url, { method: ask.method, headers, timeout: idle }, resolve);
    out.on('timeout', () => out.destroy(new Error(`no answer within ${idle / 1000} s`)));
    out.on('error', reject);
    if (ask.file) pipeline(createReadStream(ask.file), out).catch(reject);
    else out.end();
  });
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  return hash.digest('hex');
}

/** The body of a reply that is not a file. */
export async function textOf(reply: IncomingMessage, most = LONGEST_ERROR): Promise<string> {
  let text = '';
  reply.setEncoding('utf8');
  for await (const piece of reply) {
    text += String(piece);
    if (text.length > most) break;
  }
  return text;
}

const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown));

function unreachable(fault: Error): Refusal {
  const why = (fault as NodeJS.ErrnoException).code ?? fault.message;
  return new Refusal(
    'UNAVAILABLE',
    `The file storage cannot be reached (${why}). Try again later.`,
  );
}

function sentenceOf(status: number, code: string, bucket: string): string {
  if (code === 'NoSuchBucket')
    return `The file storage has no bucket “${bucket}”: see STORAGE_URL.`;
  if (code === 'RequestTimeTooSkewed')
    return 'The file storage refuses this server’s clock: set it right.';
  if (status === 401 || status === 403)
    return `The file storage refuses its key (${code || status}): see AWS_ACCESS_KEY_ID and its rights on the bucket.`;
  if (status === 507 || code === 'QuotaExceeded' || code === 'EntityTooLarge')
    return 'The file storage is full.';
  return `The file storage failed (${code || status}). Try again later.`;
}
