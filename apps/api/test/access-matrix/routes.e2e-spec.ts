import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SCOPES } from '../../src/graphql/access/capabilities.js';
import { pdf } from '../../src/files/testing/sample-files.js';
import type { Credentials } from '../harness.js';
import { ROUTES } from './routes.table.js';
import { LETTERS, type Letter } from './tables.js';
import { World } from './world.js';

const LONGEST = 90_000;
let world: World;
beforeAll(async () => {
  world = await World.begin();
}, LONGEST);
afterAll(() => world.story.end());

interface Route {
  readonly name: string;
  readonly who: string;
  readonly scopes: readonly string[];
  readonly path: string;
}
const routes: readonly Route[] = ROUTES.trim()
  .split('\n')
  .map((line) => {
    const [name = '', who = '', scopes = '', path = ''] = line
      .split('|')
      .map((cell) => cell.trim());
    return { name, who, scopes: scopes.split(' '), path };
  });

const opens = ({ who }: Route, letter: Letter): boolean => who === '*' || who.includes(letter);

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Record<string, boolean> };
}

/** Routes of the router that answers, as it knows them itself. */
async function served(): Promise<string[]> {
  const found: Server[] = [];
  const note = (message: unknown): void => {
    found.push((message as { server: Server }).server);
  };
  subscribe('http.server.request.start', note);
  await fetch(`${world.story.url}/livez`);
  unsubscribe('http.server.request.start', note);
  const [app] = (found[0]?.listeners('request') ?? []) as unknown as {
    router: { stack: Layer[] };
  }[];
  return (app?.router.stack ?? []).flatMap(({ route }) =>
    route
      ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`)
      : [],
  );
}

interface Told {
  readonly status: number;
  readonly code: string;
  readonly text: string;
}

/** Two lists are taken away at once at most; the place of the one before is free in a moment. */
async function ask(route: Route, by: Credentials): Promise<Told> {
  for (;;) {
    const told = await askOnce(route, by);
    if (told.code !== 'BUSY') return told;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function askOnce(route: Route, by: Credentials): Promise<Told> {
  const [method = ''] = route.name.split(' ');
  const { 'content-type': _json, ...headers } = world.story.headers(by);
  const sent =
    route.path === '/files' ? pdf('sent by hand') : Buffer.from('name\nA vendor of a file\n');
  const path = route.path.replace(/\{(\w+)\}/, (_all, row: string) => world.rows[row] ?? '');
  const reply = await fetch(`${world.story.url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...headers,
      ...(method === 'POST' && {
        'x-chaperone-upload': route.path === '/files' ? 'a.pdf' : 'a.csv',
      }),
    },
    ...(method === 'POST' && { body: new Uint8Array(sent) }),
  });
  const text = await reply.text();
  const code = /"code":"(\w+)"/.exec(text)?.[1] ?? '';
  return { status: reply.status, code, text };
}

describe('the table of who may use which route', () => {
  it('speaks of every route that is served and of no other', async () => {
    expect((await served()).sort()).toEqual(routes.map(({ name }) => name).sort());
  });

  it.each(routes)('$name is refused to whoever may not, and nothing is written', async (route) => {
    const before = await world.state();
    for (const who of LETTERS.filter((letter) => !opens(route, letter))) {
      const { status, code, text } = await ask(route, world.as(who));
      const wanted = world.refusal(who);
      expect({ who, status, code }).toEqual({
        who,
        status: wanted === 'FORBIDDEN' ? 403 : 401,
        code: wanted,
      });
      expect(Object.keys(JSON.parse(text) as object)).toEqual(['errors']);
    }
    expect(await world.state()).toEqual(before);
  });

  it.each(routes)('$name is open to whoever may', async (route) => {
    for (const who of LETTERS.filter((letter) => opens(route, letter))) {
      const { status, code } = await ask(route, world.as(who));
      expect({ who, status, code }).toEqual({
        who,
        status: status < 400 ? status : 200,
        code: '',
      });
    }
  });

  it('holds for tokens of each scope, and of all that a route needs', async () => {
    for (const route of routes.filter(({ who }) => who !== '*')) {
      for (const scope of SCOPES) {
        const told = await ask(route, await world.story.token('ADMIN', [scope]));
        const alone = route.scopes.every((needed) => needed === scope);
        expect([route.name, scope, told.code]).toEqual([
          route.name,
          scope,
          alone ? '' : 'FORBIDDEN',
        ]);
      }
      const whole = await ask(route, await world.story.token('ADMIN', route.scopes));
      expect([route.name, whole.code]).toEqual([route.name, '']);
      const weak = await ask(route, await world.story.token('EXECUTIVE', SCOPES));
      expect([route.name, weak.code]).toEqual([route.name, opens(route, 'E') ? '' : 'FORBIDDEN']);
    }
  });

  it('lets nobody take a list away whose factor was not shown just now', async () => {
    await world.story.sql(`update sessions set factor_at = now() - interval '6 minutes'`);
    for (const route of routes.filter(({ path }) => path.startsWith('/exports')))
      expect(await ask(route, world.as('A'))).toMatchObject({
        status: 403,
        code: 'STEP_UP_NEEDED',
      });
    await world.story.sql('update sessions set factor_at = now() where factor_at is not null');
  });

  it('gives nobody a file that hangs on nothing but its sender and whoever may hang it up', async () => {
    const loose: Route = {
      ...(routes.find(({ path }) => path.includes('{file}')) as Route),
      path: `/files/${world.rows['looseFile']}`,
    };
    const codes: [Letter, string][] = [];
    for (const who of LETTERS) codes.push([who, (await ask(loose, world.as(who))).code]);
    expect(codes.filter(([, code]) => code === '').map(([who]) => who)).toEqual(['A', 'C']);
  });

  it('takes no contact, no note and no address of a colleague out with the list of vendors', async () => {
    const { text } = await ask(
      routes.find(({ path }) => path.endsWith('vendors.csv')) as Route,
      world.as('E'),
    );
    expect(text).toContain('Harbour Records');
    expect(text).not.toMatch(/@|Carla|wrote for each other/);
  });
});
