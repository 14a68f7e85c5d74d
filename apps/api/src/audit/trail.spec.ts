import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readPool } from '@chaperone/store';
import {
  aVendor,
  forbidWritesAround,
  testDatabase,
  type TestDatabase,
} from '@chaperone/store/testing';
import type { Pool } from 'pg';
import { inRequest, onBehalfOf, requestDoes } from '../graphql/request-context.js';
import type { Principal } from '../graphql/access.js';
import { Database, Work } from '../graphql/work.js';
import { Audit } from './audit.js';
import type { EntryContent } from './entry.js';
import { AuditTrail, withoutRows } from './trail.js';

interface Row {
  readonly seq: number;
  readonly content: string;
}

describe('the audit trail of a change', () => {
  let database: TestDatabase;
  let reads: Pool;
  let work: Work;
  let audit: Audit;
  const ada: Principal = {
    personId: '00000000-0000-4000-8000-000000000001',
    name: 'Ada',
    role: 'COMPLIANCE',
    via: 'SESSION',
  };

  beforeAll(async () => {
    database = await testDatabase();
    await forbidWritesAround(database.dataSource);
    reads = readPool(database.url, database.appRole);
    const trail = new AuditTrail((value) => `digest of ${value.length}`);
    work = new Work(new Database(database.dataSource, reads, database.url), trail);
    audit = new Audit(work);
  });
  afterAll(async () => {
    await reads.end();
    await database.drop();
  });

  let last = 0;
  const news = async (): Promise<EntryContent[]> => {
    const rows: Row[] = await database.dataSource.query(
      'select seq::int as seq, content from audit_entries where seq > $1 order by seq',
      [last],
    );
    last = rows.at(-1)?.seq ?? last;
    return rows.map(({ content }) => JSON.parse(content) as EntryContent);
  };
  beforeEach(() => news());

  it('says who changed what from where, before and after', async () => {
    const facts = { address: '192.0.2.7', userAgent: 'Browser', principal: () => ada };
    const vendor = await inRequest(facts, () => {
      requestDoes('createVendor');
      return work.change((tx) => aVendor(tx, { displayName: 'Acme', website: null }));
    });
    const [created, ...more] = await news();
    expect(more).toEqual([]);
    expect(created).toMatchObject({
      action: 'CHANGE',
      outcome: 'SUCCESS',
      by: { id: ada.personId, name: 'Ada', role: 'COMPLIANCE', via: 'SESSION' },
      subject: { type: 'VENDOR', id: vendor.id, label: `${vendor.ref} Acme` },
      about: [`VENDOR:${vendor.id}`],
      changes: [{ op: 'INSERT', kind: 'VENDOR', id: vendor.id, after: { display_name: 'Acme' } }],
      request: { doing: 'createVendor', address: '192.0.2.7', agent: 'Browser' },
    });
    await work.change((tx) =>
      tx.query(
        `update vendors set website = 'https://acme.test', rev = rev + 1, search_text = 'acme' where id = $1`,
        [vendor.id],
      ),
    );
    expect(await news()).toMatchObject([
      {
        by: { id: null, name: 'Chaperone', via: 'SYSTEM' },
        changes: [
          { op: 'UPDATE', before: { website: null }, after: { website: 'https://acme.test' } },
        ],
      },
    ]);
  });

  it('writes nothing where nothing changed that anybody would ask about', async () => {
    await work.change(async (tx) => {
      await tx.query(`update vendors set search_text = 'other', updated_at = now(), rev = rev + 1`);
      await tx.query('select 1');
    });
    expect(await news()).toEqual([]);
  });

  it('is one entry for all rows of a change, about everything that they belong to', async () => {
    const vendor = await work.change((tx) => aVendor(tx));
    await news();
    await onBehalfOf(ada, 'recordAgreement', () =>
      work.change(async (tx) => {
        const [service] = await tx.query<{ id: string }[]>(
          `insert into services (vendor_id, name) values ($1, 'Video') returning id`,
          [vendor.id],
        );
        const [agreement] = await tx.query<{ id: string }[]>(
          `insert into agreements (vendor_id, kind) values ($1, 'BAA') returning id`,
          [vendor.id],
        );
        await tx.query('update vendors set tier_override_reason = $2 where id = $1', [
          vendor.id,
          'As agreed on the phone',
        ]);
        await tx.query('insert into agreement_services values ($1, $2)', [
          agreement?.id,
          service?.id,
        ]);
      }),
    );
    const [entry] = await news();
    expect(entry?.subject?.type).toBe('AGREEMENT');
    expect(entry?.subject?.label).toMatch(/^AGR-\d+ BAA$/);
    expect(entry?.why).toBe('As agreed on the phone');
    expect(entry?.changes?.map(({ kind }) => kind)).toEqual([
      'SERVICE',
      'AGREEMENT',
      'VENDOR',
      'AGREEMENT_SERVICE',
    ]);
    expect(entry?.about).toContain(`VENDOR:${vendor.id}`);
  });

  it('tells secrets and sealed texts as digests only', async () => {
    const sealed = `v1.k1.${'A'.repeat(16)}.c2VjcmV0.${'B'.repeat(22)}`;
    await work.change(async (tx) => {
      await tx.query(
        `insert into people (email, name, role, password_hash) values ('a@b.c', 'A', 'ADMIN', 'phc')`,
      );
      const vendor = await aVendor(tx);
      await tx.query(`insert into agreements (vendor_id, kind, note) values ($1, 'BAA', $2)`, [
        vendor.id,
        sealed,
      ]);
    });
    const text = JSON.stringify(await news());
    expect(text).toContain('"password_hash":"hmac:digest of 3"');
    expect(text).toContain(`"note":"hmac:digest of ${sealed.length}"`);
    expect(text).not.toContain(sealed);
  });

  it('adds what a room notes, with the rows in the first note', async () => {
    await work.change(async (tx) => {
      await tx.query(`update people set role = 'AUDITOR' where email = 'a@b.c'`);
      audit.noteIn(tx, { action: 'ROLE_CHANGED', outcome: 'SUCCESS', why: 'New task' });
      audit.noteIn(tx, { action: 'SESSION_REVOKED', outcome: 'SUCCESS', details: { sessions: 2 } });
    });
    expect(await news()).toMatchObject([
      {
        action: 'ROLE_CHANGED',
        why: 'New task',
        subject: { type: 'PERSON', label: 'A' },
        changes: [{ before: { role: 'ADMIN' }, after: { role: 'AUDITOR' } }],
      },
      { action: 'SESSION_REVOKED', details: { sessions: 2 } },
    ]);
    await audit.note({ action: 'EXPORT', outcome: 'SUCCESS', details: { rows: 3 } });
    expect(await news()).toMatchObject([{ action: 'EXPORT', about: [] }]);
  });

  it('takes any text that a client can send', async () => {
    await audit.note({
      action: 'SIGN_IN',
      outcome: 'FAILURE',
      details: { said: 'a\u0000b \ud800 "\\ \u2028 🙂' },
    });
    expect(await news()).toMatchObject([{ details: { said: 'ab \ufffd "\\ \u2028 🙂' } }]);
  });

  it('of more rows than can be told is counts and a digest', async () => {
    await work.change((tx) =>
      tx.query(
        `insert into vendors (display_name, normalised_name) select 'V' || n, 'v' || n from generate_series(1, 1500) n`,
      ),
    );
    const [entry] = await news();
    expect(entry?.changes).toHaveLength(200);
    expect(entry?.counts).toEqual([{ op: 'INSERT', kind: 'VENDOR', rows: 1500 }]);
    expect(entry?.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('of bulk work is the note alone, and without a note still an entry', async () => {
    const insert = `insert into vendors (display_name, normalised_name) values ('B', 'b')`;
    await work.change(async (tx) => {
      await withoutRows(tx);
      await tx.query(insert);
      audit.noteIn(tx, { action: 'IMPORT_APPLIED', outcome: 'SUCCESS', details: { rows: 1 } });
    });
    await work.change(async (tx) => {
      await withoutRows(tx);
      await tx.query(insert);
    });
    const bulk = ['INSERT VENDOR'];
    expect(await news()).toMatchObject([
      { action: 'IMPORT_APPLIED', bulk },
      { action: 'CHANGE', bulk },
    ]);
  });

  it('is asked for at the commit of whoever writes around it', async () => {
    const refused = { code: '23001' };
    const { dataSource } = database;
    const statement = `update vendors set description = 'around'`;
    await expect(dataSource.query(statement)).rejects.toMatchObject(refused);
    await expect(
      dataSource.transaction(async (tx) => {
        await withoutRows(tx);
        await tx.query(statement);
      }),
    ).rejects.toMatchObject(refused);
    expect(await news()).toEqual([]);
  });

  it('takes the change with it when it cannot be written', async () => {
    const broken = new Work(
      new Database(database.dataSource, reads, database.url),
      new AuditTrail(() => {
        throw new Error('no key');
      }),
    );
    const email = 'never@b.c';
    await expect(
      broken.change((tx) =>
        tx.query(
          `insert into people (email, name, role, password_hash) values ($1, 'N', 'ADMIN', 'phc')`,
          [email],
        ),
      ),
    ).rejects.toThrow('no key');
    const [row]: [{ n: number }] = await database.dataSource.query(
      'select count(*)::int as n from people where email = $1',
      [email],
    );
    expect(row.n).toBe(0);
  });
});
