/** How agreements, compliance states and gaps of cover are read. */
import {
  column,
  embedded,
  many,
  moment,
  needs,
  one,
  type Planner,
} from '../graphql/planner/planner.js';

const NEWEST_FIRST = (row: string): string =>
  `${row}.effective_on desc nulls last, ${row}.created_at desc, ${row}.id`;

/** Every needed agreement that is not in force, of vendors that count, one row each. */
const GAPS = `(
  select r.vendor_id, r.normalised_name, r.rank_score, (g ->> 'service')::uuid as service_id,
    g ->> 'cover' as cover, g ->> 'code' as code, g -> 'uncoveredClasses' as uncovered_classes
  from vendor_rows r, jsonb_array_elements(r.compliance_reasons) g where r.counted)`;

function describeAgreement(planner: Planner): void {
  planner.describe('Agreement', {
    table: 'agreements',
    joins: { v: (row) => `join vendor_rows ${row}_v on ${row}_v.vendor_id = ${row}.vendor_id` },
    fields: {
      id: column('id'),
      ref: column('ref'),
      vendor: one('Vendor', (agreement, vendor) => `${vendor}.vendor_id = ${agreement}.vendor_id`),
      kind: column('kind'),
      status: column('status'),
      state: needs('status', 'effective_on', 'expires_on'),
      noticeBy: needs('status', 'expires_on', 'notice_days'),
      daysLeft: needs('status', 'effective_on', 'expires_on'),
      effectiveOn: column('effective_on'),
      expiresOn: column('expires_on'),
      evergreen: column('evergreen'),
      autoRenews: column('auto_renews'),
      noticeDays: column('notice_days'),
      breachNoticeHours: column('breach_notice_hours'),
      services: many('Service', {
        on: (agreement, service) =>
          `${service}.id in (select s.service_id from agreement_services s where s.agreement_id = ${agreement}.id)`,
        orderBy: (service) => `${service}.created_at, ${service}.id`,
      }),
      dataClasses: column('data_classes'),
      regions: column('regions'),
      direction: column('direction'),
      signedBy: column('signed_by'),
      signedOn: column('signed_on'),
      terminatedOn: column('terminated_on'),
      link: column('link'),
      note: column('note'),
      sample: column('sample'),
      rev: column('rev'),
    },
  });
}

function describeCompliance(planner: Planner): void {
  planner.describe('Compliance', {
    fields: {
      state: column('compliance'),
      // Each night looks again at states that a new day changes, so the stored one is today's.
      asOf: { kind: 'sql', write: (_row, ask) => ask.today },
      reasons: column('compliance_reasons'),
    },
  });
  planner.describe('ComplianceEntry', {
    table: 'compliance_states',
    fields: {
      id: column('id'),
      state: column('state'),
      asOf: column('as_of'),
      reasons: column('reasons'),
      cause: column('cause'),
      by: one('Person', (entry, person) => `${person}.id = ${entry}.changed_by`),
      at: moment('created_at'),
    },
  });
  planner.describe('CoverGap', {
    table: GAPS,
    fields: {
      vendor: one('Vendor', (gap, vendor) => `${vendor}.vendor_id = ${gap}.vendor_id`),
      service: one('Service', (gap, service) => `${service}.id = ${gap}.service_id`),
      cover: column('cover'),
      code: column('code'),
      uncoveredClasses: column('uncovered_classes'),
    },
  });
}

/** Agreements, and what vendors show of them. */
export function describeAgreements(planner: Planner): void {
  describeAgreement(planner);
  describeCompliance(planner);
  planner.extend('Vendor', {
    agreements: many('Agreement', {
      on: (vendor, agreement) => `${agreement}.vendor_id = ${vendor}.vendor_id`,
      orderBy: NEWEST_FIRST,
      limit: ({ limit }) => Number(limit),
    }),
    latestAgreement: one(
      'Agreement',
      (vendor, agreement) => `${agreement}.id = ${vendor}.agreement_id`,
    ),
    compliance: embedded('Compliance'),
    complianceHistory: many('ComplianceEntry', {
      on: (vendor, entry) => `${entry}.vendor_id = ${vendor}.vendor_id`,
      orderBy: (entry) => `${entry}.id desc`,
      limit: ({ limit }) => Number(limit),
    }),
  });
}
