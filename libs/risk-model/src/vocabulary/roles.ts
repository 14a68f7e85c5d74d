/** Roles of people. */

/** Roles of the people who work in the product. */
export const STAFF_ROLES = ['ADMIN', 'COMPLIANCE', 'PROCUREMENT', 'EXECUTIVE', 'AUDITOR'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Every role. RESPONDENT is a vendor's own respondent, held to one assessment; no staff ever has it. */
export const ROLES = [...STAFF_ROLES, 'RESPONDENT'] as const;
export type Role = (typeof ROLES)[number];
