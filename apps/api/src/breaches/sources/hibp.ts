import { normaliseName } from '@chaperone/store';
import {
  readJsonArray,
  refuseFile,
  rowError,
  type JsonElement,
  type TextFile,
} from '../../imports/parsing/index.js';
import {
  collect,
  RowFault,
  type BreachBatch,
  type BreachDraft,
  type DatedDay,
  type NotCompanyReason,
} from './breach-draft.js';
import {
  bracketHint,
  hostName,
  optionalDate,
  peopleCount,
  requireDate,
  requireTitle,
} from './cell-values.js';
import { dataClassesOf } from './hibp-data-classes.js';
import { htmlToText } from './html-to-text.js';

/** Flags that say a list is about no company's own breach, gravest word first. */
const FLAGS: readonly (readonly [string, NotCompanyReason])[] = [
  ['IsFabricated', 'FABRICATED'],
  ['IsStealerLog', 'STEALER_LOGS'],
  ['IsMalware', 'MALWARE'],
  ['IsSpamList', 'SPAM_LIST'],
  ['IsRetired', 'RETIRED'],
];

/** Some carriers of the list leave the flags out; then the title has to do. */
const TITLES: readonly (readonly [RegExp, NotCompanyReason])[] = [
  [/stealer|infostealer/i, 'STEALER_LOGS'],
  [/operation ?endgame|malware|botnet/i, 'MALWARE'],
  [/spam ?list/i, 'SPAM_LIST'],
  [/credential stuffing|combo ?list|collection ?#\d|^exploit\.in$|anti public/i, 'CREDENTIAL_LIST'],
];

/** The first faults of a file decide whether it is HIBP's list at all. */
const PROOF_ROWS = 5;

/**
 * Have I Been Pwned's list of breaches (API version 3, one JSON list).
 * @throws FileRefused when the list does not hold HIBP's objects
 */
export async function* parseHibp(file: TextFile): AsyncGenerator<BreachBatch> {
  let proven = false;
  for await (const { rows, errors } of readJsonArray(file)) {
    if (!proven && rows.length > 0) {
      refuseForeign(rows.slice(0, PROOF_ROWS));
      proven = true;
    }
    yield collect(rows, errors, hibpDraft);
  }
}

function refuseForeign(rows: readonly JsonElement[]): void {
  const known = rows.some(
    ({ value }) => isRecord(value) && 'Name' in value && 'BreachDate' in value,
  );
  if (known) return;
  throw refuseFile(
    'WRONG_SOURCE',
    'This is not the list of Have I Been Pwned: its objects hold no "Name" and "BreachDate". Choose the right source or the right file.',
    { line: rows[0]?.line ?? null, value: JSON.stringify(rows[0]?.value ?? null) },
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hibpDraft({ line, value }: JsonElement): BreachDraft {
  if (!isRecord(value)) {
    const message = `Line ${line}: an object was expected here. Remove this element.`;
    throw new RowFault(rowError('BAD_VALUE', message, { line, value: JSON.stringify(value) }));
  }
  const text = textReader(value, line);
  const name = requireTitle(text('Name'), { line, column: 'Name' });
  const title =
    text('Title').trim() === '' ? name : requireTitle(text('Title'), { line, column: 'Title' });
  const description = htmlToText(text('Description'));
  const breached = requireDate(text('BreachDate'), { line, column: 'BreachDate' });
  const reason = notCompanyReason(value, name, title);
  return {
    source: 'HIBP',
    sourceKey: name,
    title,
    normalisedName: normaliseName(title),
    sourceUrl: `https://haveibeenpwned.com/Breach/${encodeURIComponent(name)}`,
    breached: knownPrecision(breached, description),
    discovered: null,
    reported: optionalDate(text('AddedDate'), { line, column: 'AddedDate' }),
    people: peopleCount(text('PwnCount'), { line, column: 'PwnCount' }),
    dataClasses: Array.isArray(value['DataClasses'])
      ? dataClassesOf(value['DataClasses'].filter((one) => typeof one === 'string'))
      : null,
    causes: ['UNKNOWN'],
    location: null,
    usState: null,
    entityType: null,
    filedByVendor: false,
    domain: hostName(text('Domain')),
    aliasHint: bracketHint(title),
    description,
    companyBreach: reason === null,
    notCompanyReason: reason,
    raw: value,
    line,
  };
}

function textReader(value: Record<string, unknown>, line: number) {
  return (key: string): string => {
    const found = value[key];
    if (found === undefined || found === null) return '';
    if (typeof found === 'string') return found;
    if (typeof found === 'number') return String(found);
    const message = `Line ${line}: "${key}" must be a text or a number.`;
    throw new RowFault(rowError('BAD_VALUE', message, { line, column: key }));
  };
}

function notCompanyReason(
  value: Record<string, unknown>,
  name: string,
  title: string,
): NotCompanyReason | null {
  const flagged = FLAGS.find(([flag]) => value[flag] === true);
  if (flagged) return flagged[1];
  if (FLAGS.some(([flag]) => flag in value)) return null;
  return TITLES.find(([pattern]) => pattern.test(name) || pattern.test(title))?.[1] ?? null;
}

const VAGUE =
  /^(?:in|around|sometime in|during)\b(?: (?:approximately|about|around|early|mid|late|the))*[ -]?([a-z]+ )?(?:of )?(?:19|20)\d\d\b/i;
const MONTH = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i;

/**
 * HIBP writes a full date even where its text says "In approximately March 2015": a first day of
 * a month that the text does not name counts as the month, or the year.
 */
function knownPrecision(day: DatedDay, description: string): DatedDay {
  if (day.precision !== 'DAY' || !day.on.endsWith('-01')) return day;
  const said = VAGUE.exec(description.slice(0, 80));
  if (!said) return day;
  const month = MONTH.test(said[1] ?? '');
  if (month) return { on: day.on, precision: 'MONTH' };
  return day.on.endsWith('-01-01')
    ? { on: day.on, precision: 'YEAR' }
    : { on: day.on, precision: 'MONTH' };
}
