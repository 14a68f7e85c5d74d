import { describe, expect, it } from '@jest/globals';
import { organisationEntries, organisationInput } from './organisation-entries.js';

const before = organisationEntries({
  name: 'Quiet Harbour',
  roles: ['COVERED_ENTITY'],
  homeRegions: ['US'],
  statesServed: ['OR', 'WA'],
  timeZone: 'America/Los_Angeles',
  appetite: [{ tier: 'CRITICAL', highestResidual: 40 }],
  rev: 3,
  sample: false,
});

describe('the form of the organisation', () => {
  it('fills in what nobody has chosen yet', () => {
    expect(before).toMatchObject({ CRITICAL: 40, HIGH: 60, statesServed: 'OR, WA' });
  });

  it('sends what was changed and nothing else', () => {
    expect(organisationInput(before, before, 3)).toEqual({ rev: 3 });
    const now = { ...before, statesServed: 'or, wa, ca', CRITICAL: 35, name: 'Harbour' };
    expect(organisationInput(before, now, 3)).toEqual({
      rev: 3,
      name: 'Harbour',
      statesServed: ['OR', 'WA', 'CA'],
      appetite: [{ tier: 'CRITICAL', highestResidual: 35 }],
    });
  });

  it('can take everything off a list', () => {
    const now = { ...before, statesServed: '', roles: [] };
    expect(organisationInput(before, now, 4)).toEqual({ rev: 4, roles: [], statesServed: [] });
  });
});
