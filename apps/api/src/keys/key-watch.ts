/**
 * Keeps the keys of a running process in step with the database while somebody rotates them.
 * It listens for changes, and holds a lock on the generation that it works with: who rotates waits
 * for that lock, and so knows that every process has the new keys before the first value needs them.
 */
import {
  Inject,
  Injectable,
  Logger,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { LOCKS } from '@chaperone/store';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { CONFIG, type Config } from '../config.js';
import { Database } from '../graphql/work.js';
import { Keys } from './keys.js';
import { readRing, rightKey, ringOf } from './open-keys.js';

export const KEYS_CHANNEL = 'chaperone_keys';
/** How long to wait before a lost connection is tried again. */
const AGAIN_MS = 1_000;
const TRIES = 5;

@Injectable()
export class KeyWatch implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('keys');
  private client: pg.Client | null = null;
  private again: NodeJS.Timeout | null = null;
  private closed = false;
  private busy: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly keys: Keys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.connect();
  }

  async onModuleDestroy(): Promise<void> {
    this.closed = true;
    if (this.again) clearTimeout(this.again);
    await this.busy.catch(() => undefined);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.database.url,
      application_name: 'chaperone-keys',
    });
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    client.on('notification', () => {
      this.busy = this.busy.then(() => this.followPatiently(client));
    });
    try {
      await client.connect();
      this.client = client;
      await client.query(`listen ${KEYS_CHANNEL}`);
      await this.hold(client, this.keys.generation);
      await this.follow(client);
    } catch (error) {
      this.client = null;
      await client.end().catch(() => undefined);
      throw error;
    }
  }

  /** A key's file may be on its way to another name at this moment. */
  private async followPatiently(client: pg.Client): Promise<void> {
    for (let left = TRIES; left > 0; left -= 1)
      try {
        await this.follow(client);
        return;
      } catch (error) {
        if (this.closed) return;
        if (left === 1) this.logger.error(error);
        else await sleep(AGAIN_MS);
      }
  }

  /** Takes newer keys where there are any; the lock of the old generation goes last. */
  private async follow(client: pg.Client): Promise<void> {
    const tx = this.database.dataSource.manager;
    const ring = await ringOf(tx);
    const before = this.keys.generation;
    if (!ring || ring.generation === before) return;
    const fresh = await readRing(tx, rightKey(ring, this.config));
    await this.hold(client, fresh.generation);
    this.keys.replace(fresh);
    await client.query('select pg_advisory_unlock_shared($1, $2)', [LOCKS.KEY_GENERATION, before]);
    await this.follow(client);
  }

  private async hold(client: pg.Client, generation: number): Promise<void> {
    await client.query('select pg_advisory_lock_shared($1, $2)', [
      LOCKS.KEY_GENERATION,
      generation,
    ]);
  }

  private lost(client: pg.Client): void {
    if (this.client !== client) return;
    this.client = null;
    this.tryAgain();
  }

  /** Until it succeeds: without its lock a rotation would take this process for gone. */
  private tryAgain(): void {
    if (this.closed || this.again) return;
    this.again = setTimeout(() => {
      this.again = null;
      this.connect().catch((error: unknown) => {
        this.logger.warn(`Keys are not watched: ${String(error)}. It is tried again.`);
        this.tryAgain();
      });
    }, AGAIN_MS);
    this.again.unref();
  }
}
