import { describe, expect, it } from '@jest/globals';
import { receiptBars } from './receipt-bars.js';

// The residual of the method's worked example.
const CONTRIBUTIONS = [
  { factor: 'DATA_SENSITIVITY', points: 19.221 },
  { factor: 'VOLUME', points: 5.494 },
  { factor: 'CARE_DEPENDENCE', points: 9.153 },
  { factor: 'EXPOSURE', points: 16.902 },
  { factor: 'CONTROLS', points: -4.861 },
  { factor: 'BREACHES', points: 11.028 },
] as const;

describe('the bars of a receipt', () => {
  it('sum to the score, and the last one ends there', () => {
    const { bars, sum } = receiptBars(CONTRIBUTIONS);
    expect(sum).toBeCloseTo(56.937, 9);
    expect(bars.at(-1)?.to).toBeCloseTo(sum, 9);
  });

  it('start where the one before ended; what lowers the score goes back', () => {
    const { bars } = receiptBars(CONTRIBUTIONS);
    const controls = bars[4];
    expect(controls?.to).toBeCloseTo(bars[3]?.to ?? 0, 9);
    expect(bars[5]?.from).toBeCloseTo(controls?.from ?? 0, 9);
    for (const bar of bars) expect(bar.to - bar.from).toBeCloseTo(Math.abs(bar.points), 9);
  });

  it('know the highest point on the way, so that the scale can hold it', () => {
    expect(receiptBars(CONTRIBUTIONS).top).toBeCloseTo(56.937, 9);
    expect(receiptBars([]).sum).toBe(0);
  });
});
