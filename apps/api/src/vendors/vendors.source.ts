/** How vendors are read: the row of the read model, and the vendor itself where a field asks for it. */
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
import { personAsJson } from '../identity/people.source.js';
import { SCORE_HISTORY } from './scores.source.js';

const tierOverride = sql(
  (row) => `case when ${row}_v.tier_override is not null then json_build_object(
    'tier', ${row}_v.tier_override, 'reason', ${row}_v.tier_override_reason,
    'until', ${row}_v.tier_override_until,
    'by', ${personAsJson(`${row}_v.tier_override_by`)}) end`,
  'v',
);

const ofRow = {
  id: column('vendor_id'),
  ref: column('ref'),
  displayName: column('display_name'),
  category: column('category'),
  headquarters: column('headquarters'),
  status: column('status'),
  tags: column('tags'),
  nextReviewOn: column('next_review_on'),
  sample: column('sample'),
  nextAgreementEnd: column('next_agreement_end'),
  openFindings: column('open_findings'),
  answered: column('answered'),
  questions: column('questions'),
  breachCount: column('breaches'),
  proposedMatchCount: column('proposed_matches'),
  lastBreachOn: column('last_breach_on'),
  lastBreachTitle: column('last_breach_title'),
  topFactor: column('top_factor'),
  topPoints: column('top_points'),
  activeServiceCount: column('active_services'),
  dataClasses: column('data_classes'),
};

const ofVendor = {
  legalName: column('legal_name', 'v'),
  aliases: column('aliases', 'v'),
  domains: column('domains', 'v'),
  website: column('website', 'v'),
  certifications: column('certifications', 'v'),
  links: column('links', 'v'),
  contacts: sealed('contacts', { table: 'vendors', form: 'JSON' }, 'v'),
  tierOverride,
  description: column('description', 'v'),
  rev: column('rev', 'v'),
  createdAt: moment('created_at', 'v'),
  updatedAt: moment('updated_at', 'v'),
  archivedAt: moment('archived_at', 'v'),
};

/** Vendors and the links between them. */
export function describeVendors(planner: Planner): void {
  planner.describe('Vendor', {
    table: 'vendor_rows',
    key: 'vendor_id',
    joins: { v: (row) => `join vendors ${row}_v on ${row}_v.id = ${row}.vendor_id` },
    fields: {
      ...ofRow,
      ...ofVendor,
      owner: one('Person', (row, person) => `${person}.id = ${row}.owner_id`),
      parent: one('Vendor', (vendor, parent) => `${parent}.vendor_id = ${vendor}.parent_id`, {
        join: 'v',
      }),
      score: embedded('Score'),
      scoreHistory: SCORE_HISTORY,
      subprocessors: many('VendorRelation', {
        on: (vendor, link) => `${link}.vendor_id = ${vendor}.vendor_id`,
        orderBy: (link) => `${link}.purpose, ${link}.id`,
      }),
      usedBy: many('VendorRelation', {
        on: (vendor, link) => `${link}.subprocessor_id = ${vendor}.vendor_id`,
        orderBy: (link) => `${link}.purpose, ${link}.id`,
      }),
    },
  });
  planner.describe('VendorRelation', {
    table: 'vendor_relations',
    fields: {
      id: column('id'),
      vendor: one('Vendor', (link, vendor) => `${vendor}.vendor_id = ${link}.vendor_id`),
      subprocessor: one(
        'Vendor',
        (link, vendor) => `${vendor}.vendor_id = ${link}.subprocessor_id`,
      ),
      purpose: column('purpose'),
      location: column('location'),
      data: column('data'),
      sourceUrl: column('source_url'),
    },
  });
}
