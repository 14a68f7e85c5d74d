import { describe, expect, it } from '@jest/globals';
import { en } from '../../../i18n/en/index.js';
import { answerNews } from './answer-news.js';

const sentences: Record<string, string> = en.assessments.news;
const words = {
  text: (key: string, values: Record<string, unknown> = {}) =>
    (sentences[key.split('.').pop() ?? ''] ?? key).replace(/{{(\w+)}}/g, (_, name: string) =>
      String(values[name]),
    ),
  figure: (value: number) => value.toFixed(1),
};

describe('the news of an answer', () => {
  it('tells how the residual moved', () => {
    expect(answerNews({ residual: 56.9 }, { residual: 54.1 }, words)).toBe('Residual 56.9 → 54.1.');
  });

  it('says "up to" while the vendor is not assessed', () => {
    const before = { residual: null, ceiling: 71 };
    expect(answerNews(before, { residual: 54.1, ceiling: 71 }, words)).toBe(
      'Residual up to 71.0 → 54.1.',
    );
    expect(answerNews(before, before, words)).toBe('Residual still up to 71.0.');
  });

  it('says that nothing moved where no figure on screen changed', () => {
    expect(answerNews({ residual: 56.91 }, { residual: 56.94 }, words)).toBe(
      'Residual still 56.9.',
    );
  });

  it('has words for a vendor without any score', () => {
    expect(answerNews({}, { residual: null }, words)).toBe('Residual still not assessed.');
  });
});
