// The four questions, asked of the product and of the bare server in turn, in one run on one database.
// Before anything is timed, both answers are compared; the statements of an operation are counted.
import { askingsOf, type Askings } from './askings.ts';
import { start, type Contender } from './contender.ts';
import { load, median, type Measure } from './load.ts';
import { scratchFolder } from './place.ts';
import { questions, substance, type Asking, type Question } from './questions.ts';
import { signIn } from './sign-in.ts';
import { figure, megabytes, table } from './table.ts';
import { readReply, requestOf, Wire } from './wire.ts';

export interface ReadSettings {
  readonly rounds: number;
  readonly milliseconds: number;
  readonly only: readonly string[];
}

/** Connections that ask at the same time. */
const connections = 32;

interface Side {
  readonly contender: Contender;
  readonly request: (question: Question, asking: Asking) => Buffer;
}

interface Sides {
  readonly bare: Side;
  readonly product: Side;
}

async function openSides(url: string): Promise<Sides> {
  const bare = await start('bare.ts', [url]);
  const product = await start('product.ts', [url, scratchFolder()]);
  const headers = await signIn(url, product.port);
  return {
    bare: {
      contender: bare,
      request: ({ name }, asking) => requestOf(bare.port, `/${name}`, asking),
    },
    product: {
      contender: product,
      request: ({ document, variables }, asking) =>
        requestOf(
          product.port,
          '/graphql',
          { query: document, variables: variables(asking) },
          headers,
        ),
    },
  };
}

async function ask(wire: Wire, request: Buffer): Promise<unknown> {
  const { status, body } = readReply(await wire.send(request));
  if (status !== 200 || body.startsWith('{"errors"')) throw new Error(`${status}: ${body}`);
  return JSON.parse(body) as unknown;
}

/** Both must say the same to every asking that is tried. */
async function compare({ bare, product }: Sides, askings: Askings): Promise<void> {
  const wires = [await Wire.open(bare.contender.port), await Wire.open(product.contender.port)];
  const [left, right] = wires as [Wire, Wire];
  for (const question of questions) {
    for (const asking of askings[question.name]?.slice(0, 8) ?? []) {
      const limit = substance(await ask(left, bare.request(question, asking)));
      const reply = (await ask(right, product.request(question, asking))) as { data: unknown };
      const ours = substance(question.flat(reply.data));
      if (ours !== limit) throw new Error(difference(question, asking, [limit, ours]));
    }
  }
  for (const wire of wires) wire.close();
}

function difference({ name }: Question, asking: Asking, texts: readonly [string, string]): string {
  const [limit, ours] = texts;
  let at = 0;
  while (limit[at] === ours[at]) at += 1;
  const part = (text: string): string => text.slice(Math.max(0, at - 200), at + 200);
  return `${name} ${JSON.stringify(asking)}: the answers differ\nbare:    ${part(limit)}\nproduct: ${part(ours)}`;
}

/** Statements that one operation of the product sends, for each of several askings. */
async function countStatements(
  { product }: Sides,
  question: Question,
  askings: readonly Asking[],
): Promise<number[]> {
  const wire = await Wire.open(product.contender.port);
  const counts: number[] = [];
  for (const asking of askings.slice(0, 5)) {
    // the session is looked up once a second at most: that statement is the request's, not the operation's
    await ask(wire, product.request(question, asking));
    await product.contender.ask('count');
    await ask(wire, product.request(question, asking));
    counts.push((await product.contender.ask('counted')).statements);
  }
  wire.close();
  return counts;
}

/** What one side did with one question over all rounds. */
interface Tally {
  readonly measures: Measure[];
  /** Microseconds of the process's own time a request. */
  readonly cpu: number[];
  rss: number;
}

async function timed(
  { contender }: Side,
  requests: readonly Buffer[],
  { milliseconds, tally }: { milliseconds: number; tally: Tally },
): Promise<void> {
  const before = await contender.ask('figures');
  const measure = await load(contender.port, requests, { connections, milliseconds });
  const after = await contender.ask('figures');
  tally.measures.push(measure);
  tally.cpu.push((after.cpu - before.cpu) / measure.requests);
  tally.rss = Math.max(tally.rss, after.rss);
}

interface Result {
  readonly question: Question;
  readonly bare: Tally;
  readonly product: Tally;
  readonly statements: readonly number[];
}

const emptyTally = (): Tally => ({ measures: [], cpu: [], rss: 0 });

async function measureOne(
  sides: Sides,
  question: Question,
  askings: readonly Asking[],
  { rounds, milliseconds }: ReadSettings,
): Promise<Result> {
  const tallies = { bare: emptyTally(), product: emptyTally() };
  const requests = {
    bare: askings.map((asking) => sides.bare.request(question, asking)),
    product: askings.map((asking) => sides.product.request(question, asking)),
  };
  for (const name of ['bare', 'product'] as const)
    await load(sides[name].contender.port, requests[name], { connections, milliseconds });
  const statements = await countStatements(sides, question, askings);
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 ? (['product', 'bare'] as const) : (['bare', 'product'] as const);
    for (const name of order)
      await timed(sides[name], requests[name], { milliseconds, tally: tallies[name] });
  }
  return { question, ...tallies, statements };
}

const of = ({ measures }: Tally, what: 'rate' | 'p50' | 'p99'): number =>
  median(measures.map((measure) => measure[what]));

/** Median of the rounds' ratios. */
function ratio({ bare, product }: Result, what: 'rate' | 'p99'): number {
  const pairs = product.measures.map(
    (measure, round) => measure[what] / (bare.measures[round]?.[what] ?? Number.NaN),
  );
  return median(pairs);
}

/** Share of the bare server's throughput that each question is to reach, by the number of vendors. */
function goalOf(name: string, vendors: number): number {
  const goals: Record<string, number> = {
    Q1: 0.9,
    Q2: 0.5,
    Q3: vendors >= 100_000 ? 3 : 0.9,
    Q4: 0.8,
  };
  return goals[name] ?? 0;
}

function report(results: readonly Result[], vendors: number): string {
  const rows = results.map((result) => {
    const { question, bare, product, statements } = result;
    const reached = ratio(result, 'rate');
    const goal = goalOf(question.name, vendors);
    return [
      `${question.name} ${question.title}`,
      figure(of(bare, 'rate')),
      figure(of(product, 'rate')),
      figure(reached),
      `${goal}${reached >= goal ? '' : ' missed'}`,
      `${figure(of(bare, 'p50'))} / ${figure(of(bare, 'p99'))}`,
      `${figure(of(product, 'p50'))} / ${figure(of(product, 'p99'))}`,
      figure(ratio(result, 'p99')),
      `${figure(median(bare.cpu))} / ${figure(median(product.cpu))}`,
      [...new Set(statements)].join(' or '),
    ];
  });
  const head = [
    `${vendors.toLocaleString('en-US')} vendors`,
    'bare req/s',
    'product req/s',
    'ratio',
    'goal',
    'bare p50/p99 ms',
    'product p50/p99 ms',
    'p99 ratio',
    'node µs/req bare/product',
    'statements',
  ];
  const memory = (side: 'bare' | 'product'): string =>
    megabytes(Math.max(...results.map((result) => result[side].rss)));
  return `${table(head, rows)}\nMemory under load: bare ${memory('bare')} MB, product ${memory('product')} MB (goal: at most 300).`;
}

/** Asks everything and gives back the table. */
export async function reads(url: string, vendors: number, settings: ReadSettings): Promise<string> {
  const sides = await openSides(url);
  const askings = await askingsOf(url);
  await compare(sides, askings);
  const results: Result[] = [];
  for (const question of questions) {
    if (settings.only.length && !settings.only.includes(question.name)) continue;
    results.push(await measureOne(sides, question, askings[question.name] ?? [], settings));
  }
  for (const side of [sides.bare, sides.product]) await side.contender.stop();
  return report(results, vendors);
}
