/**
 * What a search of the audit log looks through, worked out from an entry's content. The database writes it
 * when it appends (`append_audit`); a copy that says less hides the entry from every search.
 */
interface Part {
  readonly label?: string | null;
  readonly name?: string | null;
}

/** The parts of an entry's content that are searched. */
export interface Searched {
  readonly subject?: Part | null;
  readonly by?: Part | null;
  readonly request?: {
    readonly doing?: string | null;
    readonly address?: string | null;
    readonly id?: string | null;
  } | null;
  readonly why?: string | null;
}

/** Characters that are kept. */
const LONGEST = 400;

function wordsOf({ subject, by, request, why }: Searched): string {
  return [subject?.label, by?.name, request?.doing, why, request?.address, request?.id]
    .filter((part) => part !== null && part !== undefined)
    .join(' ');
}

/** Databases differ in how they write signs such as İ or ẞ in lower case: here they are all one. */
function folded(text: string): string {
  return text.toLowerCase().toUpperCase().toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
}

/** Whether the stored words are those of the content. */
export function saysWords(content: Searched, stored: string): boolean {
  const words = wordsOf(content);
  if (words.length <= LONGEST && words.toLowerCase() === stored) return true;
  return folded([...words].slice(0, LONGEST).join('')) === folded(stored);
}
