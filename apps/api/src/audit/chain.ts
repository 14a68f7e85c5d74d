/**
 * Whether the audit log is what was written. In: entries in order, and signed checkpoints from outside
 * the database. Out: the first entry that is not as it was, or the chain's head. Reads each entry once
 * and keeps none. It knows no database and no file.
 */
import { hash } from 'node:crypto';
import { saysWords, type Searched } from './words.js';

/** An entry as the table holds it; `at` as ISO 8601 in UTC. */
export interface StoredEntry {
  readonly seq: number;
  readonly at: string;
  readonly action: string;
  readonly outcome: string;
  readonly person: string | null;
  readonly about: readonly string[];
  readonly words: string;
  readonly content: string;
  readonly hash: string;
}

/** A place in the chain. */
export interface Place {
  readonly seq: number;
  readonly head: string;
}

/**
 * What was signed: where the chain stood; below which place entries were removed; or up to which place a
 * database that was put back from a back-up agrees with what was signed before.
 */
export interface Mark extends Place {
  readonly what: 'CHECKPOINT' | 'CUT' | 'RESTORE';
  readonly at: string;
}

/** What is wrong, and from which entry on. */
export interface ChainFault {
  /** The first entry that is not as it was written; with `until`, it is one of these. */
  readonly seq: number;
  readonly until?: number;
  readonly why: string;
}

/** How a look at the whole chain ended. */
export interface Verdict {
  readonly fault: ChainFault | null;
  readonly entries: number;
  readonly head: Place;
  /** The last checkpoint that the chain agrees with. */
  readonly agreed: Mark | null;
}

/** The hash before the first entry. */
export const GENESIS: Place = { seq: 0, head: '0'.repeat(64) };

/** The hash of an entry: over its canonical JSON and the hash before it. */
export function hashOf(entry: Pick<StoredEntry, 'seq' | 'at' | 'content'>, before: string): string {
  // in one call: a hash object for each of a million entries would outlive its entry in memory
  return hash(
    'sha256',
    `{"at":"${entry.at}","entry":${entry.content},"seq":${entry.seq}}${before}`,
  );
}

interface Copied extends Searched {
  readonly action?: unknown;
  readonly outcome?: unknown;
  readonly about?: unknown;
  readonly by?: Searched['by'] & { readonly id?: unknown };
}

/** The columns by which entries are found are copies: one that differs hides an entry or shows a false one. */
function copiesAgree(entry: StoredEntry): boolean {
  const content = JSON.parse(entry.content) as Copied;
  return (
    content.action === entry.action &&
    content.outcome === entry.outcome &&
    (content.by?.id ?? null) === entry.person &&
    JSON.stringify(content.about) === JSON.stringify(entry.about) &&
    saysWords(content, entry.words)
  );
}

function faultOf(entry: StoredEntry, before: Place): ChainFault | null {
  const { seq } = entry;
  const expected = before.seq + 1;
  if (seq > expected) return { seq: expected, why: `entry ${expected} is missing` };
  if (seq < expected) return { seq, why: `entry ${seq} stands twice` };
  if (hashOf(entry, before.head) !== entry.hash)
    return { seq, why: `entry ${seq} does not fit its hash and the entry before it` };
  if (!copiesAgree(entry))
    return { seq, why: `the columns of entry ${seq} say something else than its content` };
  return null;
}

function rewritten(agreed: Place, { seq, at }: Mark): ChainFault {
  return {
    seq: agreed.seq + 1,
    until: seq,
    why: `entry ${seq} is not the one that was signed at ${at}: from ${agreed.seq + 1} on the log was written anew`,
  };
}

/** Marks that still count, in the order of signing: a restore voids what was signed beyond its place before. */
export function standing(marks: readonly Mark[]): Mark[] {
  let kept: Mark[] = [];
  for (const mark of marks) {
    if (mark.what === 'RESTORE') kept = kept.filter(({ seq }) => seq <= mark.seq);
    kept.push(mark);
  }
  return kept;
}

/** Where a log begins whose oldest entries were removed in order. */
export function beginningOf(marks: readonly Mark[]): Place {
  return marks
    .filter(({ what }) => what === 'CUT')
    .reduce<Place>((last, cut) => (cut.seq > last.seq ? cut : last), GENESIS);
}

/** Reads the whole chain. `marks` must have been checked for their signatures; they are in the order of signing. */
export async function verifyChain(
  entries: AsyncIterable<StoredEntry>,
  marks: readonly Mark[],
): Promise<Verdict> {
  const valid = standing(marks);
  const begin = beginningOf(valid);
  const signed = valid.filter(({ seq }) => seq > begin.seq).sort((a, b) => a.seq - b.seq);
  let next = 0;
  let last: Place = begin;
  let agreed: Mark | null = null;
  const verdict = (fault: ChainFault | null): Verdict => ({
    fault,
    entries: last.seq - begin.seq,
    head: last,
    agreed,
  });
  for await (const entry of entries) {
    // signed away, and not yet removed when the machine stopped
    if (entry.seq <= begin.seq) continue;
    const fault = faultOf(entry, last);
    if (fault) return verdict(fault);
    last = { seq: entry.seq, head: entry.hash };
    for (let mark = signed[next]; mark?.seq === entry.seq; mark = signed[(next += 1)]) {
      if (mark.head !== entry.hash) return verdict(rewritten(agreed ?? begin, mark));
      agreed = mark;
    }
  }
  const missing = signed.at(-1);
  if (missing && missing.seq > last.seq)
    return verdict({
      seq: last.seq + 1,
      why: `the log ends at ${last.seq}, but entry ${missing.seq} was signed at ${missing.at}`,
    });
  return verdict(null);
}
