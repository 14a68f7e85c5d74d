import { describe, expect, it } from '@jest/globals';
import { isWorthKeeping, type StoredBasis, type StoredScore } from './append-rules.js';

const basis = (score: number | null): StoredBasis => ({
  score,
  band: score === null ? null : 'HIGH',
  cell: score === null ? null : 'L3-I3',
  service: score === null ? null : 's',
});
const stored = (says: Partial<StoredScore> = {}): StoredScore => ({
  modelVersion: '2026.1',
  bases: [basis(60), basis(55), basis(65)],
  complete: true,
  tier: 'HIGH',
  computedTier: 'HIGH',
  missing: '',
  inputsDigest: 'd',
  ...says,
});
const residual = (score: number | null) => stored({ bases: [basis(60), basis(score), basis(65)] });

describe('history', () => {
  it('begins with the first score, and takes a new version of the method', () => {
    expect(isWorthKeeping(null, stored(), 'NIGHTLY')).toBe(true);
    expect(isWorthKeeping(stored({ modelVersion: '2025.1' }), stored(), 'NIGHTLY')).toBe(true);
  });

  it('takes no result that looks the same, unless an input was changed', () => {
    expect(isWorthKeeping(stored(), residual(55.04), 'SERVICE_CHANGED')).toBe(false);
    expect(isWorthKeeping(stored(), residual(55.06), 'SERVICE_CHANGED')).toBe(true);
    expect(isWorthKeeping(stored(), stored({ inputsDigest: 'e' }), 'IMPORT')).toBe(true);
  });

  it.each<[string, Partial<StoredScore>]>([
    ['tier', { tier: 'CRITICAL' }],
    ['completeness', { complete: false }],
    ['list of what is missing', { missing: 's ACCESS' }],
    ['band', { bases: [basis(60), { ...basis(55), band: 'CRITICAL' }, basis(65)] }],
    ['cell', { bases: [basis(60), { ...basis(55), cell: 'L4-I3' }, basis(65)] }],
  ])('takes another %s, at night too', (_what, says) => {
    expect(isWorthKeeping(stored(), stored(says), 'NIGHTLY')).toBe(true);
    expect(isWorthKeeping(stored(), stored(says), 'REQUESTED')).toBe(true);
  });

  it('takes another named service by day only', () => {
    const named = stored({ bases: [basis(60), { ...basis(55), service: 't' }, basis(65)] });
    expect(isWorthKeeping(stored(), named, 'SERVICE_CHANGED')).toBe(true);
    expect(isWorthKeeping(stored(), named, 'NIGHTLY')).toBe(false);
  });

  it('takes half a point at night, and nothing less', () => {
    expect(isWorthKeeping(stored(), residual(55.49), 'NIGHTLY')).toBe(false);
    expect(isWorthKeeping(stored(), residual(55.5), 'NIGHTLY')).toBe(true);
    expect(isWorthKeeping(stored(), residual(54.5), 'NIGHTLY')).toBe(true);
    expect(isWorthKeeping(stored(), residual(null), 'NIGHTLY')).toBe(true);
  });
});
