/**
 * Builders for specs: `aVendor(tx, { status: 'APPROVED' })` writes one record with sensible
 * defaults for what is not said, makes the records that it needs, and returns what was written.
 * They compute nothing: no score, no match, no read model.
 */
import type { EntityManager } from 'typeorm';
import * as store from '../entities.js';
import { normaliseName } from '../normalise-name.js';

import { next, write } from './write.js';
import type { Says } from './write.js';

/** A person; COMPLIANCE unless said, without a password. */
export function aPerson(
  tx: EntityManager,
  says: Says<store.PersonEntity> = {},
): Promise<store.PersonEntity> {
  const n = next();
  const defaults = { email: `person-${String(n)}@example.org`, name: `Person ${String(n)}` };
  return write(tx, store.PersonEntity, { ...defaults, role: 'COMPLIANCE', ...says });
}

/** The one organisation: a covered entity in the United States. */
export function anOrganisation(
  tx: EntityManager,
  says: Says<store.OrganisationEntity> = {},
): Promise<store.OrganisationEntity> {
  const defaults: Says<store.OrganisationEntity> = {
    id: true,
    name: 'Sample Practice',
    roles: ['COVERED_ENTITY'],
  };
  return write(tx, store.OrganisationEntity, { ...defaults, ...says });
}

/** An approved vendor; the normalised names and the search text follow from what is said. */
export function aVendor(
  tx: EntityManager,
  says: Says<store.VendorEntity> = {},
): Promise<store.VendorEntity> {
  const displayName = says.displayName ?? `Sample Vendor ${String(next())}`;
  const aliases = says.aliases ?? [];
  const domains = says.domains ?? [];
  const normalisedName = normaliseName(displayName);
  const normalisedAliases = aliases.map((alias) => normaliseName(alias));
  return write(tx, store.VendorEntity, {
    status: 'APPROVED',
    normalisedName,
    normalisedAliases,
    searchText: [normalisedName, ...normalisedAliases, ...domains].join(' '),
    ...says,
    displayName,
  });
}

/** A sub-processor link between two new vendors unless they are said. */
export async function aRelation(
  tx: EntityManager,
  says: Says<store.VendorRelationEntity> = {},
): Promise<store.VendorRelationEntity> {
  const vendorId = says.vendorId ?? (await aVendor(tx)).id;
  const subprocessorId = says.subprocessorId ?? (await aVendor(tx)).id;
  return write(tx, store.VendorRelationEntity, { ...says, vendorId, subprocessorId });
}

/** An active service with every fact known: appointments and contacts of 1,000 people. */
export async function aService(
  tx: EntityManager,
  says: Says<store.ServiceEntity> = {},
): Promise<store.ServiceEntity> {
  const vendorId = says.vendorId ?? (await aVendor(tx)).id;
  const defaults: Says<store.ServiceEntity> = {
    name: `Service ${String(next())}`,
    status: 'ACTIVE',
    dataClasses: ['APPOINTMENTS', 'CONTACT'],
    people: 1000,
    access: 'READ_WRITE',
    outageTolerance: 'DAY',
    substitutability: 'EASY',
    regions: ['US'],
    subprocessors: 2,
    subjects: ['PATIENTS'],
  };
  return write(tx, store.ServiceEntity, { ...defaults, ...says, vendorId });
}

/** A person's choice that a BAA is needed. */
export async function aCover(
  tx: EntityManager,
  says: Says<store.ServiceCoverEntity> = {},
): Promise<store.ServiceCoverEntity> {
  const serviceId = says.serviceId ?? (await aService(tx)).id;
  return write(tx, store.ServiceCoverEntity, { kind: 'BAA', need: 'NEEDED', ...says, serviceId });
}

/** An approval without an end. */
export async function aDecision(
  tx: EntityManager,
  says: Says<store.ServiceDecisionEntity> = {},
): Promise<store.ServiceDecisionEntity> {
  const serviceId = says.serviceId ?? (await aService(tx)).id;
  return write(tx, store.ServiceDecisionEntity, { outcome: 'APPROVED', ...says, serviceId });
}

/** A SOC 2 Type 2 report by link. */
export async function anEvidence(
  tx: EntityManager,
  says: Says<store.EvidenceEntity> = {},
): Promise<store.EvidenceEntity> {
  const vendorId = says.vendorId ?? (await aVendor(tx)).id;
  const defaults: Says<store.EvidenceEntity> = {
    kind: 'SOC_2_TYPE_2',
    title: 'SOC 2 Type 2 report',
    link: 'https://example.org/soc2',
    periodEnd: '2026-06-30',
  };
  return write(tx, store.EvidenceEntity, { ...defaults, ...says, vendorId });
}

/** A signed BAA in force through 2026, for all services and data classes unless said. */
export async function anAgreement(
  tx: EntityManager,
  says: Says<store.AgreementEntity> & { readonly serviceIds?: readonly string[] } = {},
): Promise<store.AgreementEntity> {
  const { serviceIds = [], ...rest } = says;
  const vendorId = rest.vendorId ?? (await aVendor(tx)).id;
  const defaults: Says<store.AgreementEntity> = {
    kind: 'BAA',
    status: 'SIGNED',
    effectiveOn: '2026-01-01',
    expiresOn: rest.evergreen === true ? null : '2026-12-31',
  };
  const agreement = await write(tx, store.AgreementEntity, { ...defaults, ...rest, vendorId });
  for (const serviceId of serviceIds) {
    await write(tx, store.AgreementServiceEntity, { agreementId: agreement.id, serviceId });
  }
  return agreement;
}
