// Weighs what the browser gets, in brotli bytes, since budgets of the Angular builder count raw
// ones. In: the build's stats.json (an esbuild metafile) and the built files. Out: a table, and
// false when a limit is broken: start-up plus the overview's own route, and each other lazy route.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { root } from '../support/root.ts';

interface Output {
  readonly entryPoint?: string;
  readonly imports: readonly { path: string; kind: string }[];
}
type Outputs = Readonly<Record<string, Output>>;

/** Brotli kilobytes (1,000 bytes). */
const overviewLimit = 150;
const routeLimit = 70;
const dist = join(root, 'apps', 'dashboard', 'dist');

/** All files that come with `start` by static imports, itself included. */
export function withStatics(outputs: Outputs, start: string): ReadonlySet<string> {
  const found = new Set<string>();
  const queue = [start];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    const output = outputs[file];
    if (!output || found.has(file)) continue;
    found.add(file);
    for (const { path, kind } of output.imports) if (kind === 'import-statement') queue.push(path);
  }
  return found;
}

const weights = new Map<string, number>();

function weigh(file: string): number {
  const known = weights.get(file);
  if (known !== undefined) return known;
  const bytes = readFileSync(join(dist, 'browser', file));
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  const weight = brotliCompressSync(bytes, options).length / 1000;
  weights.set(file, weight);
  return weight;
}

function sum(files: Iterable<string>): number {
  let total = 0;
  for (const file of files) if (file.endsWith('.js')) total += weigh(file);
  return total;
}

function entryOf(outputs: Outputs, ending: RegExp): string | undefined {
  const isOne = ([name, { entryPoint }]: [string, Output]) =>
    name.endsWith('.js') && ending.test(entryPoint ?? '');
  return Object.entries(outputs).find(isOne)?.[0];
}

/** Every lazy chunk that is a page of its own: its source's name ends in -page.ts or in routes.ts. */
function lazyPages(outputs: Outputs): readonly [string, string][] {
  return Object.entries(outputs).flatMap(([file, { entryPoint }]) =>
    file.endsWith('.js') && entryPoint?.startsWith('apps/dashboard/src/app/')
      ? [[file, entryPoint.replace('apps/dashboard/src/app/', '')] as [string, string]]
      : [],
  );
}

function report(name: string, weight: number, limit: number): boolean {
  const fits = weight <= limit;
  const line = `  ${name.padEnd(52)} ${weight.toFixed(1).padStart(6)} kB of ${limit}`;
  console.log(fits ? line : `${line}  TOO HEAVY`);
  return fits;
}

/** What the browser loads before any route. */
function initialFiles(outputs: Outputs, main: string): ReadonlySet<string> {
  const polyfills = entryOf(outputs, /^angular:polyfills/);
  const more = polyfills ? withStatics(outputs, polyfills) : [];
  return new Set([...withStatics(outputs, main), ...more]);
}

function readOutputs(): Outputs {
  const file = join(dist, 'stats.json');
  if (!existsSync(file))
    throw new Error('No stats.json beside the built dashboard: build it first.');
  return (JSON.parse(readFileSync(file, 'utf8')) as { outputs: Outputs }).outputs;
}

/** Prints the table; true when every limit is kept. */
export function checkSize(): boolean {
  const outputs = readOutputs();
  const main = entryOf(outputs, /apps\/dashboard\/src\/main\.ts$/);
  if (!main) throw new Error('stats.json names no main.ts.');
  const initial = initialFiles(outputs, main);
  const first = sum(initial);
  console.log('Brotli size of the dashboard’s JavaScript:');
  const verdicts = [report('start-up alone', first, overviewLimit)];
  for (const [file, name] of lazyPages(outputs).filter(([page]) => page !== main)) {
    const own = sum([...withStatics(outputs, file)].filter((one) => !initial.has(one)));
    if (/overview(-page|\.page)?\.ts$/.test(name)) {
      verdicts.push(report(`start-up and ${name}`, first + own, overviewLimit));
    }
    verdicts.push(report(name, own, routeLimit));
  }
  return verdicts.every(Boolean);
}

if (process.argv[1] === import.meta.filename) process.exitCode = checkSize() ? 0 : 1;
