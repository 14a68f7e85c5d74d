/** What is taken. Anything else has to be turned into one of these first. */
export const FILE_KINDS = {
  pdf: { type: 'application/pdf', zip: false },
  docx: {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    zip: true,
  },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    zip: true,
  },
  csv: { type: 'text/csv', zip: false },
  png: { type: 'image/png', zip: false },
  jpg: { type: 'image/jpeg', zip: false },
  txt: { type: 'text/plain', zip: false },
} as const;

export type FileKind = keyof typeof FILE_KINDS;

/** Endings that mean the same. */
const SAME: Readonly<Record<string, FileKind>> = { jpeg: 'jpg' };

export const TAKEN = 'PDF, DOCX, XLSX, CSV, PNG, JPG and TXT';

/** The largest file: 25 MB. */
export const LARGEST_FILE = 25 * 1024 * 1024;

/** The kind that a name's ending says; null where it is none of them. */
export function kindOf(name: string): FileKind | null {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  if (Object.hasOwn(SAME, ending)) return SAME[ending] ?? null;
  return Object.hasOwn(FILE_KINDS, ending) ? (ending as FileKind) : null;
}
