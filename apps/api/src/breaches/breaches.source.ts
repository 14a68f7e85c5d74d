import {
  column,
  many,
  moment,
  one,
  sealed,
  sql,
  type Planner,
} from '../graphql/planner/planner.js';

/** HHS puts 500 or 501 where the count is still going on. */
const PLACEHOLDER = (row: string): string =>
  `(${row}.source = 'HHS_OCR' and coalesce(${row}.people in (500, 501), false))`;

/** How breach records, matches and incidents are read. */
export function describeBreaches(planner: Planner): void {
  planner.describe('Breach', { table: 'breaches', fields: BREACH_FIELDS });
  describeMatches(planner);
  describeIncidents(planner);
  planner.extend('Vendor', {
    breachMatches: many('BreachMatch', {
      on: (vendor, match) => `${match}.vendor_id = ${vendor}.vendor_id`,
      childJoins: ['b'],
      where: (match, args, ask) =>
        Array.isArray(args['state'])
          ? [`${match}.state = any(${ask.param(args['state'])}::text[])`]
          : [],
      orderBy: (match) => `${match}_b.happened_on desc nulls last, ${match}.id`,
      limit: (args) => Number(args['limit']),
    }),
  });
}

const BREACH_FIELDS = {
  id: column('id'),
  ref: column('ref'),
  title: column('title'),
  source: column('source'),
  sourceKey: column('source_key'),
  sourceUrl: column('source_url'),
  breachedOn: column('breached_on'),
  breachedPrecision: column('breached_precision'),
  discoveredOn: column('discovered_on'),
  discoveredPrecision: column('discovered_precision'),
  reportedOn: column('reported_on'),
  reportedPrecision: column('reported_precision'),
  happenedOn: column('happened_on'),
  people: column('people'),
  peoplePlaceholder: sql(PLACEHOLDER),
  dataClasses: column('data_classes'),
  causes: column('causes'),
  location: column('location'),
  usState: column('us_state'),
  entityType: column('entity_type'),
  filedByVendor: column('filed_by_vendor'),
  domain: column('domain'),
  companyBreach: column('company_breach'),
  notCompanyReason: column('not_company_reason'),
  // what registers publish is public; what people here write is not
  description: sealed('description', {
    table: 'breaches',
    form: 'TEXT',
    when: (row) => `${row}.source = 'MANUAL'`,
  }),
  raw: column('raw'),
  incident: one('Incident', (breach, incident) => `${incident}.id = ${breach}.incident_id`),
  matches: many('BreachMatch', {
    on: (breach, match) => `${match}.breach_id = ${breach}.id`,
    orderBy: (match) => `(${match}.state = 'REJECTED'), ${match}.score desc, ${match}.id`,
    limit: () => 50,
  }),
  firstImport: one('ImportRun', (breach, run) => `${run}.id = ${breach}.first_import_id`),
  lastImport: one('ImportRun', (breach, run) => `${run}.id = ${breach}.last_import_id`),
  sample: column('sample'),
  rev: column('rev'),
};

function describeMatches(planner: Planner): void {
  planner.describe('BreachMatch', {
    table: 'breach_matches',
    joins: {
      b: (row) => `join breaches ${row}_b on ${row}_b.id = ${row}.breach_id`,
      r: (row) => `join vendor_rows ${row}_r on ${row}_r.vendor_id = ${row}.vendor_id`,
    },
    fields: {
      id: column('id'),
      breach: one('Breach', (match, breach) => `${breach}.id = ${match}.breach_id`),
      vendor: one('Vendor', (match, vendor) => `${vendor}.vendor_id = ${match}.vendor_id`),
      state: column('state'),
      score: column('score'),
      reason: column('reason'),
      words: column('words'),
      automatic: column('automatic'),
      fault: column('fault'),
      ourData: column('our_data'),
      note: column('note'),
      decidedBy: one('Person', (match, person) => `${person}.id = ${match}.decided_by`),
      decidedAt: moment('decided_at'),
      rev: column('rev'),
    },
  });
}

function describeIncidents(planner: Planner): void {
  planner.describe('Incident', {
    table: 'incidents',
    fields: {
      id: column('id'),
      ref: column('ref'),
      title: column('title'),
      breaches: many('Breach', {
        on: (incident, breach) => `${breach}.incident_id = ${incident}.id`,
        orderBy: (breach) => `${breach}.happened_on nulls last, ${breach}.id`,
        limit: () => 200,
      }),
    },
  });
  describeIncidentWork(planner);
}

/** What is proposed, and what people did. */
function describeIncidentWork(planner: Planner): void {
  planner.describe('IncidentProposal', {
    table: 'incident_proposals',
    fields: {
      id: column('id'),
      vendor: one('Vendor', (proposal, vendor) => `${vendor}.vendor_id = ${proposal}.vendor_id`),
      breaches: many('Breach', {
        on: (proposal, breach) => `${breach}.id = any(${proposal}.record_ids)`,
        orderBy: (breach) => `${breach}.happened_on nulls last, ${breach}.id`,
        limit: () => 200,
      }),
      state: column('state'),
    },
  });
  planner.describe('IncidentChange', {
    table: 'incident_changes',
    fields: {
      id: column('id'),
      incident: one('Incident', (change, incident) => `${incident}.id = ${change}.incident_id`),
      action: column('action'),
      vendors: many('Vendor', {
        on: (change, vendor) =>
          `exists (select 1 from breach_matches m where m.vendor_id = ${vendor}.vendor_id
             and m.breach_id in (select k::uuid from jsonb_object_keys(${change}.before) k))`,
        orderBy: (vendor) => `${vendor}.normalised_name`,
        limit: () => 100,
      }),
    },
  });
}
