import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aTemplate, aVendor, anAgreement, anEvidence } from '@chaperone/store/testing';
import { jpg, pdf, png } from '../src/files/testing/sample-files.js';
import { codesOf, Story, type Credentials } from './harness.js';

interface Sent {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
}

let story: Story;
let compliance: Credentials;
beforeAll(async () => {
  story = await Story.begin();
  compliance = await story.signIn('COMPLIANCE');
});
afterAll(() => story.end());

const headersOf = (by: Credentials): Record<string, string> => {
  const { 'content-type': _json, ...rest } = story.headers(by);
  return rest;
};

async function post(bytes: Buffer, name: string, headers: Record<string, string>) {
  const reply = await fetch(`${story.url}/files`, {
    method: 'POST',
    headers: { ...headers, ...(name && { 'x-chaperone-upload': encodeURIComponent(name) }) },
    body: new Uint8Array(bytes),
  });
  const body = (await reply.json()) as Sent & { errors?: { message: string }[] };
  return { status: reply.status, body, sentence: body.errors?.[0]?.message ?? '' };
}
const send = async (bytes: Buffer, name: string, by: Credentials = compliance): Promise<Sent> => {
  const { status, body } = await post(bytes, name, headersOf(by));
  expect(status).toBe(201);
  return body;
};
const get = (id: string, by: Credentials) =>
  fetch(`${story.url}/files/${id}`, { headers: headersOf(by) });
const blobs = async (): Promise<string[]> =>
  (await readdir(join(story.dataDir, 'blobs'), { recursive: true })).filter((n) => n.length > 30);

const ATTACH = `mutation ($input: AttachFileInput!) { attachFile(input: $input) { id name size uploadedBy { name } } }`;
const attach = (input: object, by = compliance) => story.gql(ATTACH, { input }, by);
const detach = (id: string, by = compliance) =>
  story.gql(`mutation ($id: ID!) { detachFile(id: $id) { id } }`, { id }, by);

describe('a file that is sent', () => {
  it('comes back to be saved: never shown, never run, never kept on the way', async () => {
    const bytes = pdf('x'.repeat(150_000));
    const sent = await send(bytes, 'Vertrag “München”.pdf');
    expect(sent.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    const reply = await get(sent.id, compliance);
    expect(Buffer.from(await reply.arrayBuffer()).equals(bytes)).toBe(true);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename="Vertrag _Munchen_.pdf"; filename*=UTF-8''Vertrag%20%E2%80%9CM%C3%BCnchen%E2%80%9D.pdf`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  it('needs a header that no form of another site can set, and our own origin', async () => {
    const own = headersOf(compliance);
    const before = await blobs();
    expect((await post(pdf(), '', own)).status).toBe(400);
    const { origin: _own, ...cookieOnly } = own;
    expect((await post(pdf(), 'a.pdf', cookieOnly)).status).toBe(403);
    const foreign = { ...own, origin: 'https://evil.example' };
    expect((await post(pdf(), 'a.pdf', foreign)).status).toBe(403);
    const form = { ...own, 'content-type': 'multipart/form-data; boundary=x' };
    expect((await post(pdf(), 'a.pdf', form)).status).toBe(400);
    expect((await post(pdf(), 'a.pdf', { origin: story.url })).status).toBe(401);
    expect(await blobs()).toEqual(before);
  });

  it('is refused with what is wrong and how to mend it', async () => {
    const by = headersOf(compliance);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
    expect(await post(svg, 'picture.png', by)).toMatchObject({
      status: 400,
      sentence: expect.stringMatching(/ends in \.png, but .*save it again/),
    });
    expect((await post(pdf(), 'run.exe', by)).sentence).toMatch(/only PDF, DOCX.*print it as PDF/);
    const large = { ...by, 'content-length': String(26 * 1024 * 1024) };
    expect(await announced(large)).toBe(413);
    // not announced: what is too much is noticed on the way, and still answered
    const endless = await fetch(`${story.url}/files`, {
      method: 'POST',
      headers: { ...by, 'x-chaperone-upload': 'a.txt' },
      body: new Blob([new Uint8Array(26 * 1024 * 1024).fill(0x61)]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(endless.status).toBe(413);
  });

  /** Says how much will come, and sends none of it. */
  function announced(headers: Record<string, string>): Promise<number> {
    const { port } = new URL(story.url);
    return new Promise((resolve, reject) => {
      const all = { ...headers, host: `localhost:${port}`, 'x-chaperone-upload': 'a.pdf' };
      const out = request(
        { host: '127.0.0.1', port, path: '/files', method: 'POST', headers: all },
        (reply) => {
          resolve(reply.statusCode ?? 0);
          out.destroy();
        },
      );
      out.on('error', reject);
      out.flushHeaders();
    });
  }

  it('is taken by a token that may, and by nobody whose role may not', async () => {
    const token = await story.token('COMPLIANCE');
    const sent = await send(png(), 'seal.png', token);
    expect((await get(sent.id, compliance)).status).toBe(200);
    for (const role of ['PROCUREMENT', 'EXECUTIVE', 'AUDITOR'] as const) {
      const by = headersOf(await story.signIn(role));
      expect((await post(pdf(), 'a.pdf', by)).status).toBe(403);
    }
  });
});

describe('what the audit log tells of files', () => {
  it('who sent, fetched, hung and took off what, and what was not taken', async () => {
    const { id: agreement } = await story.database.dataSource.transaction((tx) => anAgreement(tx));
    // denials of the cases before are written behind their answers, and may come late
    const entries = () =>
      story.sql<{ action: string; outcome: string; label: string; about: string[] }>(
        `select action, outcome, content::json #>> '{subject,label}' as label, about
         from audit_entries where seq > $1 and action <> 'ACCESS_DENIED' order by seq`,
        [before],
      );
    const [head] = await story.sql<{ seq: string }>(
      'select max(seq)::text as seq from audit_entries',
    );
    const before = head?.seq ?? '0';
    const sent = await send(pdf(), 'BAA.pdf');
    await get(sent.id, compliance);
    await attach({ file: sent.id, agreement });
    await detach(sent.id);
    await post(Buffer.from('<svg/>'), 'seal.png', headersOf(compliance));
    const told = await entries();
    expect(told.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'UPLOAD SUCCESS',
      'DOWNLOAD SUCCESS',
      'CHANGE SUCCESS',
      'CHANGE SUCCESS',
      'FILE_REFUSED FAILURE',
    ]);
    expect(told.map(({ label }) => label).slice(0, 3)).toEqual(['BAA.pdf', 'BAA.pdf', 'BAA.pdf']);
    for (const { about } of told.slice(2, 4)) expect(about).toContain(`AGREEMENT:${agreement}`);
    expect(told[4]?.label).toBe('seal.png');
  });
});

describe('documents of an agreement', () => {
  it('hang on it, are listed in one statement, and come off again', async () => {
    const { id, ref } = await story.database.dataSource.transaction((tx) => anAgreement(tx));
    const one = await send(pdf('1'), 'BAA.pdf');
    const two = await send(jpg(), 'signature.jpg');
    expect((await attach({ file: one.id, agreement: ref })).data).toMatchObject({
      attachFile: { id: one.id, name: 'BAA.pdf', uploadedBy: { name: 'COMPLIANCE of the story' } },
    });
    await attach({ file: two.id, agreement: id });
    const read = (by: Credentials) =>
      story.gql(
        `query ($id: ID!) { agreement(id: $id) { documents { id name type size } } }`,
        { id },
        by,
      );
    const executive = await story.signIn('EXECUTIVE');
    const auditor = await story.signIn('AUDITOR');
    expect((await read(auditor)).data).toEqual({
      agreement: {
        documents: [
          { id: two.id, name: 'signature.jpg', type: 'image/jpeg', size: jpg().length },
          { id: one.id, name: 'BAA.pdf', type: 'application/pdf', size: pdf('1').length },
        ],
      },
    });
    expect((await get(one.id, auditor)).status).toBe(200);
    expect((await get(one.id, executive)).status).toBe(403);
    expect(codesOf(await detach(one.id, auditor))).toEqual(['FORBIDDEN']);
    expect((await detach(one.id)).errors).toEqual([]);
    expect((await get(one.id, auditor)).status).toBe(403);
    expect(codesOf(await detach(one.id))).toEqual(['CONFLICT']);
    expect((await attach({ file: one.id, agreement: id })).errors).toEqual([]);
  });

  it('are all named by the form that records it, and the last word counts', async () => {
    const { id: vendor } = await story.database.dataSource.transaction((tx) => aVendor(tx));
    const [a, b, c] = [
      await send(pdf(), 'a.pdf'),
      await send(pdf(), 'b.pdf'),
      await send(pdf(), 'c.pdf'),
    ];
    const record = (input: object) =>
      story.gql<{ recordAgreement: { id: string; rev: number; documents: Sent[] } }>(
        `mutation ($input: RecordAgreementInput!) { recordAgreement(input: $input) { id rev documents { name } } }`,
        { input },
        compliance,
      );
    const made = await record({ vendor, kind: 'BAA', documents: [a.id, b.id] });
    const { id, rev } = made.data?.recordAgreement ?? { id: '', rev: 0 };
    const names = (reply: typeof made) =>
      reply.data?.recordAgreement.documents.map(({ name }) => name).sort();
    expect(names(made)).toEqual(['a.pdf', 'b.pdf']);
    const moved = await record({ id, rev, documents: [b.id, c.id] });
    expect(names(moved)).toEqual(['b.pdf', 'c.pdf']);
    const kept = await record({ id, rev: rev + 1, note: 'same papers' });
    expect(names(kept)).toEqual(['b.pdf', 'c.pdf']);
    const none = { id, rev: rev + 2, documents: [vendor] };
    expect(codesOf(await record(none))).toEqual(['NOT_FOUND']);
  });

  it('hang on one record only, and on one that is there', async () => {
    const { id } = await story.database.dataSource.transaction((tx) => anAgreement(tx));
    const { id: other } = await story.database.dataSource.transaction((tx) => anAgreement(tx));
    const { id: file } = await send(pdf(), 'a.pdf');
    expect(codesOf(await attach({ file }))).toEqual(['INVALID']);
    expect(codesOf(await attach({ file, agreement: id, evidence: id }))).toEqual(['INVALID']);
    expect(codesOf(await attach({ file, agreement: 'AGR-999999' }))).toEqual(['NOT_FOUND']);
    await attach({ file, agreement: id });
    expect(codesOf(await attach({ file, agreement: other }))).toEqual(['CONFLICT']);
    expect(codesOf(await attach({ file: other, agreement: id }))).toEqual(['NOT_FOUND']);
  });
});

const RECORD = `mutation ($input: RecordEvidenceInput!) { recordEvidence(input: $input) { id rev file { id name } link } }`;

describe('the file of a piece of evidence', () => {
  const record = (input: object) =>
    story.gql<{ recordEvidence: { id: string; rev: number; file: unknown } }>(
      RECORD,
      { input },
      compliance,
    );

  it('is enough of a source, can be replaced, and cannot be the last to go', async () => {
    const { id: vendor } = await story.database.dataSource.transaction((tx) => aVendor(tx));
    const file = await send(pdf(), 'SOC 2.pdf');
    const made = await record({ vendor, kind: 'SOC_2_TYPE_2', title: 'SOC 2', file: file.id });
    const { id, rev } = made.data?.recordEvidence ?? { id: '', rev: 0 };
    expect(made.data).toMatchObject({ recordEvidence: { file: { name: 'SOC 2.pdf' } } });
    expect(codesOf(await record({ id, rev, file: null }))).toEqual(['INVALID']);
    expect(codesOf(await detach(file.id))).toEqual(['INVALID']);
    const next = await send(pdf('2'), 'SOC 2 new.pdf');
    expect((await attach({ file: next.id, evidence: id })).errors).toEqual([]);
    const linked = await record({ id, rev, link: 'https://example.org/soc2', file: null });
    expect(linked.data).toMatchObject({ recordEvidence: { file: null } });
    const loose = await story.sql(
      'select 1 from stored_files where id = any($1) and detached_at is not null',
      [[file.id, next.id]],
    );
    expect(loose).toHaveLength(2);
  });

  it('nothing but a title is no source', async () => {
    const { id: vendor } = await story.database.dataSource.transaction((tx) => aVendor(tx));
    expect(codesOf(await record({ vendor, kind: 'POLICY', title: 'None' }))).toEqual(['INVALID']);
  });

  it('of a record that goes is kept, loose', async () => {
    const { id } = await story.database.dataSource.transaction((tx) => anEvidence(tx));
    const file = await send(pdf(), 'a.pdf');
    await attach({ file: file.id, evidence: id });
    await story.sql('delete from evidence where id = $1', [id]);
    expect((await get(file.id, compliance)).status).toBe(200);
  });
});

describe('an answer to a question that asks for a file', () => {
  const READ = `query ($id: ID!) { assessment(id: $id) { rev answers { question { key } value file { id name } } } }`;
  const ANSWER = `mutation ($input: RecordAnswersInput!) { recordAnswers(input: $input) { id answeredCount } }`;

  it('is its name, with the file on it, until it is emptied or answered otherwise', async () => {
    const { vendor, template } = await story.database.dataSource.transaction(async (tx) => ({
      vendor: await aVendor(tx),
      ...(await aTemplate(tx, [{ key: 'policy', kind: 'FILE', options: [] }, { key: 'mfa' }])),
    }));
    const place = { vendor: vendor.id, template: template.key };
    const record = (answers: object[]) =>
      story.gql<{ recordAnswers: { id: string } }>(
        ANSWER,
        { input: { ...place, answers } },
        compliance,
      );
    const one = await send(pdf('1'), 'policy.pdf');
    const made = await record([{ question: 'policy', file: one.id }]);
    const assessment = made.data?.recordAnswers.id ?? '';
    const answers = async () =>
      (
        await story.gql<{ assessment: { answers: unknown[] } }>(
          READ,
          { id: assessment },
          compliance,
        )
      ).data?.assessment.answers;
    const answered = (file: Sent | null, value: unknown) => [
      { question: { key: 'policy' }, value, file: file && { id: file.id, name: file.name } },
    ];
    expect(await answers()).toEqual(answered(one, 'policy.pdf'));

    const two = await send(pdf('2'), 'policy 2.pdf');
    const there = { assessment, question: 'policy' };
    expect((await attach({ file: two.id, answer: there })).errors).toEqual([]);
    expect(await answers()).toEqual(answered(two, 'policy 2.pdf'));
    await record([{ question: 'policy', comment: 'seen' }]);
    expect(await answers()).toEqual(answered(two, 'policy 2.pdf'));
    await detach(two.id);
    expect(await answers()).toEqual(answered(null, null));
    await record([{ question: 'policy', file: one.id }]);
    await record([{ question: 'policy', file: null, value: 'on paper, folder 7' }]);
    expect(await answers()).toEqual(answered(null, 'on paper, folder 7'));
    expect(codesOf(await record([{ question: 'mfa', file: one.id }]))).toEqual(['INVALID']);
  });
});
