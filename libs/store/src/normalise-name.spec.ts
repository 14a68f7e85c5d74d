import { describe, expect, it } from '@jest/globals';
import { normaliseName, splitName } from './normalise-name.js';

describe('a normalised name', () => {
  it.each([
    ['Brightline, Inc.', 'brightline'],
    ['  BRIGHTLINE   INC ', 'brightline'],
    ['TheraCom, L.L.C.', 'theracom'],
    ['Rocky Mountain Associated Physicians, P.C. ', 'rocky mountain associated physicians'],
    ['Miljödata AB', 'miljodata'],
    ['Wiener Büchereien GmbH & Co. KG', 'wiener buchereien'],
    ['Capital District Physiciansƒ?? Health Plan', 'capital district physicians health plan'],
    ['Capital District Physicians’ Health Plan', 'capital district physicians health plan'],
    ['Perry Johnson & Associates, Inc. dba PJ&A', 'perry johnson and associates'],
    ['Village Heart Seller, PC d/b/a Village Heart & Vein Center', 'village heart seller'],
    ['Harbor Foundation (d/b/a Harbor Regional Center)', 'harbor foundation'],
    ['The Washington Post (Oracle)', 'washington post'],
    ['Amazon Web Services (AWS)', 'amazon web services'],
    ['Intercom, Inc..', 'intercom'],
    ['J. P. Morgan & Co.', 'jp morgan'],
    ['Huntington Bank, N.A.', 'huntington bank'],
    ['Company, Inc.', 'company'],
    ['The The', 'the'],
    ['(PJ&A)', 'pj and a'],
    ['Медицинская лаборатория Гемотест', 'медицинская лаборатория гемотест'],
    ['***', ''],
  ])('of "%s" is "%s"', (name, key) => {
    expect(normaliseName(name)).toBe(key);
  });

  it('is its own normalised name', () => {
    for (const name of ['PJ&A, Inc.', 'Wiener Büchereien GmbH & Co. KG', 'A.B.C. Care, P.A.'])
      expect(normaliseName(normaliseName(name))).toBe(normaliseName(name));
  });

  it('is found in no time for a name of a megabyte', () => {
    const started = performance.now();
    for (const piece of [' ', '(', 'd/b/a ', 'a.', '&'])
      normaliseName(piece.repeat(1_000_000 / piece.length));
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('a name taken apart', () => {
  it('tells what stands in brackets from what it does business as', () => {
    expect(splitName('SPay Inc dba Stack Sports (Vendor A, Vendor B)')).toEqual({
      main: 'SPay Inc',
      trading: ['Stack Sports'],
      bracketed: ['Vendor A', 'Vendor B'],
    });
    expect(splitName('Health House (d/b/a Harbor Center)')).toEqual({
      main: 'Health House',
      trading: ['Harbor Center'],
      bracketed: [],
    });
  });
});
