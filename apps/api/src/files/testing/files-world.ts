import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPool } from '@chaperone/store';
import { testDatabase, type TestDatabase } from '@chaperone/store/testing';
import { pino } from 'pino';
import { Audit } from '../../audit/audit.js';
import { loadConfig, type Config } from '../../config.js';
import { Clock } from '../../graphql/clock.js';
import { Database, systemPrincipal, Work } from '../../graphql/work.js';
import { testKeys } from '../../keys/testing/test-keys.js';
import { FileKeys } from '../file-keys.js';
import { FileSweep } from '../file-sweep.js';
import { FilesService } from '../files.service.js';
import { BLOBS } from '../places/disk-place.js';
import { Places } from '../places/places.js';

/** A clock that is set. */
export class SetClock extends Clock {
  moment = new Date();
  override now(): Date {
    return this.moment;
  }
}

const log = pino({ level: 'silent' });
const installation = { id: '0198aaaa-0000-7000-8000-000000000001', kind: 'OWN' as const };

/** The room of files on a real database and a real folder. Close it afterwards. */
export class FilesWorld {
  readonly clock = new SetClock();
  readonly keys = new FileKeys(testKeys());

  private constructor(
    readonly database: TestDatabase,
    readonly dataDir: string,
    readonly work: Work,
    private readonly end: () => Promise<void>,
  ) {}

  static async begin(): Promise<FilesWorld> {
    const database = await testDatabase();
    const reads = readPool(database.url, database.appRole);
    const dataDir = await mkdtemp(join(tmpdir(), 'chaperone-files-'));
    const work = new Work(new Database(database.dataSource, reads, database.url));
    return new FilesWorld(database, dataDir, work, async () => {
      await reads.end();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    });
  }

  close(): Promise<void> {
    return this.end();
  }

  /** The services under settings of one's own. */
  services(settings: Record<string, string> = {}, more: Partial<Config> = {}) {
    const config = { ...loadConfig({ DATA_DIR: this.dataDir, ...settings }), ...more };
    const places = new Places(config, installation);
    const audit = new Audit(this.work);
    const files = new FilesService(this.work, places, this.keys, audit, config, log);
    const server = { httpAdapter: null } as never;
    const sweep = new FileSweep(this.work, this.clock, places, files, server, config, log);
    return { config, places, files, sweep };
  }

  /** Stores bytes under a name. */
  store(bytes: Buffer, name: string, settings: Record<string, string> = {}) {
    return this.services(settings).files.store(inPieces(bytes), { name, by: systemPrincipal });
  }

  /** Files below the folder of blobs, without their folders. */
  async blobs(): Promise<string[]> {
    const names = await readdir(join(this.dataDir, BLOBS), {
      recursive: true,
      withFileTypes: true,
    }).catch(() => []);
    return names.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  }

  async rows(): Promise<number> {
    const [row] = (await this.database.dataSource.query(
      'select count(*)::int as n from stored_files',
    )) as [{ n: number }];
    return row.n;
  }
}

/** Bytes as a connection brings them. */
export async function* inPieces(bytes: Buffer, size = 60_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve();
    yield bytes.subarray(at, at + size);
  }
}

/** All bytes of a source. */
export async function whole(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}
