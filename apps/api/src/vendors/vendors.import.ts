/**
 * The table of vendors as a file. In: rows by ref, domain or name. Out: new and changed vendors.
 */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { anyOf, holdTargets } from '../imports/import-records.js';
import type {
  ImportJob,
  ImportSourceDefinition,
  UndoRules,
  Written,
} from '../imports/import-source.js';
import { ImportSources } from '../imports/import-sources.js';
import { Keys } from '../keys/keys.js';
import { ChangeHooks } from '../scoring/change-hooks.js';
import { compareVendors, MERGED } from './compare-vendors.queries.js';
import { readVendors, vendorStage, vendorTemplate } from './vendor-csv.js';

/** Registers the table of vendors with the import engine. */
@Injectable()
export class VendorImports implements OnModuleInit {
  constructor(
    private readonly sources: ImportSources,
    private readonly hooks: ChangeHooks,
    private readonly keys: Keys,
  ) {}

  onModuleInit(): void {
    this.sources.register(this.definition());
  }

  private definition(): ImportSourceDefinition {
    return {
      source: 'VENDORS',
      name: 'vendors',
      secrets: true,
      template: vendorTemplate,
      columns: vendorStage,
      read: (file) => readVendors(file, this.keys),
      compare: async (tx) => {
        await compareVendors(tx, this.keys);
        return {};
      },
      changes: () => CHANGES,
      findsMatches: (tx) => anyOf(tx, 'breaches'),
      write: (tx, job) => this.write(tx, job),
      undo: UNDO,
      runsOf: (vendor) =>
        `select run_id from import_changes where table_name = 'vendors' and row_id = ${vendor}`,
    };
  }

  private async write(tx: EntityManager, job: ImportJob): Promise<Written> {
    await holdTargets(tx, 'vendors');
    await insertNew(tx, job);
    await updateChanged(tx, job);
    const rows = await tx.query<{ id: string }[]>(
      `select coalesce(target, new_id) as id from import_stage where verdict is null or verdict = 'CHANGED'`,
    );
    const vendorIds = rows.map((row) => row.id);
    if (vendorIds.length === 0) return { vendorIds };
    return { vendorIds, matches: await this.hooks.vendorChanged(tx, vendorIds, job.by) };
  }
}

const CHANGES = `select 'vendors' as table_name, coalesce(target, new_id) as row_id, before,
    case when verdict is null then jsonb_strip_nulls(jsonb_build_object('display_name', display_name, 'legal_name', legal_name,
      'aliases', aliases, 'domains', domains, 'category', category, 'website', website, 'headquarters', headquarters,
      'status', status, 'tags', tags, 'next_review_on', next_review_on, 'description', description)) else after end as after,
    coalesce(title, display_name) as title, case when verdict is null then 'INSERT' else 'UPDATE' end as action
  from import_stage where verdict is null or verdict = 'CHANGED'`;

const OWN = [
  'display_name',
  'normalised_name',
  'legal_name',
  'website',
  'headquarters',
  'owner_id',
  'parent_id',
  'next_review_on',
];
/** Columns that are never null: what is not said takes the table's default. */
const DEFAULTS: Readonly<Record<string, string>> = {
  aliases: `'{}'`,
  normalised_aliases: `'{}'`,
  domains: `'{}'`,
  category: `'OTHER'`,
  status: `'PROPOSED'`,
  tags: `'{}'`,
  description: `''`,
  links: `'{}'`,
  certifications: `'[]'`,
  contacts: `'[]'`,
};

async function insertNew(tx: EntityManager, job: ImportJob): Promise<void> {
  const columns = [...OWN, ...Object.keys(DEFAULTS)];
  const values = [
    ...OWN.map((name) => `n.${name}`),
    ...Object.entries(DEFAULTS).map(([name, value]) => `coalesce(n.${name}, ${value})`),
  ];
  const ref = job.dry ? `'dry ' || row_no` : `'VND-' || nextval('vendor_refs')`;
  await tx.query(
    `insert into vendors (id, ref, search_text, sample, updated_by, ${columns.join(', ')})
     select n.new_id, n.new_ref, concat_ws(' ', n.normalised_name, n.normalised_legal, array_to_string(n.normalised_aliases, ' '),
         array_to_string(n.domains, ' '), lower(n.new_ref)), $1, $2::uuid, ${values.join(', ')}
     from (select *, ${ref} as new_ref from import_stage where verdict is null order by line) n`,
    [job.sample, job.by.personId],
  );
}

async function updateChanged(tx: EntityManager, job: ImportJob): Promise<void> {
  const sets = Object.entries(MERGED).map(([name, value]) => `${name} = ${value}`);
  await tx.query(
    `update vendors v set ${sets.join(', ')}, rev = v.rev + 1, updated_at = now(), updated_by = $1::uuid
     from import_stage s where s.verdict = 'CHANGED' and v.id = s.target`,
    [job.by.personId],
  );
  await tx.query(
    `update vendors v set search_text = concat_ws(' ', v.normalised_name, coalesce(s.normalised_legal, lower(v.legal_name)),
       array_to_string(v.normalised_aliases, ' '), array_to_string(v.domains, ' '), lower(v.ref))
     from import_stage s where s.verdict = 'CHANGED' and v.id = s.target`,
  );
}

/** A vendor that has come to be used, by services, agreements, answers or decisions, stays. */
const UNDO: UndoRules = {
  tables: [
    {
      table: 'vendors',
      title: (row) => `${row}.display_name`,
      kept: true,
      goesAlong: {
        vendor_rows: () => 'true',
        risk_scores: () => 'true',
        compliance_states: () => 'true',
        breach_matches: (row) => `${row}.state = 'PROPOSED' or ${row}.automatic`,
        incident_proposals: (row) => `${row}.state = 'PROPOSED'`,
      },
    },
  ],
  before: async (tx, job) => {
    const rows = await tx.query<{ id: string }[]>(
      `select row_id as id from import_changes where run_id = $1 and table_name = 'vendors'`,
      [job.id],
    );
    return rows.map((row) => row.id);
  },
};
