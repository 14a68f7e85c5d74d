/** What a saved answer did to the vendor's residual score, in words. */

/** The figures of a score, before or after. */
export interface Figures {
  readonly residual?: number | null;
  readonly ceiling?: number | null;
}

interface Words {
  text(key: string, values?: Record<string, unknown>): string;
  figure(value: number): string;
}

/** "56.9", "up to 71.0" while not assessed, or "not assessed" where there is no figure at all. */
export function figureOf({ residual, ceiling }: Figures, words: Words): string {
  if (residual != null) return words.figure(residual);
  if (ceiling == null) return words.text('assessments.news.none');
  return words.text('assessments.news.upTo', { figure: words.figure(ceiling) });
}

/** "Residual 56.9 → 54.1.", or that it stays: compares what is shown, not what nobody could see. */
export function answerNews(before: Figures, after: Figures, words: Words): string {
  const from = figureOf(before, words);
  const to = figureOf(after, words);
  return from === to
    ? words.text('assessments.news.same', { to })
    : words.text('assessments.news.moved', { from, to });
}
