import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { systemPrincipal, Work } from '../graphql/work.js';
import { ImportFileService, type LocalOutcome } from '../imports/import-file.service.js';
import type { ImportSourceDefinition } from '../imports/import-source.js';
import { ImportSources } from '../imports/import-sources.js';
import type { ProgressListener } from '../imports/run-progress.js';
import { UsageError, type Command, type CommandContext } from './command.js';

/** Faults printed; the rest stand on the run. */
const FAULTS_PRINTED = 20;
const BAR_WIDTH = 30;

interface Wanted {
  readonly definition: ImportSourceDefinition;
  readonly path: string;
  readonly apply: boolean;
  readonly asOf: string | null;
}

/** `import`: reads a file as its source says and writes what is new or changed. */
export const importCommand: Command = {
  name: 'import',
  usage:
    'SOURCE FILE [--dry-run] [--as-of YYYY-MM-DD]   import hhs-ocr, hibp, state-ag, vendors, answers or subprocessors',
  run: async (args, context) => {
    const { definition, path, apply, asOf } = wanted(args, context.app.get(ImportSources));
    const since = performance.now();
    const bar = progressBar(context);
    const outcome = await context.app.get(ImportFileService).import({
      source: definition.source,
      path,
      apply,
      asOf,
      by: systemPrincipal,
      onProgress: bar.show,
    });
    bar.clear();
    await report(outcome, { context, seconds: (performance.now() - since) / 1000 });
    return outcome.status === 'FAILED' || isNothingTaken(outcome) ? 1 : 0;
  },
};

function wanted(args: readonly string[], sources: ImportSources): Wanted {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean', default: false }, 'as-of': { type: 'string' } },
  });
  const [name = '', path] = positionals;
  const definition = sources.named(name);
  if (!definition) {
    const names = sources.all().map((one) => one.name);
    throw new UsageError(`SOURCE is one of ${names.join(', ')}.`);
  }
  if (path === undefined || positionals.length > 2)
    throw new UsageError('Name one file behind the source.');
  refuseUnreadable(path);
  const asOf = values['as-of'] ?? null;
  if (asOf !== null && !isDay(asOf)) throw new UsageError('--as-of is a day as YYYY-MM-DD.');
  return { definition, path, apply: !values['dry-run'], asOf };
}

/** @throws UsageError where there is no such file */
function refuseUnreadable(path: string): void {
  const file = statSync(path, { throwIfNoEntry: false });
  if (!file) throw new UsageError(`There is no file ${path}.`);
  if (!file.isFile()) throw new UsageError(`${path} is no file. Name one file behind the source.`);
}

/** Whether a file had rows, and every one of them was refused: a script has to notice. */
function isNothingTaken({ counts }: LocalOutcome): boolean {
  return counts !== null && counts.rows > 0 && counts.refused === counts.rows;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** A bar on a terminal; elsewhere one line a stage. */
function progressBar({ warn }: CommandContext): { show: ProgressListener; clear: () => void } {
  const terminal = process.stderr.isTTY;
  let shown = '';
  const show: ProgressListener = (stage, percent) => {
    const word = stage.toLowerCase();
    const filled = Math.round((percent / 100) * BAR_WIDTH);
    const bar = '#'.repeat(filled).padEnd(BAR_WIDTH, '.');
    const line = terminal ? `[${bar}] ${percent} % ${word}` : word;
    if (line === shown) return;
    shown = line;
    if (terminal) process.stderr.write(`\r\u001b[K${line}`);
    else warn(`${word} …`);
  };
  return { show, clear: () => void (terminal && process.stderr.write('\r\u001b[K')) };
}

async function report(
  outcome: LocalOutcome,
  { context, seconds }: { context: CommandContext; seconds: number },
): Promise<void> {
  const { print, warn, app } = context;
  const faults = await app
    .get(Work)
    .change((tx) =>
      tx.query<{ line: number | null; code: string; message: string }[]>(
        'select line, code, message from import_errors where run_id = $1 order by id limit $2',
        [outcome.id, FAULTS_PRINTED],
      ),
    );
  for (const { line, code, message } of faults)
    warn(`${line === null ? 'file' : `line ${line}`}: ${code}: ${message}`);
  if (outcome.status === 'FAILED') warn(`${outcome.ref}: nothing was written. ${outcome.reason}`);
  else for (const line of summary(outcome, seconds)) print(line);
}

function summary({ ref, status, counts, asOf }: LocalOutcome, seconds: number): string[] {
  if (!counts) return [];
  const { rows, refused, skipped } = counts;
  const what = status === 'APPLIED' ? 'applied' : 'dry run, nothing was written';
  const lines = [
    `${ref} ${what}: ${rows} rows in ${seconds.toFixed(1)} s${asOf === null ? '' : `, export of ${asOf}`}`,
    `  new ${counts.new}, changed ${counts.changed}, same ${counts.same}, refused ${refused}, skipped ${skipped}`,
  ];
  const { proposedMatches, confirmedMatches, proposedIncidents } = counts;
  if (proposedMatches + confirmedMatches + proposedIncidents > 0)
    lines.push(
      `  matches: ${proposedMatches} to review, ${confirmedMatches} confirmed, ${proposedIncidents} groups of records that may be one event`,
    );
  return lines;
}
