/**
 * An S3-compatible store over real HTTP, in memory. It checks every signature by itself, from AWS's
 * description of Signature Version 4, with nothing but node:crypto.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The keys of the examples in AWS's documentation. */
export const ACCESS_KEY = 'AKIAIOSFODNN7EXAMPLE';
export const SECRET_KEY = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const PAGE = 2;

const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
const mac = (key: string | Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

type Asked = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

const GIVEN =
  /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

/** Why a signature is wrong; null where it is right. */
export function faultOfSignature(request: Asked, body: Buffer, region: string): string | null {
  const given = GIVEN.exec(request.headers.authorization ?? '');
  if (!given) return 'AccessDenied';
  const [, credential, signed = '', signature = ''] = given;
  const moment = String(request.headers['x-amz-date']);
  const scope = `${moment.slice(0, 8)}/${region}/s3/aws4_request`;
  if (credential !== `${ACCESS_KEY}/${scope}`) return 'InvalidAccessKeyId';
  if (!/(^|;)host(;|$)/.test(signed) || !signed.includes('x-amz-date')) return 'AccessDenied';
  if (request.headers['x-amz-content-sha256'] !== sha256(body)) return 'XAmzContentSHA256Mismatch';
  const canonical = canonicalOf(request, signed, sha256(body));
  const toSign = ['AWS4-HMAC-SHA256', moment, scope, sha256(canonical)].join('\n');
  const key = scope
    .split('/')
    .reduce<string | Buffer>((from, part) => mac(from, part), `AWS4${SECRET_KEY}`);
  const right = mac(key, toSign);
  return timingSafeEqual(right, Buffer.from(signature, 'hex')) ? null : 'SignatureDoesNotMatch';
}

/** The request as it is signed. */
function canonicalOf({ method, url: asked, headers }: Asked, signed: string, hash: string): string {
  const url = new URL(asked ?? '', 'http://x');
  const query = [...url.searchParams]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&');
  const lines = signed.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const path = decodeURIComponent(url.pathname).split('/').map(encoded).join('/');
  return [method, path, query, lines.join(''), signed, hash].join('\n');
}

/** A running store. */
export class BucketServer {
  readonly objects = new Map<string, { body: Buffer; changed: Date }>();
  /** What it does with the next requests instead of answering them rightly. */
  readonly faults: (number | 'SILENCE' | 'CUT')[] = [];
  readonly seen: string[] = [];
  readonly faultsOfSignature: string[] = [];

  private constructor(
    private readonly server: Server,
    readonly region: string,
  ) {}

  static async start(region = 'eu-test-1'): Promise<BucketServer> {
    const server = createServer();
    const bucket = new BucketServer(server, region);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void bucket.serve(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return bucket;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get storageUrl(): string {
    return `s3://papers/some%20folder?endpoint=${encodeURIComponent(this.endpoint)}&region=${this.region}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    this.seen.push(`${request.method} ${request.url}`);
    const fault = this.faults.shift();
    if (fault === 'SILENCE') return;
    if (fault === 'CUT') return void request.socket.destroy();
    if (fault) return refuse(response, fault, 'SlowDown');
    const wrong = faultOfSignature(request, body, this.region);
    if (wrong) {
      this.faultsOfSignature.push(wrong);
      return refuse(response, 403, wrong);
    }
    this.answer(request, response, body);
  }

  private answer(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const url = new URL(request.url ?? '', this.endpoint);
    const [, bucket, ...rest] = decodeURIComponent(url.pathname).split('/');
    const key = rest.join('/');
    if (bucket !== 'papers') return refuse(response, 404, 'NoSuchBucket');
    if (request.method === 'PUT') {
      this.objects.set(key, { body, changed: new Date() });
      response.end();
    } else if (request.method === 'DELETE') {
      this.objects.delete(key);
      response.writeHead(204).end();
    } else if (key === '') this.list(url, response);
    else {
      const object = this.objects.get(key);
      if (object) response.end(object.body);
      else refuse(response, 404, 'NoSuchKey');
    }
  }

  /** Two names a page, so that pages are turned. */
  private list(url: URL, response: ServerResponse): void {
    const prefix = url.searchParams.get('prefix') ?? '';
    const after = url.searchParams.get('continuation-token') ?? '';
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(prefix)).sort();
    const page = keys.filter((key) => key > after).slice(0, PAGE);
    const last = page.at(-1);
    const more = last !== undefined && keys.some((key) => key > last);
    const contents = page.map(
      (key) =>
        `<Contents><Key>${key.replaceAll('&', '&amp;')}</Key><LastModified>${this.objects.get(key)?.changed.toISOString()}</LastModified></Contents>`,
    );
    response.end(
      `<ListBucketResult>${contents.join('')}${more ? `<NextContinuationToken>${last}</NextContinuationToken>` : ''}</ListBucketResult>`,
    );
  }
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status).end(`<Error><Code>${code}</Code></Error>`);
}
