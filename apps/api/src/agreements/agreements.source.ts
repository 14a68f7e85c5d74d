import {
  column,
  embedded,
  many,
  moment,
  one,
  sealed,
  sql,
  type Planner,
} from '../graphql/planner/planner.js';
import { stateSql } from './agreement-state.sql.js';

/** A row a gap: what stands in a vendor's compliance reasons. */
const GAPS = `(select g.vendor_id, g.normalised_name, reason ->> 'service' as service_id,
    reason ->> 'cover' as cover, reason ->> 'code' as code, reason -> 'uncoveredClasses' as uncovered_classes
  from vendor_rows g, jsonb_array_elements(g.compliance_reasons) reason
  where g.counted and g.compliance = 'GAP')`;

/** How agreements, compliance and gaps are read. */
export function describeAgreements(planner: Planner): void {
  planner.describe('Agreement', {
    table: 'agreements',
    joins: { r: (row) => `join vendor_rows ${row}_r on ${row}_r.vendor_id = ${row}.vendor_id` },
    fields: AGREEMENT_FIELDS,
  });
  planner.describe('Compliance', {
    fields: {
      state: sql((row) => `coalesce(${row}.compliance, 'NOT_NEEDED')`),
      asOf: sql((_row, ask) => ask.today),
      reasons: sql((row) => `coalesce(${row}.compliance_reasons, '[]'::jsonb)`),
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
      service: one('Service', (gap, service) => `${service}.id = ${gap}.service_id::uuid`),
      cover: column('cover'),
      code: column('code'),
      uncoveredClasses: column('uncovered_classes'),
    },
  });
  extendVendor(planner);
}

const AGREEMENT_FIELDS = {
  id: column('id'),
  ref: column('ref'),
  vendor: one('Vendor', (agreement, vendor) => `${vendor}.vendor_id = ${agreement}.vendor_id`),
  kind: column('kind'),
  status: column('status'),
  state: sql((row, ask) => stateSql(row, ask.today)),
  effectiveOn: column('effective_on'),
  expiresOn: column('expires_on'),
  evergreen: column('evergreen'),
  autoRenews: column('auto_renews'),
  noticeDays: column('notice_days'),
  noticeBy: sql((row) => `(${row}.expires_on - ${row}.notice_days)`),
  breachNoticeHours: column('breach_notice_hours'),
  services: many('Service', {
    on: (agreement, service) =>
      `${service}.id in (select x.service_id from agreement_services x where x.agreement_id = ${agreement}.id)`,
    orderBy: (service) => `${service}.name, ${service}.id`,
  }),
  dataClasses: column('data_classes'),
  regions: column('regions'),
  direction: column('direction'),
  signedBy: column('signed_by'),
  signedOn: column('signed_on'),
  terminatedOn: column('terminated_on'),
  link: column('link'),
  documents: many('StoredFile', {
    on: (agreement, file) => `${file}.agreement_id = ${agreement}.id`,
    orderBy: (file) => `${file}.created_at desc, ${file}.id`,
  }),
  note: sealed('note', { table: 'agreements', form: 'TEXT' }),
  sample: column('sample'),
  rev: column('rev'),
  daysLeft: sql((row, ask) => `(${row}.expires_on - ${ask.today})`),
};

function extendVendor(planner: Planner): void {
  // the latest agreement as the read model holds it
  planner.describe('AgreementInRow', {
    fields: {
      id: column('agreement_id'),
      kind: column('agreement_kind'),
      status: column('agreement_status'),
      state: sql((vendor, ask) => stateSql(vendor, ask.today, 'agreement_')),
      effectiveOn: column('agreement_effective_on'),
      expiresOn: column('agreement_expires_on'),
      evergreen: column('agreement_evergreen'),
    },
  });
  planner.extend('Vendor', {
    compliance: embedded('Compliance'),
    complianceHistory: many('ComplianceEntry', {
      on: (vendor, entry) => `${entry}.vendor_id = ${vendor}.vendor_id`,
      orderBy: (entry) => `${entry}.id desc`,
      limit: (args) => Math.min(Number(args['limit']), 100),
    }),
    agreements: many('Agreement', {
      on: (vendor, agreement) => `${agreement}.vendor_id = ${vendor}.vendor_id`,
      orderBy: (agreement) => `${agreement}.effective_on desc nulls first, ${agreement}.id`,
      limit: (args) => Math.min(Number(args['limit']), 100),
    }),
    latestAgreement: one(
      'Agreement',
      (vendor, agreement) => `${agreement}.id = ${vendor}.agreement_id`,
      {
        inRow: { source: 'AgreementInRow', when: (vendor) => `${vendor}.agreement_id is not null` },
      },
    ),
  });
}
