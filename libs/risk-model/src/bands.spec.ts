import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  bandOf,
  bandOfCell,
  placeOnHeatmap,
  shownFigure,
  storedFigure,
  type HeatmapLevel,
} from './bands.js';
import { addDays, dayNumber, daysBetween, dayOf } from './days.js';
import { isAtHome } from './regions.js';
import { shapleyValues } from './shapley.js';
import { computeTier } from './tier.js';
import { aService } from './testing/facts.js';
import type { Band } from './vocabulary.js';

const LEVELS: readonly HeatmapLevel[] = [1, 2, 3, 4, 5];

describe('the band', () => {
  it.each([
    [0, 'LOW'],
    [29.949999, 'LOW'],
    [29.95, 'MODERATE'],
    [30, 'MODERATE'],
    [49.949999, 'MODERATE'],
    [49.95, 'HIGH'],
    [69.949999, 'HIGH'],
    [69.95, 'CRITICAL'],
    [100, 'CRITICAL'],
  ] as const)('of %d is %s', (score, band) => {
    expect(bandOf(score)).toBe(band);
  });

  it('is the same from the raw and from the stored score', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100, noNaN: true }), (score) => {
        expect(bandOf(storedFigure(score))).toBe(bandOf(score));
        expect(shownFigure(storedFigure(score))).toBe(shownFigure(score));
      }),
    );
  });
});

describe('the heatmap', () => {
  const bandsIn = (likelihood: HeatmapLevel, impact: HeatmapLevel): Set<Band> => {
    const edges = [0, 0.3, 0.5, 0.7, 0.85, 1];
    const found = new Set<Band>();
    for (let l = 1; l < 100; l += 1) {
      for (let i = 1; i < 100; i += 1) {
        const at = (level: number, part: number): number =>
          (edges[level - 1] ?? 0) + (((edges[level] ?? 1) - (edges[level - 1] ?? 0)) * part) / 100;
        found.add(bandOf(100 * Math.sqrt(at(likelihood, l) * at(impact, i))));
      }
    }
    return found;
  };

  it('cuts both axes at 0.3, 0.5, 0.7 and 0.85, each cut opening the higher level', () => {
    expect(placeOnHeatmap(0.3, 0.2999).cell).toBe('L2-I1');
    expect(placeOnHeatmap(0.5, 0.7).cell).toBe('L3-I4');
    expect(placeOnHeatmap(0.85, 1).cell).toBe('L5-I5');
    expect(placeOnHeatmap(0, 0.1 + 0.2).cell).toBe('L1-I2');
    expect(placeOnHeatmap(0.29999999999, 0).cell).toBe('L2-I1');
  });

  it('colours a cell by the band of its centre', () => {
    const rows = LEVELS.map((l) => LEVELS.map((i) => bandOfCell(l, i)[0]).join(''));
    expect(rows).toEqual(['LLMMM', 'LMMHH', 'MMHHC', 'MHHCC', 'MHCCC']);
  });

  it('holds one band in each diagonal cell, up to the rounding of the figure shown', () => {
    const names = LEVELS.map((level) => [...bandsIn(level, level)].sort());
    expect(names[3]).toEqual(['CRITICAL']);
    expect(names[4]).toEqual(['CRITICAL']);
    expect(bandOf(100 * Math.sqrt(0.2994 * 0.2994))).toBe('LOW');
    expect(bandOf(100 * Math.sqrt(0.3 * 0.3))).toBe('MODERATE');
  });

  it('holds at most three bands in any cell', () => {
    for (const l of LEVELS) {
      for (const i of LEVELS) expect(bandsIn(l, i).size).toBeLessThanOrEqual(3);
    }
  }, 20_000);

  it('shares colours as the method says: uniform vendors and rare-severe against frequent-mild', () => {
    const next = seeded(20_261_123);
    const uniform = comparePairs(() => [next(), next()]);
    const opposed = comparePairs(() => {
      const likelihood = next();
      const noise = 0.4 * (next() - 0.5);
      return [likelihood, Math.min(1, Math.max(0, 1 - likelihood + noise))];
    });
    expect(uniform.sameColour).toBeCloseTo(0.29, 2);
    expect(uniform.wrongOrder).toBeCloseTo(0.03, 2);
    expect(opposed.sameColour).toBeCloseTo(0.745, 2);
    expect(opposed.wrongOrder).toBeCloseTo(0.01, 2);
  });
});

describe('the tier', () => {
  const tierOf = (given: Parameters<typeof aService>[0], inherent: number | null = null) =>
    computeTier([aService(given)], inherent).tier;

  it('is the band of inherent where nothing raises it', () => {
    expect(tierOf({}, 63.8)).toBe('HIGH');
    expect(tierOf({}, null)).toBeNull();
  });

  it('is CRITICAL for the most sensitive classes with any access but none, or unknown', () => {
    for (const dataClass of ['PSYCHOTHERAPY_NOTES', 'SUD_RECORDS', 'SESSION_CONTENT'] as const) {
      expect(tierOf({ dataClasses: [dataClass], access: 'PSEUDONYMISED' }, 10)).toBe('CRITICAL');
      expect(tierOf({ dataClasses: [dataClass], access: null })).toBe('CRITICAL');
      expect(tierOf({ dataClasses: [dataClass], access: 'NONE' }, 10)).toBe('LOW');
    }
  });

  it('is CRITICAL for wide access to a care class', () => {
    expect(tierOf({ dataClasses: ['BILLING'], access: 'ADMINISTRATIVE' }, 10)).toBe('CRITICAL');
    expect(tierOf({ dataClasses: ['BILLING'], access: 'OWN_PURPOSES' }, 10)).toBe('CRITICAL');
    expect(tierOf({ dataClasses: ['CONTACT'], access: 'ADMINISTRATIVE' }, 10)).toBe('LOW');
  });

  it('is at least HIGH for minors, and for code on a care site', () => {
    expect(tierOf({ minors: true, dataClasses: ['CONTACT'] }, 10)).toBe('HIGH');
    expect(tierOf({ minors: true, dataClasses: ['CONTACT'] }, 80)).toBe('CRITICAL');
    expect(tierOf({ minors: true, dataClasses: ['PUBLIC'] }, 10)).toBe('LOW');
    expect(tierOf({ dataClasses: ['DEVICE_AND_BROWSING'], access: 'EMBEDDED' }, 10)).toBe('HIGH');
  });

  it('counts active services only', () => {
    expect(tierOf({ dataClasses: ['SUD_RECORDS'], status: 'REQUESTED' }, 10)).toBe('LOW');
  });
});

describe('days', () => {
  it('agree with the calendar', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (number) => {
        expect(dayOf(number)).toBe(new Date(number * 86_400_000).toISOString().slice(0, 10));
        expect(dayNumber(dayOf(number))).toBe(number);
      }),
    );
  });

  it('are counted across leap days, and read from timestamps', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(addDays('2025-12-31', 1)).toBe('2026-01-01');
    expect(dayNumber('2026-11-23T23:59:59Z')).toBe(dayNumber('2026-11-23'));
  });

  it.each(['', '2026', '2026-02-29', '2026-13-01', '2026-00-10', '2026-01-00', 'yesterday!'])(
    'refuse %j',
    (text) => {
      expect(() => dayNumber(text)).toThrow(RangeError);
    },
  );
});

describe('regions', () => {
  it('are at home when equal to, or part of, a home region', () => {
    expect(isAtHome('US', ['US'])).toBe(true);
    expect(isAtHome('us-ca', ['US'])).toBe(true);
    expect(isAtHome('DE', ['EU'])).toBe(true);
    expect(isAtHome('NO', ['EEA'])).toBe(true);
    expect(isAtHome('UK', ['GB'])).toBe(true);
  });

  it('are abroad otherwise', () => {
    expect(isAtHome('US', ['US-CA'])).toBe(false);
    expect(isAtHome('NO', ['EU'])).toBe(false);
    expect(isAtHome('USA', ['US'])).toBe(false);
    expect(isAtHome('US', [])).toBe(false);
  });
});

describe('the Shapley value', () => {
  it('shares a sum as it was made, and a product equally', () => {
    const sum = shapleyValues(3, (bits) => (bits & 1) * 5 + ((bits >> 1) & 1) * 2);
    expect(sum.map((value) => Math.round(value * 1e9) / 1e9)).toEqual([5, 2, 0]);
    expect(shapleyValues(2, (bits) => (bits === 3 ? 10 : 0))).toEqual([5, 5]);
  });
});

/** A small generator with a fixed seed, so that the figures are the same on every machine. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function comparePairs(draw: () => [number, number]): { sameColour: number; wrongOrder: number } {
  const rank = { LOW: 0, MODERATE: 1, HIGH: 2, CRITICAL: 3 };
  const pairs = 100_000;
  let same = 0;
  let wrong = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    const [l1, i1] = draw();
    const [l2, i2] = draw();
    const step = rank[placeOnHeatmap(l1, i1).band] - rank[placeOnHeatmap(l2, i2).band];
    if (step === 0) same += 1;
    else if (step * (l1 * i1 - l2 * i2) < 0) wrong += 1;
  }
  return { sameColour: same / pairs, wrongOrder: wrong / pairs };
}
