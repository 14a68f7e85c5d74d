import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { Work } from '../graphql/work.js';
import { INSTALLATION, type Installation } from '../runtime.js';
import { verifyChain, type Mark, type Verdict } from './chain.js';
import { checkpointFile, readMarks, type ForeignLine, type MarksRead } from './checkpoint-file.js';
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
  readonly torn: readonly number[];
  readonly checkpoints: number;
  /** When the database was put back from a back-up, and up to which place it agreed then. */
  readonly restores: readonly Mark[];
}

const NOTHING_SIGNED: MarksRead = { marks: [], foreign: [], torn: [] };

/**
 * Whether a look at the log proves anything: without a checkpoint that agrees, a log that was cut off or
 * written anew looks like one that is whole.
 */
export function isProven({ fault, foreign, agreed, entries }: Verification): boolean {
  return !fault && foreign.length === 0 && (agreed !== null || entries === 0);
}

/** Reads the whole audit log against its hashes and its signed checkpoints. */
@Injectable()
export class VerificationService {
  constructor(
    private readonly work: Work,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  /** @throws Error where a file is named that is not there */
  async verify({ checkpoints, publicKey }: VerifySettings = {}): Promise<Verification> {
    const { marks, foreign, torn } = await this.signed({ checkpoints, publicKey });
    const verdict = await this.against(marks);
    const restores = marks.filter(({ what }) => what === 'RESTORE');
    return { ...verdict, foreign, torn, restores, checkpoints: marks.length };
  }

  /** The whole log against marks whose signatures were checked. */
  against(marks: readonly Mark[]): Promise<Verdict> {
    return this.work.change((tx) => verifyChain(storedEntries(tx), marks), {
      statementTimeoutMs: 0,
    });
  }

  /** What was signed. @throws Error where a file is named that is not there */
  async signed({ checkpoints, publicKey }: VerifySettings = {}): Promise<MarksRead> {
    const { dataDir } = this.config;
    const verifier = await openVerifier(dataDir, publicKey);
    const file = checkpoints ?? (dataDir ? checkpointFile(dataDir) : null);
    if (!file) return NOTHING_SIGNED;
    try {
      return await readMarks(file, { installation: this.installation.id, verifier });
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
      if (checkpoints) throw new Error(`${file} is not there: no checkpoints to verify by.`);
      return NOTHING_SIGNED;
    }
  }
}
