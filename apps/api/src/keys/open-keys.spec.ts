import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createDataSource, inTransaction } from '@chaperone/store';
import { aVendor, emptyDatabase, testDatabase, type TestDatabase } from '@chaperone/store/testing';
import { loadConfig, type Config } from '../config.js';
import { closeDatabase, openInstallation } from '../installation.js';
import { StartRefusal } from '../start-refusal.js';
import { gapsIn } from './lost-keys.js';
import { openKeys } from './open-keys.js';

describe('the keys of an installation', () => {
  let database: TestDatabase;
  let folder: string;
  let file: string;
  const settings = (more: Partial<Config> = {}): Config => ({
    ...loadConfig({ DATA_DIR: folder }),
    ...more,
  });
  const open = (more?: Partial<Config>) => openKeys(database.dataSource, settings(more));
  const place = { table: 'agreements', column: 'note', row: 'r1' };

  beforeEach(async () => {
    database = await testDatabase();
    folder = mkdtempSync(join(tmpdir(), 'chaperone-keys-'));
    file = join(folder, 'keys', 'wrapping.key');
  });
  afterEach(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are made at the first start, for the server’s user alone, and found again', async () => {
    const sealed = (await open()).seal(place, 'text');
    expect(statSync(file).mode & 0o777).toBe(0o400);
    expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700);
    expect((await open()).open(place, sealed)).toBe('text');
  });

  it('are the same for two processes that start at once', async () => {
    const [one, two] = await Promise.all([open(), open()]);
    expect(two.open(place, one.seal(place, 'text'))).toBe('text');
  });

  it('are refused under another key, with both fingerprints', async () => {
    const { fingerprint } = await open();
    rmSync(file);
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o400 });
    await expect(open()).rejects.toThrow(StartRefusal);
    await expect(open()).rejects.toThrow(`sealed under the key ${fingerprint}`);
    await expect(open()).rejects.toThrow('This is the wrong key');
  });

  it('are refused without a key, and no new one is made', async () => {
    const { fingerprint } = await open();
    rmSync(file);
    await expect(open()).rejects.toThrow(`The key is missing: ${file} is not there`);
    await expect(open()).rejects.toThrow(fingerprint);
    expect(existsSync(file)).toBe(false);
  });

  it('are refused from a file that others can read', async () => {
    await open();
    chmodSync(file, 0o440);
    await expect(open()).rejects.toThrow(`chmod 400 ${file}`);
    chmodSync(file, 0o400);
    await open();
  });

  it('are refused where the canary was changed', async () => {
    await open();
    await database.dataSource.query(`update key_ring set canary = reverse(canary)`);
    await expect(open()).rejects.toThrow('does not open the database’s canary'.replace('’', "'"));
  });

  it('are refused where a data key is gone that something is sealed under, and none takes its name', async () => {
    const keys = await open();
    const { id: vendorId } = await aVendor(database.dataSource.manager);
    const id = '11111111-1111-4111-8111-111111111111';
    await database.dataSource.query(
      `insert into agreements (id, vendor_id, kind, note) values ($1, $2, 'BAA', $3)`,
      [id, vendorId, keys.seal({ table: 'agreements', column: 'note', row: id }, 'text')],
    );
    await database.dataSource.query(
      `delete from data_keys where kid in ('agreements-1', 'providers-1')`,
    );
    await expect(open()).rejects.toThrow('sealed under: agreements-1.');
    const left = await database.dataSource.query(
      `select kid from data_keys where kid in ('agreements-1', 'providers-1')`,
    );
    expect(left).toEqual([]);
    await database.dataSource.query('delete from agreements');
    expect((await open()).fingerprint).toBe(keys.fingerprint);
    expect(gapsIn(['answers-2', 'answers-3'], 'ANSWERS')).toEqual(['answers-1']);
    expect(gapsIn([], 'ANSWERS')).toEqual([]);
  });

  it('take the wrapping key from the environment or from a named file', async () => {
    const wrappingKey = randomBytes(32).toString('base64');
    const sealed = (await open({ wrappingKey })).seal(place, 'text');
    expect(existsSync(file)).toBe(false);
    const named = join(folder, 'named.key');
    await expect(open({ wrappingKeyFile: named })).rejects.toThrow(named);
    writeFileSync(named, wrappingKey, { mode: 0o400 });
    expect((await open({ wrappingKeyFile: named })).open(place, sealed)).toBe('text');
    await expect(open({ wrappingKey: 'too short' })).rejects.toThrow('CHAPERONE_KEY holds no key');
  });

  it('cannot be read by a request, but for their ages', async () => {
    await open();
    const asApp = (text: string) =>
      inTransaction(database.dataSource, (tx) => tx.query<unknown[]>(text));
    expect(await asApp('select kid, purpose, state, created_at from data_keys')).not.toEqual([]);
    await expect(asApp('select wrapped from data_keys')).rejects.toThrow('permission denied');
    await expect(asApp('select * from key_ring')).rejects.toThrow('permission denied');
    await expect(asApp('delete from data_keys')).rejects.toThrow('permission denied');
    await expect(asApp('delete from sealed_columns')).rejects.toThrow('permission denied');
  });

  it('are looked at before anything is migrated', async () => {
    const empty = await emptyDatabase();
    const opened = await openInstallation(empty.url, 'start', settings());
    await closeDatabase(opened.database);
    const owner = createDataSource({ url: empty.url, poolSize: 1 });
    await owner.initialize();
    // migrating would refuse this database as a newer one's
    await owner.query(`update migrations set name = 'x' where name like 'Keys%'`);
    rmSync(file);
    await expect(openInstallation(empty.url, 'start', settings())).rejects.toThrow(
      'The key is missing',
    );
    await owner.destroy();
    await empty.drop();
  });
});
