import type { MatchFactsFragment, MatchVendorFragment } from '@chaperone/contract/breaches';
import type { BreachSource, Fault, Knowledge, MatchReason } from '@chaperone/risk-model';

/** A match with the vendor that it names, as the queue and a record's page read it. */
export type Match = MatchFactsFragment & { vendor: MatchVendorFragment };

/** What the record says that decides whose failing it may have been. */
export interface Filing {
  source: BreachSource;
  filedByVendor: boolean;
}

/** What a person says when confirming. */
export interface Confirmation {
  /** Left out: each source's own default. */
  fault?: Fault;
  ourData: Knowledge;
  addAlias: boolean;
  note: string;
}

/**
 * The fault that the method takes for a record of this source once its match is confirmed: the
 * vendor's own, where it filed with HHS itself or where VCDB names it as the victim; else suspected.
 */
export function suggestedFault({ source, filedByVendor }: Filing, reason: MatchReason): Fault {
  const named = reason !== 'DESCRIPTION';
  const own = (source === 'HHS_OCR' && filedByVendor) || source === 'VCDB';
  return own && named ? 'VENDOR_CONFIRMED' : 'VENDOR_SUSPECTED';
}
