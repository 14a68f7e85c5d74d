// What looking up who asks, the policy and the audit log cost: the product against the same build without
// them, in turn, in one run on one database. Reads come from as many sessions as there are connections.
import { askingsOf } from './askings.ts';
import { start, type Contender } from './contender.ts';
import { load, median } from './load.ts';
import { scratchFolder, withClient } from './place.ts';
import { questions, type Question } from './questions.ts';
import { signIn } from './sign-in.ts';
import { figure, table } from './table.ts';
import { readReply, requestOf, Wire } from './wire.ts';

export interface SafeguardSettings {
  readonly rounds: number;
  readonly milliseconds: number;
}

const connections = 32;
/** People who change something at the same time, each another vendor. */
const writers = 8;
/** Share of the throughput that reads keep. */
const readGoal = 0.9;
/** How much longer a change may take. */
const changeGoal = 1.5;

type Name = 'with' | 'without';
type Sides = Readonly<Record<Name, Contender>>;
type Headers = Readonly<Record<string, string>>;

/** Both in turn, beginning with another one each round. The medians of both, and of their ratios. */
async function inTurn(
  rounds: number,
  measure: (name: Name) => Promise<number>,
): Promise<Readonly<Record<Name | 'ratio', number>>> {
  const rates: Record<Name, number[]> = { with: [], without: [] };
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 ? (['without', 'with'] as const) : (['with', 'without'] as const);
    for (const name of order) rates[name].push(await measure(name));
  }
  const ratios = rates.with.map((rate, round) => rate / (rates.without[round] ?? Number.NaN));
  return { with: median(rates.with), without: median(rates.without), ratio: median(ratios) };
}

async function readsOf(
  url: string,
  sides: Sides,
  question: Question,
  { sessions, settings }: { sessions: readonly Headers[]; settings: SafeguardSettings },
): Promise<string[]> {
  const askings = (await askingsOf(url))[question.name] ?? [];
  const every = Array.from({ length: askings.length * sessions.length }, (_, at) => at);
  const requestsTo = ({ port }: Contender): Buffer[] =>
    every.map((at) => {
      const { document, variables } = question;
      const asking = askings[at % askings.length] ?? {};
      const body = { query: document, variables: variables(asking) };
      return requestOf(port, '/graphql', body, from(sessions[at % sessions.length] ?? {}, port));
    });
  const requests = { with: requestsTo(sides.with), without: requestsTo(sides.without) };
  const { milliseconds, rounds } = settings;
  const measure = async (name: Name): Promise<number> =>
    (await load(sides[name].port, requests[name], { connections, milliseconds })).rate;
  await measure('with');
  await measure('without');
  const found = await inTurn(rounds, measure);
  return [
    `${question.name} ${question.title}`,
    figure(found.without),
    figure(found.with),
    figure(found.ratio),
    `${readGoal}${found.ratio >= readGoal ? '' : ' missed'}`,
  ];
}

const from = (headers: Headers, port: number): Headers => ({
  ...headers,
  Origin: `http://127.0.0.1:${port}`,
});

/** A vendor that one writer changes again and again. */
interface Changed {
  readonly id: string;
  rev: number;
}

const CHANGE = `mutation Change($input: UpdateVendorInput!) { updateVendor(input: $input) { id rev } }`;

async function changes(
  url: string,
  sides: Sides,
  { sessions, settings }: { sessions: readonly Headers[]; settings: SafeguardSettings },
): Promise<string[]> {
  const { rows: vendors } = await withClient(url, (client) =>
    client.query<Changed>(`select id, rev from vendors order by id limit ${writers}`),
  );
  const found = await inTurn(settings.rounds, (name) =>
    watching(url, name === 'with', async () => {
      const { port } = sides[name];
      const until = performance.now() + settings.milliseconds;
      const done = vendors.map((vendor, at) =>
        changeUntil(until, vendor, { port, headers: from(sessions[at] ?? {}, port) }),
      );
      const since = performance.now();
      const counts = await Promise.all(done);
      return (counts.reduce((sum, n) => sum + n, 0) / (performance.now() - since)) * 1000;
    }),
  );
  const cost = 1 / found.ratio;
  return [
    'a change of a vendor',
    figure(found.without),
    figure(found.with),
    `${figure(cost)}×`,
    `${changeGoal}×${cost <= changeGoal ? '' : ' missed'}`,
  ];
}

/** Changes a vendor until the time is over and returns how often. */
async function changeUntil(
  until: number,
  vendor: Changed,
  { port, headers }: { port: number; headers: Headers },
): Promise<number> {
  const wire = await Wire.open(port);
  let count = 0;
  try {
    for (; performance.now() < until; count += 1) {
      const input = { id: vendor.id, rev: vendor.rev, description: `Changed ${vendor.rev} times.` };
      const request = requestOf(port, '/graphql', { query: CHANGE, variables: { input } }, headers);
      const { body } = readReply(await wire.send(request));
      const reply = JSON.parse(body) as { data?: { updateVendor: { rev: number } } | null };
      if (!reply.data) throw new Error(body);
      vendor.rev = reply.data.updateVendor.rev;
    }
  } finally {
    wire.close();
  }
  return count;
}

/** Runs work with the audit log's triggers on or off; they are on again afterwards. */
async function watching<T>(url: string, on: boolean, work: () => Promise<T>): Promise<T> {
  if (on) return work();
  const turn = (how: 'enable' | 'disable'): Promise<unknown> =>
    withClient(url, async (client) => {
      const { rows } = await client.query<{ text: string }>(
        `select format('alter table %s ${how} trigger %I', tgrelid::regclass, tgname) as text
         from pg_trigger where tgname ~ '^audit_(rows|bulk)_' and not tgisinternal`,
      );
      for (const { text } of rows) await client.query(text);
    });
  await turn('disable');
  try {
    return await work();
  } finally {
    await turn('enable');
  }
}

/** Asks and changes everything and gives back the table. */
export async function safeguards(url: string, settings: SafeguardSettings): Promise<string> {
  const sides = {
    with: await start('product.ts', [url, scratchFolder()]),
    without: await start('unguarded.ts', [url, scratchFolder()]),
  };
  const sessions: Headers[] = [];
  while (sessions.length < connections) sessions.push(await signIn(url, sides.with.port));
  const rows: string[][] = [];
  for (const question of questions)
    rows.push(await readsOf(url, sides, question, { sessions, settings }));
  rows.push(await changes(url, sides, { sessions, settings }));
  for (const name of ['with', 'without'] as const) await sides[name].stop();
  const head = ['safeguards', 'without /s', 'with /s', 'share or cost', 'goal'];
  return `${table(head, rows)}\nWithout: the same build, no look-up of sessions, no policy, no audit log; ${connections} sessions.`;
}
