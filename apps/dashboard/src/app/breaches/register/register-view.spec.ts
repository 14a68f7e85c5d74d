import { describe, expect, it } from '@jest/globals';
import type { Say } from '../../vendors/say.js';
import {
  chipsOf,
  filterOf,
  REGISTER_VIEW,
  sortOf,
  withoutChip,
  type RegisterView,
} from './register-view.js';

const say = {
  text: (key: string) => key,
  word: (_list: string, value: string) => value,
  day: (value: string) => value,
  whole: String,
} as unknown as Say;

/** The view behind a query string. */
function viewOf(query: string): RegisterView {
  const raw = new URLSearchParams(query);
  return Object.fromEntries(
    Object.entries(REGISTER_VIEW).map(([name, param]) => [name, param.read(raw.get(name))]),
  ) as unknown as RegisterView;
}

const FULL =
  'q=clinic&source=HHS_OCR,HIBP&cause=HACKING&matched=PROPOSED&companyBreach=yes&from=2024-01-01&to=2024-12-31&people=500&vendor=VND-7';

describe('the register’s view', () => {
  it('asks for nothing that the address does not say', () => {
    expect(filterOf(viewOf(''))).toEqual({});
    expect(filterOf(viewOf('from=soon&people=many&source=NEWS'))).toEqual({});
  });

  it('asks for all that the address says', () => {
    expect(filterOf(viewOf(FULL))).toEqual({
      search: 'clinic',
      source: ['HHS_OCR', 'HIBP'],
      cause: ['HACKING'],
      matched: 'PROPOSED',
      companyBreach: true,
      from: '2024-01-01',
      to: '2024-12-31',
      peopleAtLeast: 500,
      vendor: 'VND-7',
    });
  });

  it('shows each condition as a chip, and every chip comes off', () => {
    let view = viewOf(FULL);
    const chips = chipsOf(view, 'Acme', say);
    expect(chips.map(({ key }) => key)).toEqual([
      'source:HHS_OCR',
      'source:HIBP',
      'cause:HACKING',
      'matched:PROPOSED',
      'companyBreach',
      'from',
      'to',
      'people',
      'vendor',
    ]);
    for (const { key } of chips) view = { ...view, ...withoutChip(view, key) };
    expect(filterOf(view)).toEqual({ search: 'clinic' });
  });

  it('orders ties by ref, so that no record stands on two pages', () => {
    expect(sortOf({ field: 'PEOPLE', direction: 'DESC' })).toEqual([
      { field: 'PEOPLE', direction: 'DESC' },
      { field: 'REF', direction: 'ASC' },
    ]);
    expect(sortOf({ field: 'REF', direction: 'ASC' })).toHaveLength(1);
  });
});
