import { describe, expect, it } from '@jest/globals';
import { complianceNews, scoreNews } from './score-news.js';

const words = {
  text: (key: string, values: Record<string, unknown> = {}) => {
    const name = key.split('.').at(-1) ?? '';
    return name === 'moved' ? `${values['name']} ${values['from']} > ${values['to']}` : name;
  },
  list: (parts: readonly string[]) => parts.join(' and '),
  figure: (value: number) => value.toFixed(1),
};

describe('what a change did to the scores', () => {
  it('is told as the figures shown', () => {
    expect(scoreNews({ residual: 56.94 }, { residual: 54.08 }, words)).toBe(
      'residual 56.9 > 54.1.',
    );
  });

  it('is nothing where no shown figure differs', () => {
    expect(scoreNews({ residual: 56.91 }, { residual: 56.94 }, words)).toBe('same');
  });

  it('tells that a residual came to be, and keeps null apart from zero', () => {
    const after = { residual: 0, ceiling: 70 };
    expect(scoreNews({ residual: null, ceiling: 70 }, after, words)).toBe('residual none > 0.0.');
  });
});

describe('what a change did to the cover', () => {
  const said = {
    text: (_key: string, { from, to }: Record<string, unknown> = {}) => `${from} > ${to}`,
    inner: (_list: string, value: string) => value.toLowerCase(),
  };

  it('is told where the state moved, and only there', () => {
    expect(complianceNews('GAP', 'IN_FORCE', said)).toBe('gap > in_force');
    expect(complianceNews('GAP', 'GAP', said)).toBe('');
  });
});
