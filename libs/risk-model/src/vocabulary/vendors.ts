/** Vendors and the organisation that uses them. */

/** What a vendor is for. */
export const VENDOR_CATEGORIES = [
  'SCHEDULING',
  'PAYMENTS',
  'TELEHEALTH_VIDEO',
  'MESSAGING',
  'EHR_PRACTICE_MANAGEMENT',
  'E_PRESCRIBING',
  'BILLING_CLAIMS',
  'TRANSCRIPTION_AI',
  'IDENTITY',
  'HOSTING',
  'ANALYTICS',
  'ADVERTISING_TRACKING',
  'EMAIL_MARKETING',
  'SUPPORT_DESK',
  'PRODUCTIVITY',
  'OTHER',
] as const;
export type VendorCategory = (typeof VENDOR_CATEGORIES)[number];

/** Where a vendor stands in our own process. */
export const VENDOR_STATUSES = [
  'PROPOSED',
  'IN_REVIEW',
  'APPROVED',
  'APPROVED_WITH_CONDITIONS',
  'REJECTED',
  'SUSPENDED',
  'OFFBOARDED',
] as const;
export type VendorStatus = (typeof VENDOR_STATUSES)[number];

/** What the organisation is under health-privacy law; several may hold. */
export const ORGANISATION_ROLES = [
  'COVERED_ENTITY',
  'BUSINESS_ASSOCIATE',
  'PART_2_PROGRAM',
  'NOT_HIPAA',
] as const;
export type OrganisationRole = (typeof ORGANISATION_ROLES)[number];
