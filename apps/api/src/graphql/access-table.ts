import type { Role } from '@chaperone/risk-model';

/** Rooms that capabilities speak of. */
export const ROOMS = [
  'vendors',
  'services',
  'agreements',
  'questionnaires',
  'breaches',
  'portfolio',
  'imports',
  'organisation',
  'people',
] as const;
export type Room = (typeof ROOMS)[number];

/** What somebody may do. */
export type Capability =
  `${Room}:read` | `${Room}:write` | 'services:decide' | 'vendors:request' | 'sample:remove';

const READS = ROOMS.map((room): Capability => `${room}:read`);
const WRITES = ROOMS.map((room): Capability => `${room}:write`);
const SPECIAL: readonly Capability[] = ['services:decide', 'vendors:request', 'sample:remove'];
const EVERYTHING: readonly Capability[] = [...READS, ...WRITES, ...SPECIAL];

/**
 * Who may do what. PROCUREMENT may ask for a vendor or a service: whoever holds `vendors:request` or
 * `services:write` without `vendors:write` makes PROPOSED vendors and REQUESTED services only.
 */
export const ACCESS: Readonly<Record<Role, ReadonlySet<Capability>>> = {
  ADMIN: new Set(EVERYTHING),
  COMPLIANCE: new Set(EVERYTHING.filter((capability) => capability !== 'people:write')),
  PROCUREMENT: new Set([...READS, 'vendors:request' as const, 'services:write' as const]),
  EXECUTIVE: new Set(READS),
  AUDITOR: new Set(READS),
};
