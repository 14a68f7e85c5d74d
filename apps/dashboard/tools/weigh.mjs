/**
 * Weighs what a reader downloads, as it travels (brotli), and fails where it is too much:
 * the signed-in overview with its charts deferred, and what each further page adds to it.
 * In: dist/browser-stats.json and the built files. Angular's own budgets count raw bytes.
 */
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

const OVERVIEW_LIMIT = 150_000;
const CHUNK_LIMIT = 70_000;
const ALWAYS = ['src/main.ts', 'shell/shell.ts', 'i18n/en/index.ts'];

const dist = new URL('../dist/', import.meta.url);
const { outputs } = JSON.parse(readFileSync(new URL('browser-stats.json', dist), 'utf8'));
const scripts = Object.entries(outputs).filter(([file]) => file.endsWith('.js'));

const weights = new Map();
const weigh = (file) => {
  if (!weights.has(file)) {
    weights.set(file, brotliCompressSync(readFileSync(new URL(`browser/${file}`, dist))).length);
  }
  return weights.get(file);
};

/** A file with everything that it imports at once. */
const closure = (file, seen = new Set()) => {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const { kind, path } of outputs[file].imports) {
    if (kind === 'import-statement') closure(path, seen);
  }
  return seen;
};
const fileOf = (end) => scripts.find(([, output]) => output.entryPoint?.endsWith(end))?.[0];
const sum = (files) => [...files].reduce((total, file) => total + weigh(file), 0);
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

const always = new Set(ALWAYS.flatMap((end) => [...closure(fileOf(end))]));
const overview = new Set([...always, ...closure(fileOf('overview/overview-page.ts'))]);
const lines = [['signed-in overview', sum(overview), OVERVIEW_LIMIT]];
// What is there already when a file is asked for: all that every page asking for it stands on.
const groundOf = (file) => {
  const askers = scripts.filter(([, { imports }]) =>
    imports.some(({ kind, path }) => kind === 'dynamic-import' && path === file),
  );
  const grounds = askers.map(([asker]) => closure(asker));
  return new Set([
    ...always,
    ...[...(grounds[0] ?? [])].filter((f) => grounds.every((g) => g.has(f))),
  ]);
};
for (const [file, { entryPoint }] of scripts) {
  if (!entryPoint || overview.has(file)) continue;
  const ground = groundOf(file);
  const added = [...closure(file)].filter((part) => !ground.has(part));
  lines.push([entryPoint.replace(/^.*src\/app\//, ''), sum(added), CHUNK_LIMIT]);
}

for (const [name, bytes, limit] of lines.sort((one, other) => other[1] - one[1])) {
  console.log(
    `${bytes > limit ? 'TOO HEAVY' : 'ok       '} ${kilobytes(bytes).padStart(9)}  ${name}`,
  );
}
if (lines.some(([, bytes, limit]) => bytes > limit)) process.exitCode = 1;
