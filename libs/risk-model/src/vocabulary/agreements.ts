/** Data-sharing agreements and whether the cover that is needed is there. */

/** Kinds of data-sharing agreement. */
export const AGREEMENT_KINDS = ['BAA', 'DPA', 'QSOA', 'MSA', 'NDA', 'SCC', 'DUA', 'OTHER'] as const;
export type AgreementKind = (typeof AGREEMENT_KINDS)[number];

/** What people type; ACTIVE and EXPIRED follow from the dates. */
export const AGREEMENT_STATUSES = ['DRAFT', 'IN_NEGOTIATION', 'SIGNED', 'TERMINATED'] as const;
export type AgreementStatus = (typeof AGREEMENT_STATUSES)[number];

/** What an agreement is on a given day. */
export const AGREEMENT_STATES = [
  'DRAFT',
  'IN_NEGOTIATION',
  'NOT_YET_EFFECTIVE',
  'ACTIVE',
  'EXPIRED',
  'TERMINATED',
] as const;
export type AgreementState = (typeof AGREEMENT_STATES)[number];

/** DOWNSTREAM: a vendor serves us. UPSTREAM: we are the business associate. */
export const AGREEMENT_DIRECTIONS = ['DOWNSTREAM', 'UPSTREAM'] as const;
export type AgreementDirection = (typeof AGREEMENT_DIRECTIONS)[number];

/** Whether the cover that a vendor's active services need is in force. */
export const COMPLIANCE_STATES = ['IN_FORCE', 'GAP', 'NOT_NEEDED'] as const;
export type ComplianceState = (typeof COMPLIANCE_STATES)[number];
