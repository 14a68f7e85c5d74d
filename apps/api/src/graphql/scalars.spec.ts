import { describe, expect, it } from '@jest/globals';
import { parseValue } from 'graphql';
import { CountScalar, DateScalar, DateTimeScalar, JsonScalar } from './scalars.js';

describe('scalars', () => {
  it.each(['2024-02-29', '0001-01-01', '9999-12-31'])('take the day %s', (day) => {
    expect(DateScalar.parseValue(day)).toBe(day);
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-1-1',
    '0000-01-01',
    '2026-01-01T00:00:00Z',
    '',
    5,
    null,
  ])('refuse %p as a day', (value) => {
    expect(() => DateScalar.parseValue(value)).toThrow('YYYY-MM-DD');
  });

  it('write moments in UTC and refuse those without a zone or of no calendar', () => {
    expect(DateTimeScalar.parseValue('2026-01-01T01:00:00+02:00')).toBe('2025-12-31T23:00:00.000Z');
    for (const bad of ['2026-01-01T01:00:00', '2026-02-30T00:00:00Z', '2026-01-01', 0])
      expect(() => DateTimeScalar.parseValue(bad)).toThrow('DateTime');
  });

  it('take counts up to 2^53 - 1, from the database as text too', () => {
    expect(CountScalar.parseValue(Number.MAX_SAFE_INTEGER)).toBe(Number.MAX_SAFE_INTEGER);
    expect(CountScalar.serialize('12')).toBe(12);
    for (const bad of [-1, 0.5, 2 ** 53, Number.NaN, '5'])
      expect(() => CountScalar.parseValue(bad)).toThrow('Count');
  });

  it('read JSON literals, keys that would change an object’s nature included', () => {
    const value = JsonScalar.parseLiteral(
      parseValue('{ a: [1, true, null, "x"], __proto__: { b: 1 } }'),
      {},
    );
    expect(Object.keys(value as object)).toEqual(['a', '__proto__']);
    expect(({} as Record<string, unknown>)['b']).toBeUndefined();
  });
});
