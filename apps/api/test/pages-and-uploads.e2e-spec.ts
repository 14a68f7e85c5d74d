import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer, StartRefusal } from '../src/main.js';
import { Story } from './harness.js';

let story: Story;
beforeAll(async () => {
  story = await Story.begin();
});
afterAll(() => story.end());

/** GET with a Host header of one's own, which fetch would not send. */
function get(
  path: string,
  host: string,
): Promise<{ status: number; location: string | undefined }> {
  const { port } = new URL(story.url);
  return new Promise((resolve, reject) => {
    const headers = { host: `${host}:${port}`, accept: 'text/html' };
    request({ host: '127.0.0.1', port, path, headers }, (reply) => {
      reply.resume();
      resolve({ status: reply.statusCode ?? 0, location: reply.headers.location });
    })
      .on('error', reject)
      .end();
  });
}

describe('pages', () => {
  it('carry a nonce of their own in policy and document', async () => {
    const nonces: string[] = [];
    for (const path of ['/', '/vendors/VND-1?tab=score']) {
      const reply = await fetch(`${story.url}${path}`);
      const html = await reply.text();
      const policy = reply.headers.get('content-security-policy') ?? '';
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      expect(html).toContain(`ngcspnonce="${nonce}"`);
      expect(html).toContain(`<style nonce="${nonce}">`);
      expect(html).not.toContain('PUT_NONCE_HERE');
      expect(policy).toContain("base-uri 'self'");
      expect(policy).toContain('trusted-types angular angular#components');
      expect(reply.headers.get('cache-control')).toBe('no-cache');
      expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
      expect(reply.headers.get('referrer-policy')).toBe('no-referrer');
      expect(reply.headers.get('x-powered-by')).toBeNull();
      nonces.push(nonce);
    }
    expect(new Set(nonces).size).toBe(2);
  });

  it('are not answered in place of a missing file, and hashed files are kept for ever', async () => {
    const script = await fetch(`${story.url}/main-ABCDEF12.js`, {
      headers: { 'accept-encoding': 'br' },
    });
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect(script.headers.get('vary')).toBe('Accept-Encoding');
    expect(await script.text()).toBe('export {};');
    const plain = await fetch(`${story.url}/main-ABCDEF12.js`, {
      headers: { 'accept-encoding': 'identity' },
    });
    expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([
      null,
      'export {};',
    ]);
    const missing = await fetch(`${story.url}/main-00000000.js`);
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });

  it('are read at localhost, not at its other names, and not at foreign ones', async () => {
    const { port } = new URL(story.url);
    expect(await get('/vendors?x=1', '127.0.0.1')).toEqual({
      status: 307,
      location: `http://localhost:${port}/vendors?x=1`,
    });
    expect((await get('/vendors', 'evil.example')).status).toBe(421);
    expect((await get('/graphql', 'evil.example')).status).toBe(421);
  });

  it('leave health and policy reports open to all', async () => {
    expect(await (await fetch(`${story.url}/livez`)).json()).toEqual({ status: 'ok' });
    expect((await fetch(`${story.url}/readyz`)).status).toBe(200);
    const report = await fetch(`${story.url}/csp`, { method: 'POST', body: '{"csp-report":{}}' });
    expect(report.status).toBe(204);
  });
});

describe('uploads', () => {
  const content = 'vendor,domain\nAcme,acme.example\n';
  const sha256 = createHash('sha256').update(content).digest('hex');

  const send = async (headers: Record<string, string>, body: RequestInit['body']) => {
    const reply = await fetch(`${story.url}/uploads`, {
      method: 'POST',
      headers,
      body: body ?? null,
    });
    return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
  };

  it('take a raw body under the name in the header', async () => {
    const { token } = await story.token('COMPLIANCE');
    const headers = {
      authorization: `Bearer ${token}`,
      'x-chaperone-upload': '..%2F..%2Fv%C3%A9.csv',
    };
    const { status, body } = await send(headers, content);
    expect(status).toBe(201);
    expect(body).toMatchObject({ fileName: 'vé.csv', bytes: content.length, sha256 });
    const [row] = await story.sql<{ path: string }>('select path from uploads where id = $1', [
      body['id'],
    ]);
    expect(await readFile(join(story.dataDir, row?.path ?? ''), 'utf8')).toBe(content);
  });

  it('take a form with a session', async () => {
    const { cookie, personId } = await story.signIn('ADMIN');
    const form = new FormData();
    form.append('file', new Blob([content]), 'vendors.csv');
    const { status, body } = await send({ cookie, origin: story.url }, form);
    expect([status, body['sha256']]).toEqual([201, sha256]);
    const rows = await story.sql('select 1 from uploads where uploaded_by = $1', [personId]);
    expect(rows).toHaveLength(1);
  });

  it('refuse who may not import, whoever is not known, and a form without a file', async () => {
    const auditor = await story.token('AUDITOR');
    const named = { 'x-chaperone-upload': 'a.csv' };
    const before = await readdir(join(story.dataDir, 'uploads'));
    expect((await send({ ...named, authorization: `Bearer ${auditor.token}` }, 'x')).status).toBe(
      403,
    );
    expect((await send({ ...named, origin: story.url }, 'x')).status).toBe(401);
    expect((await send(named, 'x')).status).toBe(403);
    const admin = { authorization: `Bearer ${(await story.token()).token}` };
    expect((await send(admin, 'x')).status).toBe(400);
    const form = new FormData();
    form.append('other', 'x');
    expect((await send(admin, form)).status).toBe(400);
    expect(await readdir(join(story.dataDir, 'uploads'))).toEqual(before);
  });
});

describe('starting', () => {
  const start = (options: object) =>
    startServer({
      databaseUrl: story.database.url,
      host: '127.0.0.1',
      port: 0,
      dataDir: story.dataDir,
      dashboardDir: null,
      mode: 'start',
      ...options,
    });

  it('refuses the demo on a database that it did not make', async () => {
    await expect(start({ mode: 'demo' })).rejects.toThrow(StartRefusal);
  });

  it('refuses to listen to the world in the clear', async () => {
    await expect(start({ host: '0.0.0.0' })).rejects.toThrow(/ALLOW_PLAIN_HTTP/);
  });
});
