import type { UpdateVendorInput } from '@chaperone/contract/vendors';
import type { VendorCategory, VendorStatus } from '@chaperone/risk-model';
import type { Vendor } from '../page/vendor-desk.js';
import { filled, listOf } from './entries.js';

/** What stands in the fields of the vendor's form. */
export interface VendorEntries {
  displayName: string;
  legalName: string;
  category: VendorCategory;
  status: VendorStatus;
  website: string;
  headquarters: string;
  description: string;
  domains: string;
  aliases: string;
  tags: string;
  owner: string;
  nextReviewOn: string;
  contacts: string;
  privacyPolicy: string;
  dpa: string;
  baa: string;
  subprocessors: string;
  statusPage: string;
}

type Links = 'privacyPolicy' | 'dpa' | 'baa' | 'subprocessors' | 'statusPage';
const LINKS: readonly Links[] = ['privacyPolicy', 'dpa', 'baa', 'subprocessors', 'statusPage'];

const EMPTY: VendorEntries = {
  displayName: '',
  legalName: '',
  category: 'OTHER',
  status: 'PROPOSED',
  website: '',
  headquarters: '',
  description: '',
  domains: '',
  aliases: '',
  tags: '',
  owner: '',
  nextReviewOn: '',
  contacts: '',
  privacyPolicy: '',
  dpa: '',
  baa: '',
  subprocessors: '',
  statusPage: '',
};

/** The fields as a vendor fills them; empty for a new one. */
export function vendorEntries(vendor: Vendor | undefined): VendorEntries {
  if (!vendor) return EMPTY;
  return filled(EMPTY, {
    ...vendor,
    ...vendor.links,
    domains: vendor.domains.join(', '),
    aliases: vendor.aliases.join(', '),
    tags: vendor.tags.join(', '),
    owner: vendor.owner?.id,
    contacts: vendor.contacts.map(contactLine).join('\n'),
  });
}

type Contact = Vendor['contacts'][number];

// "Name, e-mail, role" a line; the parts that nobody knows are left out at the end.
const contactLine = ({ name, email, role }: Contact): string =>
  [name, email ?? '', role ?? ''].join(', ').replace(/(, )+$/, '');

function contactsOf(raw: string): { name: string; email: string | null; role: string | null }[] {
  return raw
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => {
      const [name = '', email = '', ...role] = line.split(',').map((part) => part.trim());
      return { name, email: email || null, role: role.join(', ') || null };
    });
}

/** The changed fields as the graph takes them; links go together, since they are one object. */
export function vendorInput(
  entries: Partial<VendorEntries>,
  all: VendorEntries,
): Omit<UpdateVendorInput, 'id' | 'rev'> {
  const input: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(entries) as [keyof VendorEntries, string][]) {
    if (name === 'domains' || name === 'aliases' || name === 'tags') input[name] = listOf(value);
    else if (name === 'contacts') input[name] = contactsOf(value);
    else if (LINKS.includes(name as Links)) input['links'] = linksOf(all);
    else input[name] = value.trim() || null;
  }
  return input;
}

const linksOf = (all: VendorEntries): Record<string, string | null> =>
  Object.fromEntries(LINKS.map((name) => [name, all[name].trim() || null]));
