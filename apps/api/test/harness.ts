/**
 * The whole API over HTTP on a database of its own: for stories. Nothing is replaced by a stand-in;
 * sessions and tokens are written as the product writes them.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@chaperone/risk-model';
import { createDataSource } from '@chaperone/store';
import {
  emptyDatabase,
  forbidWritesAround,
  letWritesAround,
  testDatabase,
  type TestDatabase,
} from '@chaperone/store/testing';
import { SCOPES } from '../src/graphql/access/capabilities.js';
import { loadConfig } from '../src/config.js';
import { startServer, type RunningServer, type StartOptions } from '../src/main.js';

/** What the graph answered. */
export interface GraphReply<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: T | null | undefined;
  readonly errors: readonly GraphFault[];
}

export interface GraphFault {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly [detail: string]: unknown };
}

/** How somebody is let in: by `signIn` or `token`. Nobody: empty. */
export interface Credentials {
  readonly cookie?: string;
  readonly token?: string;
}

const INDEX =
  '<!doctype html><html><head><base href="/"></head><body><ch-root ngcspnonce="PUT_NONCE_HERE"></ch-root>' +
  '<style nonce="PUT_NONCE_HERE"></style></body></html>';

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** An empty database: the demo takes none that it did not make. */
async function demoDatabase(): Promise<Pick<TestDatabase, 'url' | 'dataSource' | 'drop'>> {
  const empty = await emptyDatabase();
  const dataSource = createDataSource({ url: empty.url, poolSize: 2 });
  await dataSource.initialize();
  const drop = async (): Promise<void> => {
    await dataSource.destroy();
    await empty.drop();
  };
  return { url: empty.url, dataSource, drop };
}

/** How a story's server is started. */
type StoryOptions = Partial<StartOptions> & {
  readonly settings?: Readonly<Record<string, string>>;
};

/** A running API. Close it in `afterAll`. */
export class Story {
  private constructor(
    readonly server: RunningServer,
    readonly database: Pick<TestDatabase, 'url' | 'dataSource' | 'drop'>,
    readonly dataDir: string,
  ) {}

  /** A server of one's own; `settings` are those of the environment, silent and open to any document else. */
  static async begin({ settings, ...options }: StoryOptions = {}): Promise<Story> {
    const database = options.mode === 'demo' ? await demoDatabase() : await testDatabase();
    const dataDir = await mkdtemp(join(tmpdir(), 'chaperone-story-'));
    await writeFile(join(dataDir, 'index.html'), INDEX);
    await writeFile(join(dataDir, 'main-ABCDEF12.js'), 'export {};');
    // the demo makes its own tables
    if (options.mode !== 'demo') await forbidWritesAround(database.dataSource);
    const server = await startServer({
      databaseUrl: database.url,
      host: '127.0.0.1',
      port: 0,
      dataDir,
      mode: 'start',
      dashboardDir: dataDir,
      config: loadConfig({
        LOG_LEVEL: 'silent',
        NODE_ENV: 'test',
        ANY_OPERATION: '1',
        ...settings,
      }),
      ...options,
    });
    await letWritesAround(database.dataSource);
    return new Story(server, database, dataDir);
  }

  async end(): Promise<void> {
    await this.server.close();
    await this.database.drop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  get url(): string {
    return this.server.url;
  }

  sql<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    return this.database.dataSource.query(text, values);
  }

  /** The session cookie's name on this installation. */
  async cookieName(): Promise<string> {
    const [row] = await this.sql<{ id: string }>(
      'select installation_id::text as id from installation',
    );
    return `__Host-sid-${row?.id.replaceAll('-', '').slice(0, 8) ?? ''}`;
  }

  /** A person of a role with an open session whose second factor was shown just now. */
  async signIn(role: Role): Promise<Required<Pick<Credentials, 'cookie'>> & { personId: string }> {
    const [person] = await this.sql<{ id: string }>(
      `insert into people (email, name, role) values ($1, $2, $3)
       on conflict (email) do update set name = excluded.name returning id`,
      [`${role.toLowerCase()}@story.test`, `${role} of the story`, role],
    );
    const token = randomBytes(32).toString('base64url');
    await this.sql(
      `insert into sessions (token_hash, person_id, expires_at, stage, factor_at)
       values ($1, $2, now() + interval '1 hour', 'FULL', now())`,
      [hashOf(token), person?.id],
    );
    return { cookie: `${await this.cookieName()}=${token}`, personId: person?.id ?? '' };
  }

  /** An API token of a role; with all scopes unless some are said. */
  async token(
    role: Role = 'ADMIN',
    scopes: readonly string[] = SCOPES,
  ): Promise<Required<Pick<Credentials, 'token'>>> {
    return this.tokenOf(role, scopes, null);
  }

  /** A vendor's respondent of one assessment. */
  async respondent(assessment: string): Promise<Required<Pick<Credentials, 'token'>>> {
    return this.tokenOf('RESPONDENT', ['portal:read', 'portal:write'], assessment);
  }

  private async tokenOf(role: Role, scopes: readonly string[], assessment: string | null) {
    const token = `chp_${randomBytes(32).toString('base64url')}`;
    await this.sql(
      `insert into api_tokens (name, role, scopes, assessment_id, token_hash, expires_at)
       values ('story', $1, $2, $3, $4, now() + interval '1 hour')`,
      [role, scopes, assessment, hashOf(token)],
    );
    return { token };
  }

  /** Headers as the dashboard sends them with a cookie, or a script with a token. */
  headers({ cookie, token }: Credentials = {}): Record<string, string> {
    return {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : { origin: this.url }),
      ...(cookie && { cookie }),
    };
  }

  /** Asks the graph. */
  async gql<T = Record<string, unknown>>(
    query: string,
    variables: Record<string, unknown> = {},
    credentials: Credentials = {},
  ): Promise<GraphReply<T>> {
    return this.post<T>({ query, variables }, this.headers(credentials));
  }

  /** Posts a body to the graph with headers of one's own. */
  async post<T = Record<string, unknown>>(
    body: unknown,
    headers: Record<string, string>,
  ): Promise<GraphReply<T>> {
    const reply = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await reply.text();
    const { data, errors } = JSON.parse(text || '{}') as { data?: T; errors?: GraphFault[] };
    return { status: reply.status, headers: reply.headers, data, errors: errors ?? [] };
  }
}

/** Codes of a reply's errors. */
export function codesOf(reply: Pick<GraphReply, 'errors'>): string[] {
  return reply.errors.map((fault) => fault.extensions.code);
}
