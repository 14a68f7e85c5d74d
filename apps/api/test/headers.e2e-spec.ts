import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { databaseWarning } from '../src/http/tls.js';
import { Story } from './harness.js';

const PUBLIC = 'https://risk.example.org';
let story: Story;
beforeAll(async () => {
  story = await Story.begin({
    settings: { PUBLIC_URL: PUBLIC, TRUST_PROXY: '127.0.0.9' },
  });
});
afterAll(() => story.end());

interface Reply {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/** Asks over the wire, under the public name, from the address of a proxy or of a stranger. */
function ask(
  path: string,
  { method = 'GET', headers = {}, body = '', localAddress = '127.0.0.1' } = {},
): Promise<Reply> {
  const options = {
    host: '127.0.0.1',
    port: story.server.port,
    method,
    path,
    localAddress,
    headers: { host: 'risk.example.org', ...headers },
  };
  return new Promise((resolve, reject) => {
    request(options, (reply) => {
      const parts: Buffer[] = [];
      reply.on('data', (part: Buffer) => parts.push(part));
      reply.on('end', () => {
        const { statusCode = 0, headers: got } = reply;
        resolve({ status: statusCode, headers: got, body: Buffer.concat(parts).toString() });
      });
    })
      .on('error', reject)
      .end(body);
  });
}

const EVERYWHERE = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': expect.stringContaining('camera=()') as unknown,
};

describe('headers', () => {
  it('of a document let it load what it is made of, and nothing else', async () => {
    const { headers } = await ask('/vendors');
    expect(headers).toMatchObject({ ...EVERYWHERE, 'cache-control': 'no-cache' });
    const policy = String(headers['content-security-policy']).split(';');
    const nonce = /'nonce-[^']{20,}'/.exec(policy.join(';'))?.[0] ?? '';
    expect(policy.map((line) => line.replace(nonce, "'nonce-…'"))).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'nonce-…'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'self'",
      "form-action 'self'",
      "object-src 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types angular angular#components',
      'report-uri /csp',
    ]);
  });

  it.each([
    '/livez',
    '/graphql',
    '/exports/vendors.csv',
    '/imports/templates/vendors.csv',
    '/sso/callback',
  ])('of %s forbid to show, run, frame or keep it', async (path) => {
    const { headers } = await ask(path);
    expect(headers).toMatchObject({ ...EVERYWHERE, 'cache-control': 'no-store' });
    expect(headers['content-security-policy']).toBe("default-src 'none';frame-ancestors 'none'");
  });

  it('of a download say that it is a file', async () => {
    const { token } = await story.token('ADMIN');
    const authorization = `Bearer ${token}`;
    const { status, headers } = await ask('/exports/vendors.csv', { headers: { authorization } });
    expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    expect(headers['content-disposition']).toMatch(/^attachment; filename=/);
  });

  it('of signing out make the browser forget', async () => {
    const { cookie } = await story.signIn('ADMIN');
    const { headers } = await ask('/graphql', {
      method: 'POST',
      headers: { cookie, origin: PUBLIC, 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'mutation { signOut }' }),
    });
    expect(headers['clear-site-data']).toBe('"cache", "storage"');
    expect(String(headers['set-cookie'])).toMatch(/__Host-sid-\w+=; Max-Age=0/);
  });
});

describe('a proxy', () => {
  /** The address under which attempts of a caller are counted. */
  const addressOf = async (localAddress: string): Promise<string> => {
    await story.sql('delete from rate_limits');
    await ask('/graphql', {
      method: 'POST',
      localAddress,
      headers: {
        origin: PUBLIC,
        'content-type': 'application/json',
        'x-forwarded-for': '203.0.113.7',
      },
      body: JSON.stringify({
        query: 'mutation { signIn(input: {email: "a@b.example", password: "x"}) { __typename } }',
      }),
    });
    const [row] = await story.sql<{ key: string }>(
      `select key from rate_limits where key like 'ip:%'`,
    );
    return row?.key ?? '';
  };

  it('that is named is believed, and nobody else', async () => {
    expect(await addressOf('127.0.0.9')).toBe('ip:203.0.113.7');
    expect(await addressOf('127.0.0.8')).toBe('ip:127.0.0.8');
  });
});

describe('the way to the database', () => {
  it('is warned of where somebody could stand on it', () => {
    const remote = 'postgres://u:p@db.example.org/x';
    expect(databaseWarning(remote)).toContain('db.example.org');
    expect(databaseWarning(`${remote}?sslmode=require`)).toContain('verify-full');
    const fine = [
      `${remote}?sslmode=verify-full`,
      'postgres://u:p@127.0.0.1:5432/x',
      'postgres://u:p@localhost/x',
      'postgres:///x?host=/var/run/postgresql',
    ];
    expect(fine.map(databaseWarning)).toEqual([null, null, null, null]);
  });

  it('is never named with its password', () => {
    expect(databaseWarning('postgres://u:secret@db.example.org/x')).not.toContain('secret');
  });
});
