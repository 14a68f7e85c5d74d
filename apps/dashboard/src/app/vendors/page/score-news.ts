import type { ComplianceState } from '@chaperone/risk-model';
import type { Words } from './standing-sentence.js';

/** The figures of a score, before or after a change. */
export interface Figures {
  inherent?: number | null;
  residual?: number | null;
  ceiling?: number | null;
}

type ScoreWords = Pick<Words, 'text' | 'list'> & { figure(value: number): string };

const BASES = ['residual', 'ceiling', 'inherent'] as const;

/**
 * What a change did to the scores, in words: "Residual 56.9 → 54.1." Compares the figures shown,
 * so a difference that nobody could see is none.
 */
export function scoreNews(before: Figures, after: Figures, words: ScoreWords): string {
  const moved = BASES.flatMap((basis) => {
    const from = shown(before[basis], words);
    const to = shown(after[basis], words);
    const name = words.text(`vendors.news.${basis}`);
    return from === to ? [] : [words.text('vendors.news.moved', { name, from, to })];
  });
  return moved.length ? `${moved.join(', ')}.` : words.text('vendors.news.same');
}

const shown = (value: number | null | undefined, words: ScoreWords): string =>
  value == null ? words.text('vendors.news.none') : words.figure(value);

/** What a change did to the cover that is needed: "Agreements: gap → in force."; '' where nothing. */
export function complianceNews(
  before: ComplianceState,
  after: ComplianceState,
  words: Pick<Words, 'text' | 'inner'>,
): string {
  if (before === after) return '';
  const [from, to] = [before, after].map((state) => words.inner('complianceState', state));
  return words.text('vendors.news.compliance', { from, to });
}
