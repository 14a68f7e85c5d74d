/**
 * Writes denied access down. In: every refusal that goes out to somebody who is signed in. Out: one
 * entry a request, whatever the number of fields; past a number of entries a minute only a count,
 * or whoever tries doors all day would fill the disk.
 */
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { LOG, type Logger } from '../graphql/log.js';
import { currentRequest, type RequestContext } from '../graphql/request-context.js';
import { Audit } from './audit.js';

const MINUTE = 60_000;
const ENTRIES_A_MINUTE = 60;
const PATHS_TOLD = 10;

/** A refusal, as thrown or as it is told to the client. */
interface Denial {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
}

interface Heard {
  readonly paths: Set<string>;
  readonly needs: Set<string>;
}

interface Minute {
  readonly began: number;
  entries: number;
  untold: number;
}

@Injectable()
export class Denials implements BeforeApplicationShutdown {
  private readonly open = new Map<RequestContext, Heard>();
  private readonly minutes = new Map<string, Minute>();
  private readonly writing = new Set<Promise<void>>();

  constructor(
    private readonly audit: Audit,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Hears of a refusal; anything but a denial to somebody signed in is left alone. */
  hear({ code, details }: Denial, path: readonly (string | number)[]): void {
    const request = currentRequest();
    if (code !== 'FORBIDDEN' || !request?.principal) return;
    const known = this.open.get(request);
    const heard: Heard = known ?? { paths: new Set(), needs: new Set() };
    heard.paths.add(path.filter((part) => typeof part === 'string').join('.'));
    for (const need of [details['needs'] ?? []].flat()) heard.needs.add(String(need));
    if (known) return;
    this.open.set(request, heard);
    // all errors of a reply are formatted in one go: by then every field has been heard
    const written = new Promise<void>((resolve) => setImmediate(resolve)).then(() =>
      this.write(request, heard),
    );
    this.writing.add(written);
    void written.finally(() => this.writing.delete(written));
  }

  /** Waits for what is being written; after this the connections are closed. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.writing);
  }

  private async write(request: RequestContext, { paths, needs }: Heard): Promise<void> {
    this.open.delete(request);
    const untold = this.counted(request);
    if (untold === null) return;
    try {
      await this.audit.note({
        action: 'ACCESS_DENIED',
        outcome: 'DENIED',
        details: {
          fields: [...paths].slice(0, PATHS_TOLD),
          needs: [...needs].slice(0, PATHS_TOLD),
          ...(untold > 0 && { notWrittenBefore: untold }),
        },
      });
    } catch (fault) {
      this.log.error({ err: fault }, 'A denial could not be written into the audit log');
    }
  }

  /** How many were left out since the last entry; null: this one is left out too. */
  private counted({ principal }: RequestContext): number | null {
    const who = principal?.personId ?? principal?.name ?? '';
    const now = performance.now();
    const known = this.minutes.get(who);
    if (!known || now - known.began > MINUTE) {
      this.minutes.set(who, { began: now, entries: 1, untold: 0 });
      return known?.untold ?? 0;
    }
    if (known.entries >= ENTRIES_A_MINUTE) {
      known.untold += 1;
      return null;
    }
    known.entries += 1;
    return 0;
  }
}
