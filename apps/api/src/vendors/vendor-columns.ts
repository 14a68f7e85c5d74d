/** From a vendor's input to its columns. Absent stays absent; null is cleared. */
import { normaliseName, type VendorEntity } from '@chaperone/store';
import {
  addressOf,
  countryOf,
  domainsOf,
  emailOf,
  invalid,
  namesOf,
  nameOf,
  optionalText,
  textOf,
} from './checks.js';
import type {
  CertificationInput,
  ContactInput,
  PublishedLinksInput,
  UpdateVendorInput,
} from './vendors.inputs.js';

type Facts = Omit<UpdateVendorInput, 'id' | 'rev'>;
export type VendorColumns = { -readonly [K in keyof VendorEntity]?: VendorEntity[K] };

const WRITERS: {
  readonly [F in keyof Facts]-?: (value: Facts[F], columns: VendorColumns) => void;
} = {
  displayName: (value, to) => {
    to.displayName = nameOf(value, 'displayName');
    to.normalisedName = normaliseName(to.displayName) || to.displayName.toLowerCase();
  },
  legalName: (value, to) => (to.legalName = optionalText(value, 'legalName')),
  aliases: (value, to) => {
    to.aliases = namesOf(value, 'aliases');
    to.normalisedAliases = [...new Set(to.aliases.map(normaliseName))].filter(Boolean);
  },
  domains: (value, to) => (to.domains = [...new Set(domainsOf(value))]),
  category: (value, to) => (to.category = value ?? 'OTHER'),
  website: (value, to) => (to.website = addressOf(value, 'website')),
  headquarters: (value, to) => (to.headquarters = countryOf(value, 'headquarters')),
  certifications: (value, to) => (to.certifications = (value ?? []).map(certificationOf)),
  links: (value, to) => (to.links = linksOf(value ?? {})),
  contacts: (value, to) => (to.contacts = (value ?? []).map(contactOf)),
  status: (value, to) => {
    if (value === null) throw invalid('status', 'A vendor has a status; leave it out to keep it.');
    if (value !== undefined) to.status = value;
  },
  owner: (value, to) => (to.ownerId = value ?? null),
  parent: (value, to) => (to.parentId = value ?? null),
  tags: (value, to) => (to.tags = namesOf(value, 'tags')),
  nextReviewOn: (value, to) => (to.nextReviewOn = value ?? null),
  description: (value, to) => (to.description = textOf(value, 'description')),
};

/** The columns that an input sets. @throws Refusal INVALID naming the field. */
export function vendorColumns(facts: Facts): VendorColumns {
  const columns: VendorColumns = {};
  for (const name of Object.keys(WRITERS) as (keyof Facts)[])
    if (facts[name] !== undefined) write(name, facts, columns);
  return columns;
}

function write<F extends keyof Facts>(name: F, facts: Facts, columns: VendorColumns): void {
  const writer = WRITERS[name] as (value: Facts[F], to: VendorColumns) => void;
  writer(facts[name], columns);
}

/** What the search of the list looks through. */
export function searchTextOf(
  vendor: Pick<VendorEntity, 'normalisedName' | 'normalisedAliases' | 'domains' | 'ref'> & {
    readonly legalName?: string | null;
  },
): string {
  const legal = vendor.legalName ? normaliseName(vendor.legalName) : '';
  const { normalisedName, normalisedAliases, domains, ref } = vendor;
  const names = new Set([
    normalisedName,
    legal,
    ...normalisedAliases,
    ...domains,
    ref.toLowerCase(),
  ]);
  return [...names].filter(Boolean).join(' ');
}

function certificationOf(input: CertificationInput) {
  const { issuedOn = null, expiresOn = null } = input;
  if (issuedOn && expiresOn && expiresOn < issuedOn)
    throw invalid('certifications', 'A certificate cannot end before it was issued.');
  return {
    name: nameOf(input.name, 'certifications.name'),
    issuedOn,
    expiresOn,
    sourceUrl: addressOf(input.sourceUrl, 'certifications.sourceUrl'),
  };
}

function linksOf(input: PublishedLinksInput) {
  return {
    privacyPolicy: addressOf(input.privacyPolicy, 'links.privacyPolicy'),
    dpa: addressOf(input.dpa, 'links.dpa'),
    baa: addressOf(input.baa, 'links.baa'),
    subprocessors: addressOf(input.subprocessors, 'links.subprocessors'),
    statusPage: addressOf(input.statusPage, 'links.statusPage'),
  };
}

function contactOf(input: ContactInput) {
  return {
    name: nameOf(input.name, 'contacts.name'),
    email: emailOf(input.email, 'contacts.email'),
    role: optionalText(input.role, 'contacts.role'),
  };
}
