import { access, constants } from 'node:fs/promises';
import { Controller, Get, Inject } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { Public } from '../graphql/access.js';
import { Refusal } from '../graphql/refusal.js';
import { Work } from '../graphql/work.js';

/** Whether the process lives, and whether it can work. */
@Controller()
export class HealthController {
  constructor(
    private readonly work: Work,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Asks nobody: a process whose database is away lives, and must not be restarted for it. */
  @Get('livez')
  @Public()
  live() {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Public()
  async ready() {
    await this.work.read({ name: 'ready', text: 'select 1 from installation', values: [] });
    if (this.config.dataDir) await writable(this.config.dataDir);
    return { status: 'ok' };
  }
}

async function writable(folder: string): Promise<void> {
  try {
    await access(folder, constants.W_OK);
  } catch {
    throw new Refusal('UNAVAILABLE', 'The data directory cannot be written to.');
  }
}
