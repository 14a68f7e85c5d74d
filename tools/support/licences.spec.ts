import { describe, expect, it } from '@jest/globals';
import { countLicences, licenceOf, permits } from './licences.ts';

describe('licences', () => {
  it.each(['MIT', 'Apache-2.0', '(MIT AND BSD-3-Clause)', '(GPL-3.0-only OR MIT)', '0BSD'])(
    '%s may be shipped',
    (expression) => {
      expect(permits(expression)).toBe(true);
    },
  );

  it.each(['', 'AGPL-3.0-only', '(MIT AND GPL-3.0-only)', 'SEE LICENSE IN LICENSE', 'BUSL-1.1'])(
    '"%s" is looked at first',
    (expression) => {
      expect(permits(expression)).toBe(false);
    },
  );

  it('are read from what a component says, and counted', () => {
    const one = { name: 'one', licenses: [{ license: { id: 'MIT' } }] };
    const two = { name: 'two', licenses: [{ expression: 'MIT' }] };
    const three = { name: 'three' };
    expect(licenceOf(one)).toBe('MIT');
    expect(countLicences([three, one, two])).toEqual([
      ['MIT', 2],
      ['not said', 1],
    ]);
  });
});
