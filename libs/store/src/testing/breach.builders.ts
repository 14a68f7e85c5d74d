/** Builders for specs: breaches, incidents, matches and import runs. See builders.ts. */
import type { EntityManager } from 'typeorm';
import * as store from '../entities.js';
import { normaliseName } from '../normalise-name.js';
import { aVendor } from './builders.js';
import { next, write } from './write.js';
import type { Says } from './write.js';

/** An incident without records. */
export function anIncident(
  tx: EntityManager,
  says: Says<store.IncidentEntity> = {},
): Promise<store.IncidentEntity> {
  return write(tx, store.IncidentEntity, { title: `Incident ${String(next())}`, ...says });
}

/** A breach that a person recorded: 5,000 people, discovered on 1 March 2026. */
export function aBreach(
  tx: EntityManager,
  says: Says<store.BreachEntity> = {},
): Promise<store.BreachEntity> {
  const n = next();
  const title = says.title ?? `Sample Breach ${String(n)}`;
  const normalisedName = normaliseName(title);
  const happenedOn = says.discoveredOn ?? says.breachedOn ?? says.reportedOn ?? '2026-03-01';
  const defaults: Says<store.BreachEntity> = {
    source: 'MANUAL',
    sourceKey: `manual-${String(n)}`,
    discoveredOn: happenedOn,
    discoveredPrecision: 'DAY',
    happenedOn,
    people: 5000,
    causes: ['HACKING'],
    normalisedName,
    searchText: `${normalisedName} ${(says.description ?? '').toLowerCase()}`.trim(),
  };
  return write(tx, store.BreachEntity, { ...defaults, ...says, title });
}

/** A confirmed match by name, of a new breach and a new vendor unless they are said. */
export async function aMatch(
  tx: EntityManager,
  says: Says<store.BreachMatchEntity> = {},
): Promise<store.BreachMatchEntity> {
  const breachId = says.breachId ?? (await aBreach(tx)).id;
  const vendorId = says.vendorId ?? (await aVendor(tx)).id;
  const defaults: Says<store.BreachMatchEntity> = {
    state: 'CONFIRMED',
    score: 0.75,
    reason: 'NAME',
    fault: 'VENDOR_SUSPECTED',
  };
  return write(tx, store.BreachMatchEntity, { ...defaults, ...says, breachId, vendorId });
}

/** A running import of vendors. */
export function anImportRun(
  tx: EntityManager,
  says: Says<store.ImportRunEntity> = {},
): Promise<store.ImportRunEntity> {
  return write(tx, store.ImportRunEntity, { source: 'VENDORS', ...says });
}
