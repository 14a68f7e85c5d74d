import { describe, expect, it } from '@jest/globals';
import { trendOf } from './trend-series.js';

describe('records over time', () => {
  it('count by month while the months are few, those without records included', () => {
    const trend = trendOf([
      { month: '2026-03-01', source: 'HIBP', count: 1 },
      { month: '2025-12-01', source: 'HHS_OCR', count: 2 },
    ]);
    expect(trend.unit).toBe('MONTH');
    expect(trend.steps).toEqual(['2025-12', '2026-01', '2026-02', '2026-03']);
    expect(trend.sources).toEqual([
      { source: 'HHS_OCR', counts: [2, 0, 0, 0] },
      { source: 'HIBP', counts: [0, 0, 0, 1] },
    ]);
  });

  it('count by year once three years are passed', () => {
    const trend = trendOf([
      { month: '2022-11-01', source: 'HHS_OCR', count: 2 },
      { month: '2022-12-01', source: 'HHS_OCR', count: 3 },
      { month: '2025-12-01', source: 'HHS_OCR', count: 4 },
    ]);
    expect(trend).toEqual({
      unit: 'YEAR',
      steps: ['2022', '2023', '2024', '2025'],
      sources: [{ source: 'HHS_OCR', counts: [5, 0, 0, 4] }],
    });
  });

  it('are nothing where no record has a day', () => {
    expect(trendOf([])).toEqual({ unit: 'YEAR', steps: [], sources: [] });
  });
});
