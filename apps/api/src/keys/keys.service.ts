import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { Clock } from '../graphql/clock.js';
import { Database, Work } from '../graphql/work.js';
import { Keys } from './keys.js';
import { rotateDataKeys, type Resealed } from './rotate-data-keys.js';
import { rotateWrappingKey, type Rewrapped } from './rotate-wrapping-key.js';
import type { RotationHands } from './rotation.js';
import { keyFile } from './wrapping-key.js';

/** How old a data key is. */
export interface KeyAge {
  readonly purpose: string;
  readonly kid: string;
  readonly createdAt: Date;
  readonly ageDays: number;
  readonly active: boolean;
  readonly inUse: boolean;
}

interface Row {
  readonly purpose: string;
  readonly kid: string;
  readonly created_at: Date;
  readonly active: boolean;
  readonly in_use: boolean;
}

const DAY_MS = 86_400_000;

@Injectable()
export class KeysService {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly database: Database,
    private readonly keys: Keys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Every data key, the active one of each purpose first. */
  async ages(): Promise<KeyAge[]> {
    const rows = await this.work.read<Row>({
      name: 'key-ages',
      text: `select purpose, kid, created_at, state = 'ACTIVE' as active, drained_at is null as in_use
        from data_keys order by purpose, state, created_at desc`,
      values: [],
    });
    return rows.map(({ created_at: createdAt, in_use: inUse, ...row }) => {
      const age = this.clock.now().getTime() - createdAt.getTime();
      return { ...row, createdAt, ageDays: Math.max(0, Math.floor(age / DAY_MS)), inUse };
    });
  }

  /** The wrapping key's digest, and where the key is. */
  wrapping(): { readonly fingerprint: string; readonly from: string } {
    const from = keyFile(this.config) ?? 'CHAPERONE_KEY';
    return { fingerprint: this.keys.fingerprint, from };
  }

  rotateWrappingKey(): Promise<Rewrapped> {
    return rotateWrappingKey(this.hands());
  }

  rotateDataKeys(say: (line: string) => void): Promise<Resealed> {
    return rotateDataKeys(this.hands(say));
  }

  private hands(say?: (line: string) => void): RotationHands {
    const { work, keys, config: settings } = this;
    return { dataSource: this.database.dataSource, work, keys, settings, ...(say && { say }) };
  }
}
