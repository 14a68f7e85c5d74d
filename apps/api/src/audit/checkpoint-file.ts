/**
 * Signed checkpoints as lines of a file outside the database. A chain alone cannot show that its end
 * was cut off or that all of it was written anew; a line that lies elsewhere can.
 */
import { mkdir, open, readFile, type FileHandle } from 'node:fs/promises';
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

/** Adds a line and waits until the disk has it. Half a line, left by a crash, stays a line of its own. */
export async function writeMark(
  file: string,
  mark: Mark,
  { installation, signer }: { readonly installation: string; readonly signer: Signer },
): Promise<void> {
  const { what, seq, head, at } = mark;
  const signature = signer.sign(signedText(mark, installation));
  const line: Line = { what, seq, head, at, installation, kid: signer.kid, signature };
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'a+', 0o600);
  try {
    const begin = (await endsInLine(handle)) ? '' : '\n';
    await handle.writeFile(`${begin}${canonical(line)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function endsInLine(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return true;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() === '\n';
}

function readLine(text: string): Line | null {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return null;
  }
}

/** How every line begins. A line that was cut off begins like that too, as far as it goes. */
const BEGIN = '{"at":"';
const isTorn = (text: string): boolean => text.startsWith(BEGIN) || BEGIN.startsWith(text);

/** What a file of checkpoints holds. */
export interface MarksRead {
  readonly marks: readonly Mark[];
  readonly foreign: readonly ForeignLine[];
  /** Lines that a machine which stopped did not write to their end: they say nothing. */
  readonly torn: readonly number[];
}

/** All lines of a file, each with its signature checked. */
export async function readMarks(
  file: string,
  { installation, verifier }: { readonly installation: string; readonly verifier: Verifier },
): Promise<MarksRead> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  if (lines.at(-1) === '') lines.pop();
  const marks: Mark[] = [];
  const foreign: ForeignLine[] = [];
  const torn: number[] = [];
  lines.forEach((text, at) => {
    const line = readLine(text);
    const own =
      line?.installation === installation &&
      verifier(line.kid, signedText(line, installation), line.signature);
    if (line && own) marks.push(line);
    else if (!line && isTorn(text)) torn.push(at + 1);
    else foreign.push({ line: at + 1, why: 'it is not signed by this installation’s key' });
  });
  return { marks, foreign, torn };
}
