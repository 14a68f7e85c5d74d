import { describe, expect, it } from '@jest/globals';
import { happened, knownDay } from './known-day.js';

const NOTHING = {
  discoveredOn: null,
  discoveredPrecision: null,
  breachedOn: null,
  breachedPrecision: null,
  reportedOn: null,
  reportedPrecision: null,
};

describe('a day of a record', () => {
  it('is shown no more exactly than it is known', () => {
    expect(knownDay('2024-03-01', 'DAY')).toBe('1 March 2024');
    expect(knownDay('2024-03-01', null, 'short')).toBe('1 Mar 2024');
    expect(knownDay('2024-03-01', 'MONTH')).toBe('March 2024');
    expect(knownDay('2024-01-01', 'YEAR')).toBe('2024');
  });

  it('is that of the discovery, else of the breach, else of the report', () => {
    expect(happened(NOTHING)).toBeUndefined();
    const reported = { ...NOTHING, reportedOn: '2024-05-01', reportedPrecision: 'DAY' as const };
    expect(happened(reported)).toMatchObject({ on: '2024-05-01', of: 'REPORTED' });
    const began = { ...reported, breachedOn: '2023-01-01', breachedPrecision: 'YEAR' as const };
    expect(happened(began)).toEqual({
      on: '2023-01-01',
      precision: 'YEAR',
      of: 'BREACHED',
    });
  });
});
