import { BANDS, type Band } from '@chaperone/risk-model';
import type {
  OrganisationPartsFragment,
  UpdateOrganisationMutationVariables,
} from '@chaperone/contract/settings';
import { changed, listOf } from '../../vendors/forms/entries.js';

type Input = UpdateOrganisationMutationVariables['input'];

/** The highest residual accepted where nothing was chosen. */
const DEFAULT_APPETITE = 60;

const NOBODY: OrganisationPartsFragment = {
  name: '',
  roles: [],
  homeRegions: [],
  statesServed: [],
  timeZone: 'UTC',
  appetite: [],
  rev: 0,
  sample: false,
};

/** What stands in the form's fields: lists as text, the appetite by tier. */
export function organisationEntries(organisation = NOBODY) {
  const appetite = (tier: Band): number =>
    organisation.appetite.find((each) => each.tier === tier)?.highestResidual ?? DEFAULT_APPETITE;
  return {
    name: organisation.name,
    roles: organisation.roles as readonly string[],
    homeRegions: organisation.homeRegions.join(', '),
    statesServed: organisation.statesServed.join(', '),
    timeZone: organisation.timeZone,
    LOW: appetite('LOW'),
    MODERATE: appetite('MODERATE'),
    HIGH: appetite('HIGH'),
    CRITICAL: appetite('CRITICAL'),
  };
}
export type OrganisationEntries = ReturnType<typeof organisationEntries>;

const codes = (raw: string): string[] => listOf(raw).map((code) => code.toUpperCase());

/** What the graph takes: only what was changed, so that nobody else's change is written over. */
export function organisationInput(
  before: OrganisationEntries,
  now: OrganisationEntries,
  rev: number,
): Input {
  const { homeRegions, statesServed, roles, ...rest } = changed(before, now);
  const appetite = BANDS.filter((tier) => rest[tier] !== undefined);
  return {
    rev,
    ...(rest.name !== undefined && { name: rest.name }),
    ...(rest.timeZone !== undefined && { timeZone: rest.timeZone }),
    ...(roles && { roles: roles as NonNullable<Input['roles']> }),
    ...(homeRegions !== undefined && { homeRegions: codes(homeRegions) }),
    ...(statesServed !== undefined && { statesServed: codes(statesServed) }),
    ...(appetite.length && {
      appetite: appetite.map((tier) => ({ tier, highestResidual: now[tier] })),
    }),
  };
}
