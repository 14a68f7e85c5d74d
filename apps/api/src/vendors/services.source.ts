/** How services, their decisions and covers, and evidence are read. */
import { personAsJson } from '../identity/people.source.js';
import { column, many, moment, needs, one, sql, type Planner } from '../graphql/planner/planner.js';

/** All that cover is worked out from; the rule itself is risk-model's. */
const coverFacts = sql(
  (row, ask) => `json_build_object(
    'today', ${ask.today},
    'organisation', (select json_build_object('roles', roles, 'homeRegions', home_regions)
      from organisation),
    'service', json_build_object('id', ${row}.id, 'name', ${row}.name,
      'dataClasses', ${row}.data_classes, 'subjects', ${row}.subjects),
    'choices', (select coalesce(json_agg(json_build_object('kind', c.kind, 'need', c.need,
        'reason', c.reason, 'note', c.note,
        'decidedAt', to_char(c.decided_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'decidedBy', ${personAsJson('c.decided_by')})), '[]')
      from service_covers c where c.service_id = ${row}.id),
    'agreements', (select coalesce(json_agg(json_build_object('id', a.id, 'kind', a.kind,
        'status', a.status, 'direction', a.direction, 'effectiveOn', a.effective_on,
        'expiresOn', a.expires_on, 'dataClasses', nullif(a.data_classes, '{}'),
        'serviceIds', (select array_agg(s.service_id) from agreement_services s
          where s.agreement_id = a.id))), '[]')
      from agreements a where a.vendor_id = ${row}.vendor_id
        and a.kind in ('BAA', 'QSOA', 'DPA')))`,
);

/** Services with what was decided about them. */
export function describeServices(planner: Planner): void {
  planner.describe('Service', {
    table: 'services',
    joins: { v: (row) => `join vendor_rows ${row}_v on ${row}_v.vendor_id = ${row}.vendor_id` },
    fields: {
      id: column('id'),
      vendor: one('Vendor', (service, vendor) => `${vendor}.vendor_id = ${service}.vendor_id`),
      name: column('name'),
      purpose: column('purpose'),
      dataClasses: column('data_classes'),
      people: column('people'),
      access: column('access'),
      outageTolerance: column('outage_tolerance'),
      substitutability: column('substitutability'),
      regions: column('regions'),
      subprocessors: column('subprocessors'),
      subjects: column('subjects'),
      minors: column('minors'),
      status: column('status'),
      requestedBy: one('Person', (service, person) => `${person}.id = ${service}.requested_by`),
      sample: column('sample'),
      rev: column('rev'),
      covers: coverFacts,
      decision: one('Decision', (service, decision) => `${decision}.service_id = ${service}.id`, {
        orderBy: (decision) => `${decision}.decided_at desc, ${decision}.id`,
      }),
      decisions: many('Decision', {
        on: (service, decision) => `${decision}.service_id = ${service}.id`,
        orderBy: (decision) => `${decision}.decided_at desc, ${decision}.id`,
      }),
      preview: needs('id', 'status'),
    },
  });
  describeDecisions(planner);
  extendVendors(planner);
}

function describeDecisions(planner: Planner): void {
  planner.describe('Decision', {
    table: 'service_decisions',
    fields: {
      id: column('id'),
      outcome: column('outcome'),
      conditions: column('conditions'),
      conditionsDue: column('conditions_due'),
      decidedBy: one('Person', (decision, person) => `${person}.id = ${decision}.decided_by`),
      decidedAt: moment('decided_at'),
      validUntil: column('valid_until'),
      dataClasses: column('data_classes'),
    },
  });
}

/** What services and evidence add to a vendor. */
function extendVendors(planner: Planner): void {
  planner.extend('Vendor', {
    services: many('Service', {
      on: (vendor, service) => `${service}.vendor_id = ${vendor}.vendor_id`,
      where: (service, { status }, ask) =>
        status ? [`${service}.status = any(${ask.param(status)}::text[])`] : [],
      orderBy: (service) => `${service}.created_at, ${service}.id`,
    }),
    evidence: many('Evidence', {
      on: (vendor, evidence) => `${evidence}.vendor_id = ${vendor}.vendor_id`,
      orderBy: (evidence) => `${evidence}.period_end desc nulls last, ${evidence}.id`,
    }),
  });
}

/** Evidence. */
export function describeEvidence(planner: Planner): void {
  planner.describe('Evidence', {
    table: 'evidence',
    fields: {
      id: column('id'),
      vendor: one('Vendor', (evidence, vendor) => `${vendor}.vendor_id = ${evidence}.vendor_id`),
      kind: column('kind'),
      title: column('title'),
      link: column('link'),
      fileRef: column('file_ref'),
      file: one('StoredFile', (evidence, file) => `${file}.evidence_id = ${evidence}.id`),
      periodEnd: column('period_end'),
      validUntil: column('valid_until'),
      product: column('product'),
      scope: column('scope'),
      supports: column('supports'),
      sample: column('sample'),
      rev: column('rev'),
    },
  });
}
