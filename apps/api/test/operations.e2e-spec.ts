import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readManifest } from '../src/http/operations.js';
import { codesOf, Story, type Credentials } from './harness.js';

const OPERATIONS = join(import.meta.dirname, '../../../libs/contract/operations');

describe('the list of operations', () => {
  let story: Story;
  let person: Credentials;
  const manifest = readManifest(null);
  const idOf = (name: string): string =>
    [...manifest].find(([, text]) =>
      new RegExp(`\\b(query|mutation) ${name}\\b`).test(text),
    )?.[0] ?? '';
  const send = (body: object, credentials: Credentials = person) =>
    story.post(body, story.headers(credentials));

  beforeAll(async () => {
    // as in production: without ANY_OPERATION
    story = await Story.begin({
      settings: { ANY_OPERATION: '' },
    });
    person = await story.signIn('COMPLIANCE');
  });
  afterAll(() => story.end());

  it('holds every operation that the applications were built with', () => {
    const files = readdirSync(OPERATIONS, { recursive: true, encoding: 'utf8' });
    const written = files
      .filter((file) => file.endsWith('.graphql'))
      .flatMap((file) =>
        [
          ...readFileSync(join(OPERATIONS, file), 'utf8').matchAll(/^(?:query|mutation) (\w+)/gm),
        ].map(([, name]) => name),
      );
    expect(written.length).toBeGreaterThan(30);
    expect(written.filter((name) => !idOf(name ?? ''))).toEqual([]);
  });

  it('runs an operation by its id, with variables, again and again', async () => {
    for (let round = 0; round < 3; round += 1) {
      const reply = await send({ documentId: idOf('Viewer'), variables: {} });
      expect(reply.errors).toEqual([]);
      expect(reply.data).toMatchObject({ viewer: { role: 'COMPLIANCE' } });
    }
    const page = { documentId: idOf('Assessments'), variables: { limit: 1 } };
    expect((await send(page)).data).toEqual({ assessments: { totalCount: 0, items: [] } });
    const wrong = { documentId: idOf('Assessments'), variables: { limit: 'many' } };
    expect(codesOf(await send(wrong))).toEqual(['BAD_USER_INPUT']);
  });

  it('lets nobody in by another text: not with a session, not without', async () => {
    const query = '{ viewer { role } }';
    for (const who of [person, {}]) {
      const reply = await send({ query }, who);
      expect([reply.status, codesOf(reply), reply.data]).toEqual([403, ['FORBIDDEN'], undefined]);
    }
    // the very text of a listed operation is no way round the list either
    const listed = manifest.get(idOf('Viewer'));
    expect(codesOf(await send({ query: listed }))).toEqual(['FORBIDDEN']);
    const both = await send({ query, documentId: idOf('Viewer') });
    expect(codesOf(both)).toEqual(['INVALID']);
    expect(codesOf(await send({}))).toEqual(['FORBIDDEN']);
  });

  it('says of an unknown id that the page is to be loaded again', async () => {
    for (const documentId of ['sha256:0000', 7, null, '__proto__', ['a']]) {
      const reply = await send({ documentId });
      expect([reply.status, codesOf(reply)]).toEqual([400, ['UNKNOWN_OPERATION']]);
    }
  });

  it('leaves texts to tokens', async () => {
    const script = await story.token('AUDITOR');
    const reply = await send({ query: '{ viewer { role } }' }, script);
    expect(reply.data).toEqual({ viewer: { role: 'AUDITOR' } });
    const byId = await send({ documentId: idOf('Viewer'), variables: {} }, script);
    expect(byId.errors).toEqual([]);
  });
});
