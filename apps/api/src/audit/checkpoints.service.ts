import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { CONFIG, type Config } from '../config.js';
import { Clock } from '../graphql/clock.js';
import { LOG, type Logger } from '../graphql/log.js';
import { apartFromRequests } from '../graphql/request-context.js';
import { Work } from '../graphql/work.js';
import { INSTALLATION, type Installation } from '../runtime.js';
import type { Mark, Place } from './chain.js';
import { checkpointFile, writeMark } from './checkpoint-file.js';
import { READ_HEAD, type HeadRow } from './entries.queries.js';
import { openSigner, type Signer } from './signing.js';

/** A checkpoint is written after so many entries … */
const EVERY_ENTRIES = 100;
/** … and after so long, where there is a new entry at all. */
const EVERY_MS = 15 * 60_000;

/**
 * Writes signed checkpoints beside the database: every hundred entries, every 15 minutes, at the end.
 * A command signs only where it appended something itself: one that verifies must not put its name
 * under what it is asked to doubt.
 */
@Injectable()
export class Checkpoints implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  private signer: Signer | null = null;
  private timer: NodeJS.Timeout | null = null;
  private written: Mark | null = null;
  private writing: Promise<unknown> = Promise.resolve();
  private asked = false;
  private appended = false;

  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(INSTALLATION) private readonly installation: Installation,
    @Inject(LOG) private readonly log: Logger,
    private readonly server: HttpAdapterHost,
  ) {}

  async onModuleInit(): Promise<void> {
    const { dataDir } = this.config;
    if (!dataDir) return;
    this.signer = await openSigner(dataDir);
    if (this.server.httpAdapter) this.timer = setInterval(() => this.later(), EVERY_MS).unref();
    this.work.trail.listen((seq) => {
      this.appended = true;
      if (seq - (this.written?.seq ?? 0) >= EVERY_ENTRIES) this.later();
    });
  }

  /** What an earlier process left unsigned when it was killed is signed now. */
  onApplicationBootstrap(): void {
    if (this.server.httpAdapter) this.later();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    if (this.server.httpAdapter || this.appended) await this.now();
  }

  /** The last checkpoint of this process; null: none was written yet. */
  last(): Mark | null {
    return this.written;
  }

  /** Writes a checkpoint unless the last one says the same. */
  async now(): Promise<void> {
    // whoever's entry was the hundredth may see nothing of the log
    const written = this.writing.then(() => apartFromRequests(() => this.write()));
    this.writing = written.catch((fault: unknown) => {
      this.log.error({ err: fault }, 'A checkpoint of the audit log could not be written');
    });
    await this.writing;
  }

  /** Signs that all entries up to a place are to be removed. @throws Error without a data directory */
  async cut(place: Place): Promise<void> {
    if (!this.signer) throw new Error('Without a data directory nothing can be signed.');
    await this.sign(this.signer, { ...place, what: 'CUT', at: this.clock.now().toISOString() });
  }

  /** Signs that the database was put back. @throws Error without a data directory */
  async restored(mark: Mark): Promise<void> {
    if (!this.signer) throw new Error('Without a data directory nothing can be signed.');
    await this.sign(this.signer, mark);
  }

  /** The commit that asked may not be seen yet; a moment later it is. */
  private later(): void {
    if (this.asked) return;
    this.asked = true;
    setTimeout(() => {
      this.asked = false;
      void this.now();
    }, 200).unref();
  }

  private async write(): Promise<void> {
    if (!this.signer) return;
    const [head] = await this.work.read<HeadRow>(READ_HEAD);
    if (!head || head.head === this.written?.head) return;
    const at = this.clock.now().toISOString();
    const mark: Mark = { seq: head.seq, head: head.head, what: 'CHECKPOINT', at };
    await this.sign(this.signer, mark);
    this.written = mark;
  }

  private sign(signer: Signer, mark: Mark): Promise<void> {
    const file = checkpointFile(this.config.dataDir ?? '');
    return writeMark(file, mark, { installation: this.installation.id, signer });
  }
}
