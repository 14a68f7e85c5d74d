// Weighs what the browser gets, in brotli bytes, since budgets of the Angular builder count raw
// ones. In: the build's browser-stats.json (an esbuild metafile) and the built files. Out: a table,
// and false when a limit is broken: all that the signed-in overview loads before its charts, and
// what each lazy chunk adds to it.
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
const sources = 'apps/dashboard/src/';
/** What the browser has loaded when the signed-in overview stands, charts not yet. */
const overviewLoads = [
  /^main\.ts$/,
  /^i18n\/en\/index\.ts$/,
  /^app\/shell\/shell\.ts$/,
  /^app\/overview\/overview-page\.ts$/,
];
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

/** Every lazy chunk by the source that it starts from. */
function lazyChunks(outputs: Outputs): readonly [string, string][] {
  return Object.entries(outputs).flatMap(([file, { entryPoint }]) =>
    file.endsWith('.js') && entryPoint?.startsWith(sources)
      ? [[file, entryPoint.slice(sources.length)] as [string, string]]
      : [],
  );
}

function report(name: string, weight: number, limit: number): boolean {
  const fits = weight <= limit;
  const line = `  ${name.padEnd(52)} ${weight.toFixed(1).padStart(6)} kB of ${limit}`;
  console.log(fits ? line : `${line}  TOO HEAVY`);
  return fits;
}

function readOutputs(): Outputs {
  const file = join(dist, 'browser-stats.json');
  if (!existsSync(file))
    throw new Error('No browser-stats.json beside the built dashboard: build it first.');
  return (JSON.parse(readFileSync(file, 'utf8')) as { outputs: Outputs }).outputs;
}

/** Prints the table; true when every limit is kept. */
export function checkSize(): boolean {
  const outputs = readOutputs();
  const chunks = lazyChunks(outputs);
  const first = chunks.filter(([, name]) => overviewLoads.some((part) => part.test(name)));
  if (first.length < overviewLoads.length)
    throw new Error('A part of the overview has another name.');
  const overview = new Set(first.flatMap(([file]) => [...withStatics(outputs, file)]));
  console.log('Brotli size of the dashboard’s JavaScript:');
  const verdicts = [
    report('the signed-in overview, charts deferred', sum(overview), overviewLimit),
  ];
  for (const [file, name] of chunks.filter(([chunk]) => !overview.has(chunk))) {
    const own = [...withStatics(outputs, file)].filter((one) => !overview.has(one));
    verdicts.push(report(name, sum(own), routeLimit));
  }
  return verdicts.every(Boolean);
}

if (process.argv[1] === import.meta.filename) process.exitCode = checkSize() ? 0 : 1;
