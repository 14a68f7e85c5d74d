import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPool } from '@chaperone/store';
import { testDatabase, type TestDatabase } from '@chaperone/store/testing';
import type { Pool } from 'pg';
import { Audit } from '../audit/audit.js';
import type { EntryContent } from '../audit/entry.js';
import { Clock } from '../graphql/clock.js';
import { Database, Work } from '../graphql/work.js';
import { ApiTokensService } from './api-tokens.service.js';

describe('API tokens in the audit log', () => {
  let database: TestDatabase;
  let reads: Pool;
  let work: Work;
  let tokens: ApiTokensService;
  const wanted = {
    name: ' nightly script ',
    role: 'AUDITOR' as const,
    days: 9,
    scopes: ['vendors:read', 'graph:any', 'vendors:read'],
  };

  beforeAll(async () => {
    database = await testDatabase();
    reads = readPool(database.url, database.appRole);
    work = new Work(new Database(database.dataSource, reads, database.url));
    tokens = new ApiTokensService(work, new Clock(), new Audit(work));
  });
  afterAll(async () => {
    await reads.end();
    await database.drop();
  });

  const entries = async (): Promise<EntryContent[]> => {
    const rows: { content: string }[] = await database.dataSource.query(
      `select content from audit_entries order by seq`,
    );
    return rows.map(({ content }) => JSON.parse(content) as EntryContent);
  };

  it('are told when they are made, with role and scopes and never the token', async () => {
    const { id, token } = await work.change((tx) => tokens.create(tx, wanted));
    const [made, ...more] = await entries();
    expect(more).toEqual([]);
    expect(made).toMatchObject({
      action: 'TOKEN_CREATED',
      outcome: 'SUCCESS',
      subject: { type: 'API_TOKEN', id, label: 'nightly script' },
      details: { role: 'AUDITOR', scopes: ['vendors:read', 'graph:any'] },
      changes: [{ op: 'INSERT', kind: 'API_TOKEN' }],
    });
    expect(JSON.stringify(made)).not.toContain(token);
    const [row]: { hash: string }[] = await database.dataSource.query(
      'select token_hash as hash from api_tokens',
    );
    expect(JSON.stringify(made)).not.toContain(row?.hash ?? '');
  });

  it('are told once when they are ended, by hand or by one that takes their place', async () => {
    const { id } = await work.change((tx) => tokens.create(tx, { ...wanted, name: 'by hand' }));
    for (let times = 0; times < 2; times += 1) await work.change((tx) => tokens.revoke(tx, id));
    await work.change((tx) => tokens.replace(tx, { ...wanted, name: 'nightly script' }));
    const told = (await entries()).map(({ action, subject }) => `${action} ${subject?.label}`);
    expect(told.slice(1)).toEqual([
      'TOKEN_CREATED by hand',
      'TOKEN_REVOKED by hand',
      'TOKEN_REVOKED nightly script',
      'TOKEN_CREATED nightly script',
    ]);
    await expect(
      work.change((tx) => tokens.revoke(tx, '00000000-0000-4000-8000-000000000000')),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
