import { describe, expect, it } from '@jest/globals';
import { VENDOR_LIST_VIEW, vendorQuery } from '../vendor-list-view.js';
import { filterOf, isNarrowed, sortOf, type ListView } from './list-question.js';

/** The view as a query string gives it. */
function viewOf(query: Record<string, string>): ListView {
  const names = Object.keys(VENDOR_LIST_VIEW) as (keyof ListView)[];
  return Object.fromEntries(
    names.map((name) => [name, VENDOR_LIST_VIEW[name].read(query[name] ?? null)]),
  ) as ListView;
}

describe('the list of vendors asks', () => {
  it('for nothing special when the address says nothing', () => {
    expect(filterOf(viewOf({}))).toEqual({});
    expect(isNarrowed(viewOf({}))).toBe(false);
    expect(sortOf(viewOf({}).sort)[0]).toEqual({ field: 'RANK', direction: 'DESC' });
  });

  it('for exactly the cell of the map that a link names', () => {
    const cell = { map: 'EFFECTIVE', likelihood: 4, impact: 3 } as const;
    expect(filterOf(viewOf(vendorQuery({ cell }))).cell).toEqual({
      basis: 'RESIDUAL',
      effective: true,
      likelihood: 4,
      impact: 3,
    });
  });

  it('for what the filters say, and leaves out what nobody set', () => {
    const query = vendorQuery({ q: ' acme ', tier: ['HIGH'], assessed: false, tag: ['a', 'b'] });
    expect(filterOf(viewOf(query))).toEqual({
      search: 'acme',
      tier: ['HIGH'],
      assessed: false,
      tag: ['a', 'b'],
    });
  });

  it('for those without a tier and without any score, as the overview links to them', () => {
    expect(filterOf(viewOf(vendorQuery({ tiered: false })))).toEqual({ tiered: false });
    expect(filterOf(viewOf(vendorQuery({ scored: false })))).toEqual({ scored: false });
  });

  it('for the vendors of one person, and for nobody where the address names none', () => {
    const owner = '0198b1f2-0000-4000-8000-000000000001';
    expect(filterOf(viewOf(vendorQuery({ owner })))).toEqual({ owner });
    expect(filterOf(viewOf({ owner: 'somebody' }))).toEqual({});
  });

  it('for bands of the basis that the link means', () => {
    const query = vendorQuery({ band: ['CRITICAL'], bandBasis: 'CEILING' });
    expect(filterOf(viewOf(query))).toEqual({ band: ['CRITICAL'], bandBasis: 'CEILING' });
  });

  it('for the newest words only: what is no word of the vocabulary is not sent', () => {
    expect(filterOf(viewOf({ status: 'NONSENSE', cell: 'EFFECTIVE-9-9' }))).toEqual({});
  });
});
