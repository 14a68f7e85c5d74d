import { randomUUID } from 'node:crypto';
import { VENDOR_CATEGORIES, VENDOR_STATUSES } from '@chaperone/risk-model';
import { normaliseName, type VendorContact } from '@chaperone/store';
import * as cells from '../imports/cells.js';
import { refuseCell, type Cell } from '../imports/cells.js';
import { openNamed, stageRows, textArray, type NamedRow } from '../imports/csv-rows.js';
import type {
  ImportTemplate,
  StageBatch,
  StageColumn,
  StageValue,
} from '../imports/import-source.js';
import type { TextFile } from '../imports/parsing/index.js';
import type { Keys } from '../keys/keys.js';
import { sealContacts } from './sealed-contacts.js';

/** Columns of the vendors' table, with other names that people give them. */
const COLUMNS = {
  ref: ['ref', 'reference', 'vendor ref', 'vendor id'],
  name: ['name', 'vendor', 'vendor name', 'display name', 'company'],
  legalName: ['legal_name', 'legal entity'],
  aliases: ['aliases', 'other names', 'alias'],
  domains: ['domains', 'domain'],
  category: ['category', 'type'],
  website: ['website', 'url', 'web site', 'homepage'],
  headquarters: ['headquarters', 'country', 'hq', 'headquarters country'],
  status: ['status'],
  owner: ['owner', 'owner email', 'owner e-mail'],
  parent: ['parent', 'parent vendor', 'parent company'],
  tags: ['tags', 'tag', 'labels'],
  nextReview: ['next_review_on', 'next review', 'next review date', 'review date'],
  description: ['description', 'notes'],
  privacyPolicy: ['privacy_policy', 'privacy policy url'],
  dpa: ['dpa', 'dpa url'],
  baa: ['baa', 'baa url'],
  subprocessors: ['subprocessors', 'sub-processors', 'subprocessors url'],
  statusPage: ['status_page', 'status page url'],
  certifications: ['certifications', 'certificates'],
  contactName: ['contact_name', 'contact'],
  contactEmail: ['contact_email', 'contact e-mail', 'email'],
  contactRole: ['contact_role'],
} as const;
type VendorField = keyof typeof COLUMNS;
type Row = NamedRow<VendorField>;

const LINKS = ['privacyPolicy', 'dpa', 'baa', 'subprocessors', 'statusPage'] as const;
const LONGEST = { name: 200, text: 10_000, email: 320 };

/** What a user downloads and fills in. */
export const vendorTemplate: ImportTemplate = {
  header: Object.values(COLUMNS).map(([name]) => name),
  examples: [
    [
      '',
      'Sample Scheduling Co.',
      'Sample Scheduling, Inc.',
      'SampleSched; Sample Bookings',
      'sample-scheduling.example',
      'Scheduling',
      'https://sample-scheduling.example',
      'US',
      'IN_REVIEW',
      '',
      '',
      'patients; booking',
      '2027-03-01',
      'Appointment booking',
      'https://sample-scheduling.example/privacy',
      '',
      '',
      '',
      '',
      'SOC 2 Type 2 | 2026-01-15 | 2027-01-14 | https://sample-scheduling.example/trust',
      'Sam Sample',
      'sam@sample-scheduling.example',
      'Security',
    ],
  ],
};

/** Columns of the staging table, in the order in which `vendorValues` gives them. */
export const vendorStage: readonly StageColumn[] = [
  { name: 'ref', type: 'text' },
  { name: 'display_name', type: 'text' },
  { name: 'normalised_name', type: 'text' },
  { name: 'legal_name', type: 'text' },
  { name: 'normalised_legal', type: 'text' },
  { name: 'aliases', type: 'text[]' },
  { name: 'normalised_aliases', type: 'text[]' },
  { name: 'domains', type: 'text[]' },
  { name: 'category', type: 'text' },
  { name: 'website', type: 'text' },
  { name: 'headquarters', type: 'text' },
  { name: 'status', type: 'text' },
  { name: 'owner', type: 'text' },
  { name: 'parent', type: 'text' },
  { name: 'normalised_parent', type: 'text' },
  { name: 'tags', type: 'text[]' },
  { name: 'next_review_on', type: 'date' },
  { name: 'description', type: 'text' },
  { name: 'links', type: 'jsonb' },
  { name: 'certifications', type: 'jsonb' },
  { name: 'contacts', type: 'jsonb' },
  { name: 'new_id', type: 'uuid' },
  { name: 'owner_id', type: 'uuid', read: false },
  { name: 'parent_id', type: 'uuid', read: false },
];

/** Reads a table of vendors. An empty cell leaves what is stored as it is. */
export async function* readVendors(file: TextFile, keys: Keys): AsyncGenerator<StageBatch> {
  const { notices, batches } = await openNamed(file, COLUMNS, ['name']);
  yield { rows: [], errors: [], notices };
  for await (const { rows, errors } of batches())
    yield stageRows(rows, errors, (row) => vendorValues(row, keys));
}

function vendorValues(row: Row, keys: Keys): StageValue[] {
  const name = nameOf(row);
  const legal = cells.line(row.cell('legalName'), LONGEST.name);
  const aliases = cells.list(row.cell('aliases'), LONGEST.name);
  const parent = cells.line(row.cell('parent'), LONGEST.name);
  const contacts = contactsOf(row);
  const newId = randomUUID();
  return [
    cells.line(row.cell('ref'), 40)?.toUpperCase() ?? null,
    name,
    name && normalised(name),
    legal,
    legal && normaliseName(legal),
    textArray(aliases),
    textArray(aliases && [...new Set(aliases.map(normaliseName))].filter(Boolean)),
    textArray(cells.hosts(row.cell('domains'))),
    cells.word(row.cell('category'), VENDOR_CATEGORIES),
    cells.webAddress(row.cell('website')),
    cells.country(row.cell('headquarters')),
    cells.word(row.cell('status'), VENDOR_STATUSES),
    cells.line(row.cell('owner'), LONGEST.email)?.toLowerCase() ?? null,
    parent,
    parent && normalised(parent),
    textArray(cells.list(row.cell('tags'), LONGEST.name)),
    cells.day(row.cell('nextReview')),
    cells.text(row.cell('description'), LONGEST.text),
    linksOf(row),
    certificationsOf(row.cell('certifications')),
    contacts && sealContacts(keys, newId, contacts),
    newId,
  ];
}

/** A row that names a stored vendor by its reference may leave the name out. */
function nameOf(row: Row): string | null {
  const name = cells.line(row.cell('name'), LONGEST.name);
  if (name === null && row.cell('ref').text.trim() === '')
    refuseCell(row.cell('name'), 'the name is empty. Fill it in.', 'MISSING_VALUE');
  return name;
}

const normalised = (name: string): string => normaliseName(name) || name.toLowerCase();

function linksOf(row: Row): object | null {
  const links = LINKS.map((field) => [field, cells.webAddress(row.cell(field))] as const);
  const given = links.filter(([, address]) => address !== null);
  return given.length > 0 ? Object.fromEntries(given) : null;
}

/** Certificates one behind the other: "name | issued | expires | address; …". */
function certificationsOf(cell: Cell): object[] | null {
  const parts = cell.text.split(/[;\n\r]+/).filter((part) => part.trim() !== '');
  if (parts.length === 0) return null;
  return parts.map((part) => {
    const [name = '', issued = '', expires = '', address = ''] = part.split('|');
    const at = (text: string): Cell => ({ ...cell, text });
    return {
      name:
        cells.line(at(name), LONGEST.name) ??
        refuseCell(cell, 'write each certificate as: name | issued | expires | address'),
      issuedOn: cells.day(at(issued)),
      expiresOn: cells.day(at(expires)),
      sourceUrl: cells.webAddress(at(address)),
    };
  });
}

function contactsOf(row: Row): VendorContact[] | null {
  const nameCell = cells.secret(row.cell('contactName'));
  const emailCell = cells.secret(row.cell('contactEmail'));
  const roleCell = cells.secret(row.cell('contactRole'));
  const name = cells.line(nameCell, LONGEST.name);
  const email = cells.line(emailCell, LONGEST.email);
  if (email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    refuseCell(emailCell, 'write an e-mail address, such as name@example.org.');
  if (name === null && email === null) return null;
  return [{ name: name ?? email ?? '', email, role: cells.line(roleCell, LONGEST.name) }];
}
