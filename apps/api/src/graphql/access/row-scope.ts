import type { Area, RowScope } from '@chaperone/store';
import type { Capability } from './capabilities.js';
import type { Asker } from './decide.js';

/** What shows a token the register of vendors; any one of them, since their figures hang together. */
const BUSINESS: readonly Capability[] = [
  'vendors:read',
  'services:read',
  'agreements:read',
  'questionnaires:read',
  'breaches:read',
  'portfolio:read',
];
const AREA_OF: readonly (readonly [Area, readonly Capability[]])[] = [
  ['BUSINESS', BUSINESS],
  ['PEOPLE', ['people:read']],
  ['IMPORTS', ['imports:read']],
];
/** Rooms whose tables the scoped role does not reach at all. */
const BEYOND: readonly Capability[] = [
  'audit:read',
  'tokens:read',
  'keys:read',
  'sso:read',
  'reviews:read',
  'files:read',
];

/**
 * The rows to which the database holds an asker's reads: the second net behind the policy. Null where
 * the policy alone holds them: staff at a browser, and tokens that read all areas or rooms beyond them.
 */
export function rowScopeOf(asker: Asker | null): RowScope | null {
  if (asker?.role === 'RESPONDENT') return { areas: [], assessment: asker.assessmentId ?? null };
  if (asker?.via !== 'TOKEN') return null;
  const scopes = asker.scopes ?? [];
  if (scopes.some((scope) => BEYOND.includes(scope))) return null;
  const areas = AREA_OF.filter(([, any]) => any.some((one) => scopes.includes(one)));
  return areas.length === AREA_OF.length
    ? null
    : { areas: areas.map(([area]) => area), assessment: null };
}
