import type { BreachSource, Fault } from '@chaperone/risk-model';

/**
 * Whose failing a record shows, once its match is confirmed and before a person says otherwise
 * (risk-method, section 4). Proposed matches and matches by own domain are VENDOR_SUSPECTED.
 * @param filedByVendor HHS: the filer is a Business Associate
 * @param victimIsVendor the record's own name is the vendor's, not only mentioned in its text
 */
export function defaultFault(
  source: BreachSource,
  filedByVendor: boolean,
  victimIsVendor: boolean,
): Fault {
  const ownFiling = source === 'HHS_OCR' && filedByVendor && victimIsVendor;
  const ownRecord = source === 'VCDB' && victimIsVendor;
  return ownFiling || ownRecord ? 'VENDOR_CONFIRMED' : 'VENDOR_SUSPECTED';
}
