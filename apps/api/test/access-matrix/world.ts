/** A running API with a row behind everything, and somebody of every kind to ask. */
import { createHash, randomBytes } from 'node:crypto';
import { STAFF_ROLES, type StaffRole } from '@chaperone/risk-model';
import { Story, type Credentials } from '../harness.js';
import { seed, type Seed } from './seed.js';
import type { Letter } from './tables.js';

const LETTER_OF: Readonly<Record<StaffRole, Letter>> = {
  ADMIN: 'A',
  COMPLIANCE: 'C',
  PROCUREMENT: 'P',
  EXECUTIVE: 'E',
  AUDITOR: 'U',
};
const ROLE_OF = new Map<Letter, StaffRole>(STAFF_ROLES.map((role) => [LETTER_OF[role], role]));

export class World {
  private constructor(
    readonly story: Story,
    readonly rows: Seed,
    private readonly askers: ReadonlyMap<Letter, Credentials>,
  ) {}

  static async begin(): Promise<World> {
    const story = await Story.begin();

    const askers = new Map<Letter, Credentials>([['n', {}]]);
    for (const role of STAFF_ROLES) askers.set(LETTER_OF[role], await story.signIn(role));
    const rows = await seed(story, askers.get('A') ?? {});
    askers.set('R', await story.respondent(rows['assessment'] ?? ''));
    askers.set('s', await halfway(story, 'SECOND_FACTOR'));
    askers.set('e', await halfway(story, 'ENROL'));
    return new World(story, rows, askers);
  }

  as(letter: Letter): Credentials {
    return this.askers.get(letter) ?? {};
  }

  /** The same with a session of its own, for what ends sessions. */
  async anew(letter: Letter): Promise<Credentials> {
    const role = ROLE_OF.get(letter);
    if (role) return this.story.signIn(role);
    if (letter === 's') return halfway(this.story, 'SECOND_FACTOR');
    return letter === 'e' ? halfway(this.story, 'ENROL') : this.as(letter);
  }

  /** A letter's code where something is not for it. */
  refusal(letter: Letter): 'FORBIDDEN' | 'UNAUTHENTICATED' {
    return 'nse'.includes(letter) ? 'UNAUTHENTICATED' : 'FORBIDDEN';
  }

  /** What every table holds, in one sign; only what asking itself moves is left out. */
  async state(): Promise<Record<string, string>> {
    const tables = await this.story.sql<{ name: string }>(
      `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
         and relname not in ('audit_entries', 'rate_limits', 'migrations') order by 1`,
    );
    const parts = tables.map(
      ({
        name,
      }) => `select '${name}' as name, md5(coalesce(string_agg(line, '' order by line), '')) as sign
        from (select md5((to_jsonb(t) - array['last_used_at', 'last_seen_at'])::text) as line from "${name}" t) x`,
    );
    parts.push(`select 'what the audit log tells', count(*)::text from audit_entries
      where not (action = 'ACCESS_DENIED' or outcome = 'FAILURE')`);
    const rows = await this.story.sql<{ name: string; sign: string }>(parts.join(' union all '));
    return Object.fromEntries(rows.map(({ name, sign }) => [name, sign]));
  }
}

/** Somebody whose sign-in has come just so far. */
async function halfway(story: Story, stage: 'SECOND_FACTOR' | 'ENROL'): Promise<Credentials> {
  const token = randomBytes(32).toString('base64url');
  const hash = createHash('sha256').update(token).digest('hex');
  const { personId } = await story.signIn('ADMIN');
  await story.sql(
    `insert into sessions (token_hash, person_id, expires_at, stage) values ($1, $2, now() + interval '1 hour', $3)`,
    [hash, personId, stage],
  );
  return { cookie: `${await story.cookieName()}=${token}` };
}

/** Runs work on each thing, a few at a time. */
export async function eachOf<T>(
  things: readonly T[],
  work: (thing: T) => Promise<void>,
): Promise<void> {
  const waiting = [...things];
  const one = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: 4 }, one));
}
