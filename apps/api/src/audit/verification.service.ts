import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { Work } from '../graphql/work.js';
import { INSTALLATION, type Installation } from '../runtime.js';
import { verifyChain, type Verdict } from './chain.js';
import { checkpointFile, readMarks, type ForeignLine } from './checkpoint-file.js';
import { storedEntries } from './entries.queries.js';
import { openVerifier } from './signing.js';

/** Where to look for what was signed; the installation's own unless said. */
export interface VerifySettings {
  readonly checkpoints?: string | undefined;
  readonly publicKey?: string | undefined;
}

/** What a look at the whole log found. */
export interface Verification extends Verdict {
  readonly foreign: readonly ForeignLine[];
  readonly checkpoints: number;
}

/** Reads the whole audit log against its hashes and its signed checkpoints. */
@Injectable()
export class VerificationService {
  constructor(
    private readonly work: Work,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  async verify({ checkpoints, publicKey }: VerifySettings = {}): Promise<Verification> {
    const { dataDir } = this.config;
    const verifier = await openVerifier(dataDir, publicKey);
    const file = checkpoints ?? (dataDir ? checkpointFile(dataDir) : null);
    const { marks, foreign } = file
      ? await readMarks(file, { installation: this.installation.id, verifier })
      : { marks: [], foreign: [] };
    const verdict = await this.work.change((tx) => verifyChain(storedEntries(tx), marks), {
      statementTimeoutMs: 0,
    });
    return { ...verdict, foreign, checkpoints: marks.length };
  }
}
