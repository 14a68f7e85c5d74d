import { normaliseName } from '@chaperone/store';
import type { CsvRow } from '../../imports/parsing/index.js';
import type { BreachDraft, DatedDay } from './breach-draft.js';
import {
  bracketHint,
  cellFault,
  oneLine,
  optionalDate,
  peopleCount,
  readDate,
  requireTitle,
  type CellPlace,
} from './cell-values.js';

/** The columns read from the list of several states' notices. */
export const NOTICE_COLUMNS = {
  id: ['id'],
  register: ['source'],
  company: ['company'],
  state: ['state'],
  filed: ['filed'],
  breached: ['breach_date'],
  people: ['affected'],
  form: ['form'],
  items: ['items'],
  url: ['filing_url'],
} as const;
type NoticeField = keyof typeof NOTICE_COLUMNS;
type Places = Readonly<Record<NoticeField, number>>;

/** One notice; its key is the list's id or, without one, register, name and day. */
export function noticeDraft(row: CsvRow, places: Places): BreachDraft {
  const { line } = row;
  const cell = (field: NoticeField): string => oneLine(row.cells[places[field]] ?? '');
  const at = (field: NoticeField) => ({ line, column: NOTICE_COLUMNS[field][0] });
  const title = requireTitle(cell('company'), at('company'));
  const normalisedName = normaliseName(title);
  const reported = optionalDate(cell('filed'), at('filed'));
  const key = [cell('register'), normalisedName, reported?.on ?? '', cell('state')].join('|');
  return {
    source: 'STATE_AG',
    sourceKey: cell('id') || key.toLowerCase(),
    title,
    normalisedName,
    sourceUrl: webAddress(cell('url')),
    breached: earliestDate(cell('breached'), at('breached')),
    discovered: null,
    reported,
    people: peopleCount(cell('people'), at('people')),
    dataClasses: null,
    causes: ['UNKNOWN'],
    location: null,
    usState: /^[A-Z]{2}$/.test(cell('state')) ? cell('state') : null,
    entityType: null,
    filedByVendor: false,
    domain: null,
    aliasHint: bracketHint(title),
    description: describe(cell),
    companyBreach: true,
    notCompanyReason: null,
    raw: rawRow(row, places),
    line,
  };
}

function rawRow(row: CsvRow, places: Places): Record<string, string> {
  const fields = Object.keys(NOTICE_COLUMNS) as NoticeField[];
  const there = fields.filter((field) => places[field] !== -1);
  return Object.fromEntries(
    there.map((field) => [NOTICE_COLUMNS[field][0], row.cells[places[field]] ?? '']),
  );
}

function describe(cell: (field: NoticeField) => string): string {
  const filing = [cell('form'), cell('items') && `item ${cell('items')}`]
    .filter(Boolean)
    .join(', ');
  const dates = cell('breached');
  const parts = [
    cell('register') && `${cell('register')}${filing ? ` (${filing})` : ''}.`,
    // one plain date is a column of its own; several, or words, would be lost
    /[-,–]| to /.test(dates) && `Dates of the breach as filed: ${dates}.`,
  ];
  return parts.filter(Boolean).join(' ');
}

/** The address of a page on the web; anything else is dropped, since people will click it. */
export function webAddress(text: string): string | null {
  return URL.canParse(text) && /^https?:\/\//i.test(text) ? text : null;
}

const SEPARATORS = /\s*(?:,|;|–|—|\s-\s|\bto\b|\bthrough\b|\band\b|&)\s*/i;

/**
 * The first day that a free text names: "07/03/2025 , 07/15/2025", "10/2/2025 - 12/22/2025",
 * "n/a". Words that are no date say nothing; a day that does not exist is a fault.
 */
export function earliestDate(text: string, at: CellPlace): DatedDay | null {
  const dates: DatedDay[] = [];
  for (const part of text.slice(0, 1_000).split(SEPARATORS)) {
    const date = readDate(part);
    if (date === 'IMPOSSIBLE')
      throw cellFault('BAD_DATE', at, text, 'there is no such day in the calendar. Correct it.');
    if (date !== null) dates.push(date);
  }
  dates.sort((a, b) => (a.on < b.on ? -1 : 1));
  return dates[0] ?? null;
}
