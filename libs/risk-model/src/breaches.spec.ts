import { describe, expect, it } from '@jest/globals';
import { countsForVendor, latestDay, weighBreaches } from './breaches.js';
import type { BreachFacts } from './facts.js';
import { RISK_MODEL_2026_1 as MODEL } from './model.js';
import { aBreach, AS_OF } from './testing/facts.js';

const history = (...records: Partial<BreachFacts>[]): number =>
  weighBreaches(
    records.map((record, at) => aBreach({ recordId: `record-${at}`, ...record })),
    AS_OF,
    MODEL,
  ).history;

describe('one breach', () => {
  it('weighs half when fresh, confirmed, of ten million people', () => {
    expect(history({ people: 10_000_000, discoveredOn: AS_OF })).toBeCloseTo(0.5, 7);
  });

  it('halves every 730 days', () => {
    const fresh = history({ discoveredOn: AS_OF });
    expect(history({ discoveredOn: '2024-11-23' })).toBeCloseTo(fresh / 2, 12);
  });

  it('runs its age from discovery, else the breach, else the report', () => {
    const [incident] = weighBreaches(
      [aBreach({ discoveredOn: null, breachedOn: '2026-01-01', reportedOn: '2026-05-01' })],
      AS_OF,
      MODEL,
    ).incidents;
    expect(incident?.day).toBe('2026-01-01');
  });

  it('counts as fresh when no date is known', () => {
    expect(history({ discoveredOn: null })).toBe(history({ discoveredOn: AS_OF }));
  });

  it('does not count while it lies after the day of the score', () => {
    expect(history({ discoveredOn: '2026-11-24' })).toBe(0);
  });

  it('takes unknown people as 0.6, and so the placeholders 500 and 501 of HHS alone', () => {
    const unknown = history({ people: null });
    expect(history({ source: 'HHS_OCR', people: 500 })).toBe(unknown);
    expect(history({ source: 'HHS_OCR', people: 501 })).toBe(unknown);
    expect(history({ source: 'HHS_OCR', people: 502 })).toBeLessThan(unknown);
    expect(history({ source: 'STATE_AG', people: 500 })).toBeLessThan(unknown);
  });

  it('is milder only when it is known that nothing grave was in it', () => {
    const full = history({ dataClasses: ['CREDENTIALS', 'CONTACT'] });
    expect(history({ dataClasses: null })).toBe(full);
    expect(history({ dataClasses: [] })).toBe(full);
    expect(history({ dataClasses: ['CONTACT', 'PAYMENT_CARD'] })).toBeCloseTo(0.6 * full, 12);
  });

  it('weighs by whose failing it was', () => {
    const full = history({});
    expect(history({ fault: 'VENDOR_SUSPECTED' })).toBeCloseTo(0.6 * full, 12);
    expect(history({ fault: 'OTHER_PRODUCT' })).toBeCloseTo(0.25 * full, 12);
    expect(history({ fault: 'VENDORS_CLIENT' })).toBeCloseTo(0.25 * full, 12);
    expect(history({ fault: 'NOT_VENDOR' })).toBe(0);
  });
});

describe('which records count', () => {
  it('are those that a person confirmed or that the own domain matched', () => {
    expect(countsForVendor(aBreach({ matchState: 'CONFIRMED' }))).toBe(true);
    expect(countsForVendor(aBreach({ matchState: 'PROPOSED', automatic: true }))).toBe(true);
    expect(countsForVendor(aBreach({ matchState: 'PROPOSED' }))).toBe(false);
    expect(countsForVendor(aBreach({ matchState: 'REJECTED', automatic: true }))).toBe(false);
  });
});

describe('several breaches', () => {
  it('add up as chances do, to at most 0.6', () => {
    const one = history({});
    expect(history({}, {})).toBeCloseTo(1 - (1 - one) ** 2, 12);
    expect(history(...Array.from({ length: 9 }, () => ({ people: 9_000_000 })))).toBe(0.6);
  });

  it('of one incident count once, as the worst of its records', () => {
    const joined = [1000, 40_000, 200].map((people) => ({ people, incidentId: 'incident' }));
    expect(history(...joined)).toBe(history({ people: 40_000 }));
    const [incident] = weighBreaches(
      joined.map((each, at) => aBreach({ ...each, recordId: `record-${at}` })),
      AS_OF,
      MODEL,
    ).incidents;
    expect(incident).toMatchObject({ records: 3, record: { recordId: 'record-1' } });
  });
});

describe('a date known to its month or year', () => {
  it('means its last day, but not a day after the score', () => {
    expect(latestDay('2024-02-01', 'MONTH', AS_OF)).toBe('2024-02-29');
    expect(latestDay('2024-01-01', 'YEAR', AS_OF)).toBe('2024-12-31');
    expect(latestDay('2026-01-01', 'YEAR', AS_OF)).toBe(AS_OF);
    expect(latestDay('2024-02-01', 'DAY', AS_OF)).toBe('2024-02-01');
    expect(latestDay('2027-01-01', 'YEAR', AS_OF)).toBe('2027-01-01');
  });
});
