import { BANDS, type Band, type OrganisationRole } from '@chaperone/risk-model';
import type { OrganisationType } from './organisation.type.js';

/** The organisation's row as JSON of the database. */
export interface OrganisationRow {
  name: string;
  roles: OrganisationRole[];
  home_regions: string[];
  states_served: string[];
  time_zone: string;
  appetite: Record<Band, number>;
  sample: boolean;
  rev: number;
}

export const READ_ORGANISATION = {
  name: 'organisation',
  text: `select name, roles, home_regions, states_served, time_zone, appetite, sample, rev
    from organisation`,
  values: [],
};

/** The row as the graph shows it: appetite from the lowest tier up. */
export function organisationOf(row: OrganisationRow): OrganisationType {
  return {
    name: row.name,
    roles: row.roles,
    homeRegions: row.home_regions,
    statesServed: row.states_served,
    timeZone: row.time_zone,
    appetite: BANDS.map((tier) => ({ tier, highestResidual: row.appetite[tier] })),
    rev: row.rev,
    sample: row.sample,
  };
}
