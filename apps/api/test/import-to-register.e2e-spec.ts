import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Story, codesOf, type Credentials } from './harness.js';

const RUN = `{ id ref status progress reason stage fileName asOf dryRunOf appliedAt undoneAt startedAt finishedAt
  counts { rows new changed same refused skipped proposedMatches confirmedMatches proposedIncidents }
  errors(limit: 10) { line column code message value }
  diff(limit: 1, offset: 1) { table action title before after }
  conflicts { id table title changedAt changedBy { name } } startedBy { name } }`;

interface Run {
  readonly id: string;
  readonly ref: string;
  readonly status: string;
  readonly counts: Record<string, number>;
  readonly errors: { line: number; code: string }[];
  readonly diff: { table: string; action: string; title: string }[];
  readonly conflicts: { title: string; changedBy: { name: string } | null }[];
  readonly reason: string | null;
}

let story: Story;
let officer: Credentials;
beforeAll(async () => {
  story = await Story.begin();
  officer = await story.signIn('COMPLIANCE');
});
afterAll(() => story.end());

async function upload(name: string, content: string): Promise<string> {
  const reply = await fetch(`${story.url}/uploads`, {
    method: 'POST',
    headers: { ...story.headers(officer), 'content-type': 'text/csv', 'x-chaperone-upload': name },
    body: content,
  });
  return ((await reply.json()) as { id: string }).id;
}

async function mutate(field: string, type: string, input: object): Promise<Run> {
  const reply = await story.gql<Record<string, Run>>(
    `mutation M($input: ${type}!) { ${field}(input: $input) ${RUN} }`,
    { input },
    officer,
  );
  expect(reply.errors).toEqual([]);
  const run = reply.data?.[field] as Run;
  expect(run.status).toBe('RUNNING');
  return finished(run.id);
}

async function finished(id: string): Promise<Run> {
  for (;;) {
    const reply = await story.gql<{ importRun: Run }>(
      `query Q($id: ID!) { importRun(id: $id) ${RUN} }`,
      { id },
      officer,
    );
    expect(reply.errors).toEqual([]);
    const run = reply.data?.importRun as Run;
    if (run.status !== 'RUNNING') return run;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const count = async (): Promise<number> =>
  (await story.sql<{ n: number }>('select count(*)::int as n from vendors'))[0]?.n ?? 0;

async function runsOf(vendor: string | undefined): Promise<string[]> {
  const reply = await story.gql<{ importRuns: { items: { ref: string }[] } }>(
    'query Q($vendor: ID!) { importRuns(vendor: $vendor) { items { ref } } }',
    { vendor },
    officer,
  );
  expect(reply.errors).toEqual([]);
  return reply.data!.importRuns.items.map(({ ref }) => ref);
}

it('goes from an upload over a dry run to the register, and back', async () => {
  const file = await upload('vendors.csv', 'name,status\nAcme,APPROVED\nBright,\nBad,NOPE\n');
  const dry = await mutate('startImport', 'StartImportInput', { upload: file, source: 'VENDORS' });
  expect(dry).toMatchObject({
    status: 'PREVIEWED',
    fileName: 'vendors.csv',
    counts: { rows: 3, new: 2, refused: 1 },
    errors: [{ line: 4, code: 'BAD_VALUE', column: 'status', value: 'NOPE' }],
    diff: [{ table: 'vendors', action: 'INSERT', title: 'Bright' }],
    startedBy: { name: 'COMPLIANCE of the story' },
  });
  expect(await count()).toBe(0);

  const applied = await mutate('applyImport', 'ApplyImportInput', { run: dry.id });
  expect(applied).toMatchObject({ id: dry.id, status: 'APPLIED', counts: { new: 2 } });
  const vendors = await story.gql<{ vendors: { items: { displayName: string }[] } }>(
    '{ vendors { items { displayName status } totalCount } }',
    {},
    officer,
  );
  expect(vendors.data?.vendors).toMatchObject({
    totalCount: 2,
    items: expect.arrayContaining([{ displayName: 'Acme', status: 'APPROVED' }]),
  });

  const [acme] = await story.sql<{ id: string }>(
    `select id from vendors where display_name = 'Acme'`,
  );
  // a vendor knows the runs that wrote about it, and no others
  expect(await runsOf(acme?.id)).toEqual([dry.ref]);
  const [other] = await story.sql<{ id: string }>(
    `insert into vendors (display_name, normalised_name) values ('Other', 'other') returning id`,
  );
  expect(await runsOf(other?.id)).toEqual([]);
  await story.sql('delete from vendors where id = $1', [other?.id]);
  const { personId } = await story.signIn('ADMIN');
  await story.sql('update vendors set rev = rev + 1, updated_by = $2 where id = $1', [
    acme?.id,
    personId,
  ]);
  const asked = await mutate('undoImport', 'UndoImportInput', { run: dry.id });
  expect(asked).toMatchObject({
    status: 'APPLIED',
    conflicts: [{ id: acme?.id, title: 'Acme', changedBy: { name: 'ADMIN of the story' } }],
  });
  expect(asked.reason).toMatch(/Confirm/);
  expect(await count()).toBe(2);
  const undone = await mutate('undoImport', 'UndoImportInput', { run: dry.ref, confirm: true });
  expect(undone.status).toBe('UNDONE');
  expect(await count()).toBe(1);
});

it('says what is wrong with a file, and does each step once', async () => {
  const file = await upload('x.csv', 'nothing,here\n1,2\n');
  const failed = await mutate('startImport', 'StartImportInput', {
    upload: file,
    source: 'HHS_OCR',
  });
  expect(failed).toMatchObject({ status: 'FAILED', errors: [{ code: 'WRONG_SOURCE' }] });
  const again = await story.gql(
    `mutation { applyImport(input: { run: "${failed.id}" }) { id } }`,
    {},
    officer,
  );
  expect(codesOf(again)).toEqual(['CONFLICT']);
  const unknown = await story.gql(
    'mutation { startImport(input: { upload: "no", source: HIBP }) { id } }',
    {},
    officer,
  );
  expect(codesOf(unknown)).toEqual(['NOT_FOUND']);
  const reader = await story.signIn('AUDITOR');
  const forbidden = await story.gql(
    'mutation { startImport(input: { upload: "no", source: HIBP }) { id } }',
    {},
    reader,
  );
  expect(codesOf(forbidden)).toEqual(['FORBIDDEN']);
  const list = await story.gql(
    '{ importRuns(limit: 1) { totalCount items { ref counts { rows } } } }',
    {},
    reader,
  );
  expect(list.data).toMatchObject({ importRuns: { totalCount: 2 } });
});

it('gives templates that can be imported as they are', async () => {
  for (const name of ['vendors', 'answers', 'subprocessors']) {
    const reply = await fetch(`${story.url}/imports/templates/${name}.csv`, {
      headers: story.headers(officer),
    });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toContain('text/csv');
    expect((await reply.text()).split('\r\n')[0]).toContain(',');
  }
  const template = await fetch(`${story.url}/imports/templates/vendors.csv`, {
    headers: story.headers(officer),
  });
  const file = await upload('vendors.csv', await template.text());
  const dry = await mutate('startImport', 'StartImportInput', { upload: file, source: 'VENDORS' });
  expect(dry).toMatchObject({ status: 'PREVIEWED', counts: { new: 1, refused: 0 }, errors: [] });
  expect(
    (await fetch(`${story.url}/imports/templates/people.csv`, { headers: story.headers(officer) }))
      .status,
  ).toBe(404);
  expect((await fetch(`${story.url}/imports/templates/vendors.csv`)).status).toBe(401);
});
