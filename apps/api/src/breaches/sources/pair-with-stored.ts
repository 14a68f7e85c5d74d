import type { BreachDraft } from './breach-draft.js';

/**
 * Which incoming row is which stored record, where several share a key.
 *
 * The portal gives no id, and one company may report seven times on a day. So rows of one key are
 * paired within it: first those equal in every field, then those of the same entity type (equal
 * figures first), then the rest in order of people affected; what is left is new.
 */

/** The fields of a stored record that pairing looks at. */
export interface PairableRecord {
  readonly sourceKey: string;
  readonly title: string;
  readonly people: number | null;
  readonly entityType: string | null;
  readonly causes: readonly string[];
  readonly location: string | null;
  readonly description: string;
}

/** One incoming row with its stored record, or null when it is new. */
export interface Pairing<S> {
  readonly draft: BreachDraft;
  readonly stored: S | null;
  /** The key to store the record under; unique within the source. */
  readonly sourceKey: string;
}

/**
 * Pairs the incoming rows of one key with the stored records of that key.
 * @param incoming drafts whose `sourceKey` is equal
 * @param stored records whose key is that key, or that key with an ordinal (`keyBase` tells)
 */
export function pairWithStored<S extends PairableRecord>(
  incoming: readonly BreachDraft[],
  stored: readonly S[],
): Pairing<S>[] {
  const found = new Map<BreachDraft, S>();
  const free = new Set([...stored].sort((a, b) => ordinalOf(a.sourceKey) - ordinalOf(b.sourceKey)));
  const waiting = new Set(incoming);
  const pairBy = (keyOf: (record: Comparable) => string): void => {
    for (const draft of inOrderOfPeople([...waiting])) {
      const match = inOrderOfPeople([...free]).find((record) => keyOf(record) === keyOf(draft));
      if (match === undefined) continue;
      found.set(draft, match);
      free.delete(match);
      waiting.delete(draft);
    }
  };
  pairBy(everyField);
  pairBy((record) => JSON.stringify([record.entityType, record.people]));
  pairBy((record) => JSON.stringify([record.entityType]));
  pairBy(() => '');
  return withKeys(incoming, stored, found);
}

type Comparable = Omit<PairableRecord, 'sourceKey'>;

function everyField(record: Comparable): string {
  const { title, people, entityType, location, description } = record;
  return JSON.stringify([
    title,
    people,
    entityType,
    [...record.causes].sort(),
    location,
    description,
  ]);
}

/** Most people first; unknown last; a stable sort keeps the file's order among equals. */
function inOrderOfPeople<T extends Comparable>(records: readonly T[]): T[] {
  return [...records].sort((a, b) => (b.people ?? -1) - (a.people ?? -1));
}

function withKeys<S extends PairableRecord>(
  incoming: readonly BreachDraft[],
  stored: readonly S[],
  found: ReadonlyMap<BreachDraft, S>,
): Pairing<S>[] {
  let last = Math.max(0, ...stored.map((record) => ordinalOf(record.sourceKey)));
  return incoming.map((draft) => {
    const match = found.get(draft) ?? null;
    if (match) return { draft, stored: match, sourceKey: match.sourceKey };
    last += 1;
    return { draft, stored: null, sourceKey: keyWithOrdinal(draft.sourceKey, last) };
  });
}

const ORDINAL = /#(\d{1,6})$/;

/** The stored key of the n-th record of a key: the first is the key itself, then `key#2` … */
export function keyWithOrdinal(key: string, ordinal: number): string {
  return ordinal === 1 ? key : `${key}#${ordinal}`;
}

/** The key that rows share, from a stored key. */
export function keyBase(storedKey: string): string {
  return storedKey.replace(ORDINAL, '');
}

function ordinalOf(storedKey: string): number {
  return Number(ORDINAL.exec(storedKey)?.[1] ?? 1);
}
