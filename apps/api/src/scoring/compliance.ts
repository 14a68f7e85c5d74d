import { complianceOf, nextStateDay } from '@chaperone/risk-model';
import type { CoverGap, Day, ComplianceState } from '@chaperone/risk-model';
import type { OrganisationEvidence, VendorEvidence } from './gather-evidence.js';

/** A reason as it is stored and shown. */
export interface ComplianceReasonRecord {
  readonly code: string;
  readonly service: string;
  readonly serviceName: string;
  readonly cover: string;
  readonly uncoveredClasses: readonly string[];
  readonly agreement: string | null;
}

/** The compliance columns of vendor_rows. */
export interface ComplianceRecord {
  readonly vendor_id: string;
  readonly compliance: ComplianceState;
  readonly compliance_reasons: readonly ComplianceReasonRecord[];
  readonly compliance_recheck_on: Day | null;
}

/** A compliance state as history compares it. */
export interface StoredCompliance {
  readonly state: ComplianceState | null;
  readonly reasons: readonly ComplianceReasonRecord[];
}

/** Whether the cover that a vendor needs is in force on the organisation's day. */
export function complianceRecord(
  organisation: OrganisationEvidence,
  evidence: VendorEvidence,
  today: Day,
): ComplianceRecord {
  const { services, agreements, vendorId } = evidence;
  const { state, reasons } = complianceOf(organisation, services, agreements, today);
  return {
    vendor_id: vendorId,
    compliance: state,
    compliance_reasons: reasons.map(reasonRecord),
    compliance_recheck_on: nextStateDay(agreements, today),
  };
}

/** Whether a state differs from the last stored one; renaming a service is no change. */
export function complianceDiffers(
  last: StoredCompliance | undefined,
  next: ComplianceRecord,
): boolean {
  if (!last || last.state !== next.compliance) return true;
  return outline(last.reasons) !== outline(next.compliance_reasons);
}

function outline(reasons: readonly ComplianceReasonRecord[]): string {
  return reasons
    .map((each) =>
      JSON.stringify([each.service, each.cover, each.code, each.agreement, each.uncoveredClasses]),
    )
    .sort()
    .join('\n');
}

const reasonRecord = (gap: CoverGap): ComplianceReasonRecord => ({
  code: gap.code,
  service: gap.serviceId,
  serviceName: gap.serviceName,
  cover: gap.cover,
  uncoveredClasses: gap.uncoveredClasses,
  agreement: gap.agreementId,
});
