/** Who may do what: a table, and nothing but a table. Whatever does not stand here is denied. */
import type { Role } from '@chaperone/risk-model';
import { CAPABILITIES, type Capability } from './capabilities.js';

/** Rooms of a vendor's respondent: no staff enters them. */
const PORTAL: readonly Capability[] = ['portal:read', 'portal:write'];
const STAFF = CAPABILITIES.filter((capability) => !PORTAL.includes(capability));
/** What runs the installation, which a compliance officer does not. */
const RUNNING: readonly Capability[] = [
  'people:write',
  'audit:write',
  'tokens:write',
  'keys:write',
  'sso:write',
  'reviews:write',
];
/** What everybody on the staff reads: vendors and how they stand, without people's data and notes. */
const BUSINESS: readonly Capability[] = [
  'vendors:read',
  'services:read',
  'agreements:read',
  'questionnaires:read',
  'breaches:read',
  'portfolio:read',
  'organisation:read',
  'people:read',
];
const OWN_ACCOUNT: readonly Capability[] = ['account:read', 'account:write'];

/**
 * Role by role. PROCUREMENT may ask for a vendor or a service: whoever holds `vendors:request` or
 * `services:write` without `vendors:write` makes PROPOSED vendors and REQUESTED services only.
 */
export const ROLE_TABLE: Readonly<Record<Role, readonly Capability[]>> = {
  ADMIN: STAFF,
  COMPLIANCE: STAFF.filter((capability) => !RUNNING.includes(capability)),
  PROCUREMENT: [
    ...BUSINESS,
    ...OWN_ACCOUNT,
    'contacts:read',
    'addresses:read',
    'notes:read',
    'files:read',
    'vendors:request',
    'services:write',
    'graph:any',
  ],
  EXECUTIVE: [...BUSINESS, ...OWN_ACCOUNT, 'graph:any'],
  AUDITOR: [
    ...STAFF.filter((capability) => capability.endsWith(':read')),
    'account:write',
    'graph:any',
  ],
  RESPONDENT: PORTAL,
};
