import { describe, expect, it } from '@jest/globals';
import { withoutWord, wordChips } from './word-filters.js';

const filters = [
  { name: 'kind', words: 'agreementKind' },
  { name: 'state', words: 'agreementState' },
];
const view = { q: 'okta', kind: ['BAA', 'DPA'], state: [], page: 2 };

describe('filters over lists of words', () => {
  it('show each choice, and nothing of what is no list', () => {
    const chips = wordChips(filters, view, (list, value) => `${list} ${value}`);
    expect(chips).toEqual([
      { key: 'kind:BAA', label: 'agreementKind BAA' },
      { key: 'kind:DPA', label: 'agreementKind DPA' },
    ]);
  });

  it('are left without the one that is taken off', () => {
    expect(withoutWord(view, 'kind:BAA')).toEqual(['kind', ['DPA']]);
    expect(withoutWord(view, 'state:ACTIVE')).toEqual(['state', []]);
  });
});
