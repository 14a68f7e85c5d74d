import { describe, expect, it } from '@jest/globals';
import { dayBegins } from './zone-days.js';

describe('a day of a time zone', () => {
  it('begins at its own midnight, in summer and in winter', () => {
    expect(dayBegins('2026-07-01', 'UTC')).toBe('2026-07-01T00:00:00.000Z');
    expect(dayBegins('2026-07-01', 'America/Los_Angeles')).toBe('2026-07-01T07:00:00.000Z');
    expect(dayBegins('2026-12-01', 'America/Los_Angeles')).toBe('2026-12-01T08:00:00.000Z');
    expect(dayBegins('2026-12-01', 'Asia/Kolkata')).toBe('2026-11-30T18:30:00.000Z');
    expect(dayBegins('2026-12-31', 'Pacific/Auckland', 1)).toBe('2026-12-31T11:00:00.000Z');
  });

  it('is 23 or 25 hours long where the clock changes', () => {
    const hours = (day: string, zone: string): number =>
      (Date.parse(dayBegins(day, zone, 1) ?? '') - Date.parse(dayBegins(day, zone) ?? '')) /
      3_600_000;
    expect(hours('2026-03-08', 'America/Los_Angeles')).toBe(23);
    expect(hours('2026-11-01', 'America/Los_Angeles')).toBe(25);
    expect(hours('2026-03-29', 'Europe/Berlin')).toBe(23);
  });

  it('begins late where the clock is put forward at midnight', () => {
    expect(dayBegins('2026-09-06', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z');
  });

  it('is nothing where no day was given', () => {
    expect(dayBegins('', 'UTC')).toBeNull();
    expect(dayBegins('soon', 'UTC')).toBeNull();
  });
});
