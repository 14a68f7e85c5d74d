import { headerKey, placeColumns, refuseFile } from '../../imports/parsing/index.js';

/** The portal's columns in the portal's order. */
export const HHS_COLUMNS = {
  name: ['Name of Covered Entity', 'Covered Entity', 'Entity Name', 'Name of CE or BA'],
  state: ['State'],
  entityType: ['Covered Entity Type', 'Entity Type', 'Type of Covered Entity'],
  people: ['Individuals Affected', 'Individuals Affected Count'],
  submitted: ['Breach Submission Date', 'Submission Date', 'Date Submitted'],
  breachType: ['Type of Breach', 'Breach Type'],
  location: ['Location of Breached Information', 'Breach Location'],
  associate: ['Business Associate Present', 'BA Present'],
  description: ['Web Description', 'Description'],
} as const;
export type HhsField = keyof typeof HHS_COLUMNS;
export type HhsPlaces = Readonly<Record<HhsField, number>>;

const ORDER = Object.keys(HHS_COLUMNS) as HhsField[];
/** The last two may be missing: some exports leave them out. */
const NEEDED: readonly HhsField[] = ORDER.filter(
  (field) => field !== 'description' && field !== 'associate',
);
/** Two names that happen to fit ("State", "Description") do not make a portal export. */
const LEAST_KNOWN = 4;
/** What the portal writes where its own header breaks. */
const BROKEN_NAME = /^javax\.faces\./;

/**
 * Where the portal's columns stand: by name or, where the portal broke a name of its own, by
 * their place beside the named ones.
 * @throws FileRefused when this is no export of the portal
 */
export function placeHhsColumns(header: readonly string[]): HhsPlaces {
  const { at } = placeColumns(portalOnly(header), HHS_COLUMNS);
  const known = ORDER.filter((field) => at[field] !== -1);
  const broken = header.some((name) => BROKEN_NAME.test(name));
  if (known.length < LEAST_KNOWN && !(broken && header.length >= ORDER.length))
    throw wrongSource(header);
  const places = { ...at };
  const shift = commonShift(at, known);
  for (const field of ORDER)
    places[field] = at[field] === -1 ? byPlace(field, header, at, shift) : at[field];
  const missing = NEEDED.find((field) => places[field] === -1);
  if (missing) throw missingColumn(missing, header);
  return places;
}

/** Columns that only look like the portal's are blanked, so that they cannot count twice. */
function portalOnly(header: readonly string[]): string[] {
  const seen = new Set<string>();
  return header.map((name) => {
    const key = headerKey(name);
    if (seen.has(key)) return '';
    seen.add(key);
    return name;
  });
}

/** How far the named columns stand from the portal's own places; most of them agree. */
function commonShift(at: HhsPlaces, known: readonly HhsField[]): number {
  const votes = new Map<number, number>();
  for (const field of known) {
    const shift = at[field] - ORDER.indexOf(field);
    votes.set(shift, (votes.get(shift) ?? 0) + 1);
  }
  const [best] = [...votes].sort((a, b) => b[1] - a[1]);
  return best?.[0] ?? 0;
}

function byPlace(field: HhsField, header: readonly string[], at: HhsPlaces, shift: number): number {
  const index = ORDER.indexOf(field) + shift;
  const name = header[index];
  if (name === undefined || Object.values(at).includes(index)) return -1;
  return BROKEN_NAME.test(name) || name === '' ? index : -1;
}

function wrongSource(header: readonly string[]): Error {
  const message = `This is not an export of the HHS OCR breach portal. Its first line must name columns like "${HHS_COLUMNS.name[0]}", "${HHS_COLUMNS.people[0]}" and "${HHS_COLUMNS.submitted[0]}". Choose the right source or the right file.`;
  return refuseFile('WRONG_SOURCE', message, { line: 1, value: header.join(',') });
}

function missingColumn(field: HhsField, header: readonly string[]): Error {
  const column = HHS_COLUMNS[field][0];
  const message = `The column "${column}" is missing. Export the file again from the portal, or name the column so.`;
  return refuseFile('MISSING_COLUMN', message, { line: 1, column, value: header.join(',') });
}
