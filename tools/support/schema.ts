import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stop } from './lifetime.ts';
import { root } from './root.ts';
import { run } from './run.ts';

const committed = join(root, 'libs', 'contract', 'schema.graphql');

/** The schema as the built API emits it: no server, no database. */
async function emitted(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'chaperone-schema-'));
  const file = join(folder, 'schema.graphql');
  try {
    const program = join(root, 'apps', 'api', 'dist', 'emit-schema.js');
    const outcome = await run(process.execPath, [program, file], { quiet: true, timeout: 60_000 });
    if (outcome.code !== 0) throw new Stop(outcome.output, 1);
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes libs/contract/schema.graphql. */
export async function writeSchema(): Promise<void> {
  writeFileSync(committed, await emitted());
}

/** The first line in which the committed schema differs from the emitted one; undefined if none. */
export async function schemaDrift(): Promise<string | undefined> {
  const now = (await emitted()).split('\n');
  const then = readFileSync(committed, 'utf8').split('\n');
  for (let line = 0; line < Math.max(now.length, then.length); line += 1) {
    if (now[line] !== then[line]) {
      return `line ${line + 1}: committed "${then[line] ?? ''}", emitted "${now[line] ?? ''}"`;
    }
  }
  return undefined;
}
