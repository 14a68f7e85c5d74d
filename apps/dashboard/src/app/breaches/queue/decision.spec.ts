import { describe, expect, it } from '@jest/globals';
import { suggestedFault } from './decision.js';

describe('the fault that is suggested', () => {
  it('is the vendor’s own where the vendor filed itself or is named as the victim', () => {
    expect(suggestedFault({ source: 'HHS_OCR', filedByVendor: true }, 'NAME')).toBe(
      'VENDOR_CONFIRMED',
    );
    expect(suggestedFault({ source: 'VCDB', filedByVendor: false }, 'DOMAIN')).toBe(
      'VENDOR_CONFIRMED',
    );
  });

  it('is suspected everywhere else, also where the vendor only appears in the story', () => {
    expect(suggestedFault({ source: 'HHS_OCR', filedByVendor: false }, 'NAME')).toBe(
      'VENDOR_SUSPECTED',
    );
    expect(suggestedFault({ source: 'HHS_OCR', filedByVendor: true }, 'DESCRIPTION')).toBe(
      'VENDOR_SUSPECTED',
    );
    expect(suggestedFault({ source: 'HIBP', filedByVendor: true }, 'DOMAIN')).toBe(
      'VENDOR_SUSPECTED',
    );
  });
});
