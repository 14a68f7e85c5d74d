import type { VerisAction } from '@chaperone/risk-model';
import { normaliseName } from '@chaperone/store';
import type { CsvRow } from '../../imports/parsing/index.js';
import type { BreachDraft } from './breach-draft.js';
import { bracketHint, oneLine, optionalDate, peopleCount, requireTitle } from './cell-values.js';

/** The columns read from the register of Washington's attorney general. */
export const REGISTER_COLUMNS = {
  id: ['Id'],
  name: ['Name'],
  aware: ['DateAware'],
  submitted: ['DateSubmitted'],
  started: ['DateStart'],
  cause: ['DataBreachCause'],
  attack: ['CyberattackType'],
  people: ['WashingtoniansAffected'],
} as const;
type RegisterField = keyof typeof REGISTER_COLUMNS;
const FIELDS = Object.keys(REGISTER_COLUMNS) as RegisterField[];

const REGISTER_URL =
  'https://data.wa.gov/Consumer-Protection/Data-Breach-Notifications-Affecting-Washington-Res/sb4j-ca4h';

const CAUSES: Readonly<Record<string, VerisAction>> = {
  malware: 'MALWARE',
  ransomware: 'MALWARE',
  phishing: 'SOCIAL',
  skimmers: 'PHYSICAL',
  cyberattack: 'HACKING',
  'unauthorized access': 'MISUSE',
  'theft or mistake': 'ERROR',
};

/** One notice of the register; its key is the register's own number. */
export function registerDraft(
  row: CsvRow,
  places: Readonly<Record<RegisterField, number>>,
): BreachDraft {
  const { line } = row;
  const cell = (field: RegisterField): string => oneLine(row.cells[places[field]] ?? '');
  const at = (field: RegisterField) => ({ line, column: REGISTER_COLUMNS[field][0] });
  const date = (field: RegisterField) => optionalDate(cell(field), at(field));
  const title = requireTitle(cell('name'), at('name'));
  const normalisedName = normaliseName(title);
  const reported = date('submitted');
  const key = cell('id') || [normalisedName, reported?.on ?? ''].join('|');
  return {
    source: 'STATE_AG',
    sourceKey: `wa-register:${key}`,
    title,
    normalisedName,
    sourceUrl: REGISTER_URL,
    breached: date('started'),
    discovered: date('aware'),
    reported,
    people: peopleCount(cell('people'), at('people')),
    dataClasses: null,
    causes: causesOf(cell('cause'), cell('attack')),
    location: null,
    usState: 'WA',
    entityType: null,
    filedByVendor: false,
    domain: null,
    aliasHint: bracketHint(title),
    description: describe(cell),
    companyBreach: true,
    notCompanyReason: null,
    raw: Object.fromEntries(FIELDS.map((field) => [REGISTER_COLUMNS[field][0], cell(field)])),
    line,
  };
}

function causesOf(cause: string, attack: string): VerisAction[] {
  const found = [CAUSES[cause.toLowerCase()], CAUSES[attack.toLowerCase()]];
  const known = [...new Set(found)].filter((one) => one !== undefined).sort();
  return known.length > 0 ? known : ['UNKNOWN'];
}

function describe(cell: (field: RegisterField) => string): string {
  const how = [cell('cause'), cell('attack')].filter(Boolean).join(', ');
  return `Washington AG.${how ? ` ${how}.` : ''} The figure counts residents of Washington only.`;
}
