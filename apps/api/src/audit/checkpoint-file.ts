/**
 * Signed checkpoints as lines of a file outside the database. A chain alone cannot show that its end
 * was cut off or that all of it was written anew; a line that lies elsewhere can.
 */
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { canonical } from './canonical.js';
import type { Mark } from './chain.js';
import type { Signer, Verifier } from './signing.js';

interface Line extends Mark {
  readonly installation: string;
  readonly kid: string;
  readonly signature: string;
}

/** A line that this installation's key did not sign. */
export interface ForeignLine {
  readonly line: number;
  readonly why: string;
}

/** Where an installation keeps its checkpoints. */
export function checkpointFile(dataDir: string): string {
  return join(dataDir, 'audit', 'checkpoints.log');
}

function signedText({ what, seq, head, at }: Mark, installation: string): string {
  return canonical({ log: 'chaperone audit', installation, what, seq, head, at });
}

/** Adds a line and waits until the disk has it. */
export async function writeMark(
  file: string,
  mark: Mark,
  { installation, signer }: { readonly installation: string; readonly signer: Signer },
): Promise<void> {
  const { what, seq, head, at } = mark;
  const signature = signer.sign(signedText(mark, installation));
  const line: Line = { what, seq, head, at, installation, kid: signer.kid, signature };
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.write(`${canonical(line)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function readLine(text: string): Line | null {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return null;
  }
}

/** All lines of a file, each with its signature checked. A file that is not there has none. */
export async function readMarks(
  file: string,
  { installation, verifier }: { readonly installation: string; readonly verifier: Verifier },
): Promise<{ readonly marks: readonly Mark[]; readonly foreign: readonly ForeignLine[] }> {
  const text = await readFile(file, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return '';
    throw thrown;
  });
  const lines = text.split('\n');
  // a machine that stopped while a line was written leaves half of one, and only at the end
  const half = lines.pop();
  const marks: Mark[] = [];
  const foreign: ForeignLine[] = [];
  lines.forEach((each, at) => {
    const line = readLine(each);
    const own =
      line?.installation === installation &&
      verifier(line.kid, signedText(line, installation), line.signature);
    if (line && own) marks.push(line);
    else foreign.push({ line: at + 1, why: 'it is not signed by this installation’s key' });
  });
  if (half && readLine(half)) foreign.push({ line: lines.length + 1, why: 'it is not complete' });
  return { marks, foreign };
}
