import { describe, expect, it } from '@jest/globals';
import { detailLines, fieldName, toldFields, valueText } from './entry-words.js';

describe('an entry of the audit log in words', () => {
  it('has names and values as people say them', () => {
    expect(fieldName('tier_override')).toBe('tier override');
    expect(fieldName('owner_id')).toBe('owner');
    expect(valueText(['US', 'DE'])).toBe('US, DE');
    expect(valueText('')).toBeNull();
    expect(valueText(false)).toBe('false');
    expect(valueText(`hmac:${'ab'.repeat(32)}`)).toBe('●●● abababab');
  });

  it('leaves out what is empty before and after', () => {
    const fields = [
      { name: 'id', before: null, after: 'x' },
      { name: 'tags', before: null, after: [] },
      { name: 'website', before: 'https://a.test', after: null },
    ];
    expect(toldFields(fields).map(({ name }) => name)).toEqual(['website']);
    expect(detailLines({ leftAlone: 2, nothing: null })).toEqual([
      { name: 'left alone', value: '2' },
    ]);
  });
});
