import { Refusal } from '../graphql/refusal.js';
import type { TierAppetiteInput, UpdateOrganisationInput } from './organisation.inputs.js';
import type { OrganisationRow } from './organisation.queries.js';

const TWO_LETTERS = /^[A-Z]{2}$/;
const LONGEST_NAME = 200;
const MOST = 300;

function invalid(field: string, sentence: string): Refusal {
  return new Refusal('INVALID', sentence, { field });
}

function nameOf(text: string): string {
  const name = text.trim();
  if (!name || name.length > LONGEST_NAME) throw invalid('name', 'A name has 1 to 200 characters.');
  return name;
}

function codes(field: string, list: readonly string[], example: string): string[] {
  const unique = [...new Set(list.map((code) => code.trim().toUpperCase()))];
  if (unique.length > MOST || unique.some((code) => !TWO_LETTERS.test(code)))
    throw invalid(field, `Each is written with two letters, such as ${example}.`);
  return unique;
}

function timeZoneOf(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    throw invalid('timeZone', 'A time zone is an IANA name, such as America/Chicago.');
  }
}

function appetiteOf(list: readonly TierAppetiteInput[]): string {
  for (const { highestResidual: highest } of list)
    if (!(highest >= 0 && highest <= 100))
      throw invalid('appetite', 'The highest accepted residual is a number from 0 to 100.');
  return JSON.stringify(Object.fromEntries(list.map((a) => [a.tier, a.highestResidual])));
}

const CHECKS: {
  readonly [F in keyof Omit<UpdateOrganisationInput, 'rev'>]-?: {
    readonly column: keyof OrganisationRow;
    readonly check: (value: NonNullable<UpdateOrganisationInput[F]>) => unknown;
  };
} = {
  name: { column: 'name', check: nameOf },
  roles: { column: 'roles', check: (roles) => [...new Set(roles)] },
  homeRegions: {
    column: 'home_regions',
    check: (list) => {
      if (list.length === 0) throw invalid('homeRegions', 'Name at least one country.');
      return codes('homeRegions', list, 'US');
    },
  },
  statesServed: { column: 'states_served', check: (list) => codes('statesServed', list, 'TX') },
  timeZone: { column: 'time_zone', check: timeZoneOf },
  appetite: { column: 'appetite', check: appetiteOf },
};

/** The columns that change, checked. @throws Refusal INVALID, naming the field and what to mend */
export function checkedChanges(input: UpdateOrganisationInput): Partial<OrganisationRow> {
  const changes: Record<string, unknown> = {};
  for (const [field, { column, check }] of Object.entries(CHECKS)) {
    const value: unknown = input[field as keyof UpdateOrganisationInput];
    if (value !== undefined && value !== null)
      changes[column] = (check as (value: unknown) => unknown)(value);
  }
  return changes as Partial<OrganisationRow>;
}
