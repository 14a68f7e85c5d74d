import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aPerson, aRelation, aService, aVendor } from '@chaperone/store/testing';
import type { EntityManager } from 'typeorm';
import { importWorld, type ImportWorld } from '../imports/testing/import-world.js';
import type { UndoOutcome } from '../imports/undo-run.service.js';
import { openJson } from '../keys/sealed-values.js';
import { ChangeHooks } from '../scoring/change-hooks.js';
import { SubprocessorImports } from './subprocessors.import.js';
import { VendorImports } from './vendors.import.js';

let world: ImportWorld;
const changed: string[][] = [];
beforeAll(async () => {
  world = await importWorld();
  const hooks = new ChangeHooks();
  hooks.onVendorChanged(async (_tx, ids) => {
    changed.push([...ids]);
    return { proposed: 2, confirmed: 1, incidents: 0 };
  });
  new VendorImports(world.sources, hooks, world.keys).onModuleInit();
  new SubprocessorImports(world.sources).onModuleInit();
});
afterAll(() => world.close());
beforeEach(() => world.clear());

const run = async (text: string | Buffer, how = {}) =>
  world.run('VENDORS', await world.file('vendors.csv', text), how);
const links = async (text: string, how = {}) =>
  world.run('SUBPROCESSORS', await world.file('links.csv', text), how);
const vendors = () =>
  world.rows<Record<string, unknown>>('select * from vendors order by normalised_name, id');
const conflictsOf = (id: string) =>
  world.rows('select title from import_conflicts where run_id = $1 order by title', [id]);
const errorsOf = (id: string) =>
  world.rows<{ line: number; column_name: string; code: string; message: string }>(
    'select line, column_name, code, message from import_errors where run_id = $1 order by id',
    [id],
  );

describe('a table of vendors', () => {
  it('goes in, is scored, and changes nothing a second time', async () => {
    const text =
      'Name,Domain,CATEGORY,Country,Tags,Shoe size\r\n' +
      '"Acmé, Inc.",https://www.acme.example/about,E-mail and marketing,United States,a; b,42\r\n' +
      'Bright Line,,telehealth video,,,\r\n';
    const first = await run(text);
    expect(first.counts).toMatchObject({ rows: 2, new: 2, refused: 0 });
    expect(await errorsOf(first.run)).toMatchObject([
      { code: 'UNKNOWN_COLUMN', column_name: 'Shoe size' },
    ]);
    expect(await vendors()).toMatchObject([
      {
        display_name: 'Acmé, Inc.',
        normalised_name: 'acme',
        domains: ['acme.example'],
        category: 'EMAIL_MARKETING',
        headquarters: 'US',
        tags: ['a', 'b'],
        status: 'PROPOSED',
        search_text: expect.stringMatching(/^acme acme\.example vnd-\d+$/),
      },
      { display_name: 'Bright Line', category: 'TELEHEALTH_VIDEO' },
    ]);
    expect(await world.rows('select 1 from vendor_rows')).toHaveLength(2);
    expect(changed.at(-1)).toHaveLength(2);
    const again = await run(text);
    expect(again.counts).toMatchObject({ new: 0, changed: 0, same: 2 });
  });

  it('seals contacts, which change nothing a second time and come back when undone', async () => {
    const text = (who: string) =>
      `name,contact_name,contact_email\nAcme,${who},${who.toLowerCase()}@acme.example\nOther,,\n`;
    const contacts = async () =>
      (await vendors()).map(({ id, contacts }) =>
        openJson(world.keys, { table: 'vendors', column: 'contacts', row: String(id) }, contacts),
      );
    await run(text('Samira'));
    expect(JSON.stringify(await vendors())).not.toMatch(/Samira/i);
    expect(await contacts()).toEqual([
      [{ name: 'Samira', email: 'samira@acme.example', role: null }],
      [],
    ]);
    expect((await run(text('Samira'))).counts).toMatchObject({ changed: 0, same: 2 });
    const done = await run(text('kim'));
    expect(done.counts).toMatchObject({ changed: 1, same: 1 });
    expect(JSON.stringify(await world.rows('select * from import_changes'))).not.toMatch(
      /samira|kim@/i,
    );
    expect(await contacts()).toMatchObject([[{ name: 'kim' }], []]);
    await world.undo(done.run, 'VENDORS');
    expect(await contacts()).toMatchObject([[{ name: 'Samira' }], []]);
  });

  it.each([
    ['UTF-8 with its mark', Buffer.from('\ufeffname\nCafé\n')],
    ['windows-1252', Buffer.from('name\nCaf\xe9\n', 'latin1')],
  ])('may be written in %s', async (_, bytes) => {
    await run(bytes);
    expect(await vendors()).toMatchObject([{ display_name: 'Café' }]);
  });

  it('finds a vendor by ref, else by domain, else by name or alias', async () => {
    const [one, two, three] = await world.change(async (tx) => [
      await aVendor(tx, { displayName: 'One' }),
      await aVendor(tx, { displayName: 'Two', domains: ['two.example'] }),
      await aVendor(tx, { displayName: 'Three', aliases: ['Drei'] }),
    ]);
    const done = await run(
      `ref,name,domains,website\n${one?.ref},One Renamed,,\n,Two Renamed,two.example,\n,Drei GmbH,,https://three.example\n`,
    );
    expect(done.counts).toMatchObject({ new: 0, changed: 3 });
    const rows = await world.rows<{
      id: string;
      display_name: string;
      website: string;
      rev: number;
    }>('select id, display_name, website, rev from vendors');
    const of = (id?: string) => rows.find((row) => row.id === id);
    expect(of(one?.id)).toMatchObject({ display_name: 'One Renamed', rev: 2 });
    expect(of(two?.id)).toMatchObject({ display_name: 'Two Renamed' });
    expect(of(three?.id)).toMatchObject({
      display_name: 'Three',
      website: 'https://three.example',
    });
  });

  it('keeps products of one domain apart, at first and again', async () => {
    const text =
      'name,domains\nMicrosoft,microsoft.com\nMicrosoft 365,microsoft.com\nMicrosoft Azure,microsoft.com\n';
    await world.change((tx) =>
      aVendor(tx, { displayName: 'Microsoft', domains: ['microsoft.com'] }),
    );
    expect((await run(text)).counts).toMatchObject({ new: 2, same: 1, refused: 0 });
    expect((await run(text)).counts).toMatchObject({ new: 0, same: 3, changed: 0 });
  });

  it('leaves what an empty cell does not say, and says what changed', async () => {
    await run('name,legal_name,status,description\nAcme,Acme Ltd,IN_REVIEW,Text\n');
    const done = await run('name,legal_name,status\nAcme,,APPROVED\n');
    expect(done.counts).toMatchObject({ changed: 1 });
    expect(await vendors()).toMatchObject([
      { legal_name: 'Acme Ltd', status: 'APPROVED', description: 'Text' },
    ]);
    const diff = await world.rows('select before, after from import_changes where run_id = $1', [
      done.run,
    ]);
    expect(diff).toEqual([
      { before: { status: 'IN_REVIEW' }, after: { status: 'APPROVED', rev: 2 } },
    ]);
  });

  it('refuses rows with a fault by line, column and reason', async () => {
    await world.change(async (tx) => {
      await aVendor(tx, { displayName: 'Twin', domains: ['one.example'] });
      await aVendor(tx, { displayName: 'Twin', domains: ['two.example'] });
    });
    const done = await run(
      [
        'ref,name,category,next_review_on,website,owner,parent,domains',
        'VND-99999,X,,,,,,',
        ',,,,,,,',
        ',Bad category,Shoes,,,,,',
        ',Bad day,,2026-02-31,,,,',
        ',Bad site,,,javascript:alert(1),,,',
        ',No owner,,,,nobody@example.org,,',
        ',No parent,,,,,Nowhere,',
        ',Twin,,,,,,',
        ',Same,,,,,,',
        ',Same Inc.,,,,,,',
        ',Bad domain,,,,,,not a domain',
      ].join('\n'),
    );
    expect(await errorsOf(done.run)).toMatchObject([
      { line: 2, code: 'UNKNOWN_RECORD', column_name: 'ref' },
      { line: 4, code: 'BAD_VALUE', column_name: 'category' },
      { line: 5, code: 'BAD_DATE', column_name: 'next_review_on' },
      { line: 6, code: 'BAD_VALUE', column_name: 'website' },
      { line: 7, code: 'UNKNOWN_RECORD', column_name: 'owner' },
      { line: 8, code: 'UNKNOWN_RECORD', column_name: 'parent' },
      { line: 9, code: 'AMBIGUOUS', column_name: 'name' },
      { line: 11, code: 'DUPLICATE_ROW' },
      { line: 12, code: 'BAD_VALUE', column_name: 'domains' },
    ]);
    expect(done.counts).toMatchObject({ new: 1, refused: 9 });
  });

  it('knows owners and parents, also those of the same file', async () => {
    const person = await world.change((tx) => aPerson(tx, { email: 'sam@example.org' }));
    await run('name,owner,parent\nChild,Sam@Example.org,Mother Co\nMother Co,,\n');
    const [child, mother] = await vendors();
    expect(child).toMatchObject({ owner_id: person.id, parent_id: mother?.['id'] });
  });

  it('is no table of vendors without a name', async () => {
    const done = await run('a,b\n1,2\n');
    expect(done).toMatchObject({
      status: 'FAILED',
      reason: expect.stringMatching(/"name" is missing/),
    });
  });
});

describe('undoing a table of vendors', () => {
  it('removes new vendors with their rows and restores changed ones', async () => {
    await world.change((tx) =>
      aVendor(tx, { displayName: 'Acme', website: 'https://old.example' }),
    );
    const done = await run('name,website\nAcme,https://new.example\nBright,\n');
    expect(await world.undo(done.run, 'VENDORS')).toMatchObject({ status: 'UNDONE', conflicts: 0 });
    expect(await vendors()).toMatchObject([
      { display_name: 'Acme', website: 'https://old.example' },
    ]);
    expect(await world.rows('select 1 from risk_scores')).toHaveLength(1);
  });

  it('leaves vendors that are used or were changed since, once that is confirmed', async () => {
    const done = await run('name\nUsed\nTouched\nFree\n');
    const person = await world.change((tx) => aPerson(tx, { name: 'Pat' }));
    const rows = await vendors();
    const id = (name: string) => String(rows.find((row) => row['display_name'] === name)?.['id']);
    await world.change(async (tx) => {
      await aService(tx, { vendorId: id('Used') });
      await tx.query(
        `update vendors set website = 'https://x.example', rev = rev + 1, updated_by = $2 where id = $1`,
        [id('Touched'), person.id],
      );
    });
    expect(await world.undo(done.run, 'VENDORS')).toMatchObject({
      status: 'APPLIED',
      conflicts: 2,
    });
    expect(await vendors()).toHaveLength(3);
    expect(
      await world.rows('select title, changed_by from import_conflicts order by title'),
    ).toEqual([
      { title: 'Touched', changed_by: person.id },
      { title: 'Used (used by services)', changed_by: null },
    ]);
    expect(await world.undo(done.run, 'VENDORS', true)).toMatchObject({ status: 'UNDONE' });
    expect((await vendors()).map((row) => row['display_name'])).toEqual(['Touched', 'Used']);
  });
});

describe('undoing where vendors belong to vendors', () => {
  const idOf = async (name: string) =>
    String((await vendors()).find((row) => row['display_name'] === name)?.['id']);
  const setParent = async (child: string, parent: string) =>
    world.rows('update vendors set parent_id = $2, rev = rev + 1 where id = $1', [
      await idOf(child),
      await idOf(parent),
    ]);

  it('leaves a parent that somebody has given to another vendor since, and its own parent', async () => {
    await world.change((tx) => aVendor(tx, { displayName: 'Old' }));
    const done = await run('name,parent\nHolding,\nGroup,Holding\nAlone,\n');
    await world.rows(
      `update vendors set parent_id = (select id from vendors where display_name = 'Holding') where display_name = 'Group'`,
    );
    await setParent('Old', 'Group');
    expect(await world.undo(done.run, 'VENDORS')).toMatchObject({ conflicts: 2 });
    expect(await conflictsOf(done.run)).toEqual([
      { title: 'Group (used by vendors)' },
      { title: 'Holding (used by vendors)' },
    ]);
    expect(await world.undo(done.run, 'VENDORS', true)).toMatchObject({ status: 'UNDONE' });
    expect((await vendors()).map((row) => row['display_name'])).toEqual([
      'Group',
      'Holding',
      'Old',
    ]);
    expect((await vendors()).filter((row) => row['parent_id'] !== null)).toHaveLength(2);
  });

  it('takes back parent and child where nobody touched either', async () => {
    const done = await run('name\nHolding\nGroup\n');
    await world.rows(
      `update vendors set parent_id = (select id from vendors where display_name = 'Holding') where display_name = 'Group'`,
    );
    expect(await world.undo(done.run, 'VENDORS')).toMatchObject({ status: 'UNDONE', conflicts: 0 });
    expect(await vendors()).toEqual([]);
  });
});

describe('undoing while somebody works on the same vendors', () => {
  /** Begins a change, undoes meanwhile, and lets the change commit once the undo waits for it. */
  async function undoDuring(
    run: string,
    change: (tx: EntityManager) => Promise<unknown>,
  ): Promise<UndoOutcome> {
    let undoing: Promise<UndoOutcome> | null = null;
    await world.change(async (tx) => {
      await change(tx);
      undoing = world.undo(run, 'VENDORS', true);
      await world.somebodyWaits();
    });
    return undoing!;
  }

  it('leaves what was saved in that moment, and lists it', async () => {
    await world.change((tx) => aVendor(tx, { displayName: 'Acme', website: 'https://a.example' }));
    const done = await run('name,website\nAcme,https://b.example\nBright,\n');
    const outcome = await undoDuring(done.run, (tx) =>
      tx.query(`update vendors set description = 'kept', rev = rev + 1`),
    );
    expect(outcome).toMatchObject({ status: 'UNDONE', conflicts: 2 });
    expect(await vendors()).toMatchObject([
      { display_name: 'Acme', website: 'https://b.example', description: 'kept' },
      { display_name: 'Bright', description: 'kept' },
    ]);
    expect(await conflictsOf(done.run)).toEqual([{ title: 'Acme' }, { title: 'Bright' }]);
  });

  it('leaves a vendor that came to be used in that moment, with what uses it', async () => {
    const done = await run('name\nBright\n');
    const [bright] = await vendors();
    const outcome = await undoDuring(done.run, (tx) =>
      aService(tx, { vendorId: String(bright?.['id']) }),
    );
    expect(outcome).toMatchObject({ status: 'UNDONE', conflicts: 1 });
    expect(await vendors()).toHaveLength(1);
    expect(await world.rows('select 1 from services')).toHaveLength(1);
  });
});

describe('a table of vendors beside a rescoring', () => {
  it('locks vendors in the order of their keys, whatever the order of the file', async () => {
    const ids = await world.change(async (tx) => {
      const made = [];
      for (let n = 0; n < 20; n += 1) made.push((await aVendor(tx, { displayName: `V ${n}` })).id);
      return made.sort();
    });
    const names = await world.rows<{ display_name: string }>(
      'select display_name from vendors order by id desc',
    );
    const lines = names.map(({ display_name }) => `${display_name},https://new.example`);
    let importing: ReturnType<typeof run> | null = null;
    await world.change(async (tx) => {
      const hold = (id = '') => tx.query('select id from vendors where id = $1 for update', [id]);
      await hold(ids[0]);
      importing = run(`name,website\n${lines.join('\n')}\n`);
      await world.somebodyWaits();
      for (const id of ids.slice(1)) await hold(id);
    });
    expect(await importing!).toMatchObject({ status: 'APPLIED', counts: { changed: 20 } });
  });
});

describe('a list of sub-processors', () => {
  const LIST =
    'Vendor,Sub-processor,Purpose,Location,Source_URL\nAcme,"Hosting Co, LLC",Hosting,US,https://acme.example/list\n';
  beforeEach(async () => {
    await world.change(async (tx) => {
      await aVendor(tx, { displayName: 'Acme' });
      await aVendor(tx, { displayName: 'Big Cloud', aliases: ['Hosting Co'] });
    });
  });
  const relations = () => world.rows('select purpose, location, source_url from vendor_relations');

  it('links vendors of the register, and again changes nothing', async () => {
    expect((await links(LIST)).counts).toMatchObject({ new: 1, refused: 0 });
    expect((await links(LIST)).counts).toMatchObject({ new: 0, same: 1 });
    const moved = await links(LIST.replace('US', 'EU'));
    expect(moved.counts).toMatchObject({ changed: 1 });
    expect(await relations()).toMatchObject([{ location: 'EU' }]);
    expect(await world.undo(moved.run, 'SUBPROCESSORS')).toMatchObject({ status: 'UNDONE' });
    expect(await relations()).toMatchObject([{ location: 'US' }]);
  });

  it('refuses names that are not in the register, and a vendor that uses itself', async () => {
    const done = await links(`${LIST}Acme,Nobody,x,,\nAcme,acme inc,x,,\n,Big Cloud,x,,\n`);
    expect(await errorsOf(done.run)).toMatchObject([
      { line: 3, code: 'UNKNOWN_RECORD', message: expect.stringMatching(/"Nobody"/) },
      { line: 4, code: 'BAD_VALUE' },
      { line: 5, code: 'MISSING_VALUE' },
    ]);
  });

  it('keeps a link that a later list changed, however far down the first list it stood', async () => {
    const many = Array.from({ length: 1_010 }, (_, n) => `Acme,Big Cloud,Purpose ${n},US,`);
    const done = await links(`${LIST.split('\n')[0]}\n${many.join('\n')}\n`);
    await links(`${LIST.split('\n')[0]}\nAcme,Big Cloud,Purpose 1009,EU,\n`);
    expect(await world.undo(done.run, 'SUBPROCESSORS')).toMatchObject({ conflicts: 1 });
    expect(await world.undo(done.run, 'SUBPROCESSORS', true)).toMatchObject({ status: 'UNDONE' });
    expect(await relations()).toMatchObject([{ purpose: 'Purpose 1009', location: 'EU' }]);
  });

  it('is undone except for links that somebody changed', async () => {
    await world.change((tx) => aRelation(tx));
    const done = await links(`${LIST}Acme,Big Cloud,Backup,,\n`);
    await world.rows(`update vendor_relations set location = 'CA' where purpose = 'Backup'`);
    expect(await world.undo(done.run, 'SUBPROCESSORS')).toMatchObject({ conflicts: 1 });
    expect(await world.undo(done.run, 'SUBPROCESSORS', true)).toMatchObject({ status: 'UNDONE' });
    expect(await relations()).toHaveLength(2);
  });
});
