import { describe, expect, it } from '@jest/globals';
import { standingOf } from './presence.js';

const MINUTE = 60_000;
const NOON = Date.UTC(2027, 2, 1, 12);
const after = (minutes: number, limits: { idleMinutes?: number; lastMinutes?: number } = {}) =>
  standingOf({
    now: NOON + minutes * MINUTE,
    repliedAt: NOON,
    idleMinutes: limits.idleMinutes ?? 15,
    expiresAt: limits.lastMinutes === undefined ? null : NOON + limits.lastMinutes * MINUTE,
  });

describe('where a session stands', () => {
  it('is fine while the server is asked something, and looks again when the warning is due', () => {
    expect(after(0)).toMatchObject({ standing: 'FINE', lookAgain: 12 * MINUTE });
    expect(after(11.9).standing).toBe('FINE');
  });

  it('warns two minutes before the idle end, second by second', () => {
    expect(after(12)).toEqual({ standing: 'IDLE', seconds: 120, lookAgain: 1000 });
    expect(after(13.5)).toMatchObject({ standing: 'IDLE', seconds: 30 });
  });

  it('counts a minute less than the server, which notes a use to the minute', () => {
    expect(after(14).standing).toBe('OVER');
  });

  it('warns five minutes before the last end, however busy', () => {
    expect(after(1, { lastMinutes: 7 })).toMatchObject({ standing: 'FINE', lookAgain: MINUTE });
    expect(after(2, { lastMinutes: 7 })).toMatchObject({ standing: 'LAST', seconds: 300 });
    expect(after(7, { lastMinutes: 7 }).standing).toBe('OVER');
  });

  it('tells of the nearer end', () => {
    expect(after(12.5, { lastMinutes: 17 })).toMatchObject({ standing: 'IDLE', seconds: 90 });
    expect(after(12.5, { lastMinutes: 13 })).toMatchObject({ standing: 'LAST', seconds: 30 });
  });

  it('leaves a short idle time some rest from warnings', () => {
    expect(after(0, { idleMinutes: 3 }).standing).toBe('FINE');
    expect(after(1, { idleMinutes: 3 }).standing).toBe('IDLE');
  });

  it('never waits longer than a browser’s timers can', () => {
    expect(after(0, { idleMinutes: 100_000 }).lookAgain).toBe(60 * MINUTE);
  });
});
