/**
 * Published lists of sub-processors as a file. In: who sends what to whom. Out: links of vendors.
 * Both sides must be in the register already: a list is no reason to make vendors.
 */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { normaliseName } from '@chaperone/store';
import type { EntityManager } from 'typeorm';
import * as cells from '../imports/cells.js';
import { refuseCell } from '../imports/cells.js';
import { openNamed, stageRows, type NamedRow } from '../imports/csv-rows.js';
import type {
  ImportJob,
  ImportSourceDefinition,
  StageBatch,
  StageValue,
} from '../imports/import-source.js';
import { ImportSources } from '../imports/import-sources.js';
import type { TextFile } from '../imports/parsing/index.js';

const COLUMNS = {
  vendor: ['vendor', 'vendor name', 'vendor ref'],
  subprocessor: ['subprocessor', 'sub-processor', 'sub-processor name'],
  purpose: ['purpose', 'service'],
  location: ['location', 'country', 'region'],
  data: ['data', 'data types'],
  sourceUrl: ['source_url', 'source', 'url'],
} as const;
const SIDES = ['vendor', 'subprocessor'] as const;
const LONGEST = { name: 200, text: 2_000 };

/** Registers lists of sub-processors with the import engine. */
@Injectable()
export class SubprocessorImports implements OnModuleInit {
  constructor(private readonly sources: ImportSources) {}

  onModuleInit(): void {
    this.sources.register(DEFINITION);
  }
}

async function* readLinks(file: TextFile): AsyncGenerator<StageBatch> {
  const { notices, batches } = await openNamed(file, COLUMNS, SIDES);
  yield { rows: [], errors: [], notices };
  for await (const { rows, errors } of batches()) yield stageRows(rows, errors, linkValues);
}

function linkValues(row: NamedRow<keyof typeof COLUMNS>): StageValue[] {
  const sides = SIDES.flatMap((field) => {
    const cell = row.cell(field);
    const name =
      cells.line(cell, LONGEST.name) ??
      refuseCell(cell, 'the name is empty. Fill it in.', 'MISSING_VALUE');
    return [name, normaliseName(name) || name.toLowerCase()];
  });
  return [
    ...sides,
    cells.line(row.cell('purpose'), LONGEST.text) ?? '',
    cells.line(row.cell('location'), LONGEST.text),
    cells.line(row.cell('data'), LONGEST.text),
    cells.webAddress(row.cell('sourceUrl')),
  ];
}

/** By ref, name, alias or domain; a side that fits none or several is refused. */
async function findSide(tx: EntityManager, side: (typeof SIDES)[number]): Promise<void> {
  await tx.query(
    `with names as materialized (
       select id, lower(ref) as name, 1 as rank from vendors
       union all select id, normalised_name, 2 from vendors
       union all select id, unnest(normalised_aliases), 3 from vendors
       union all select id, lower(unnest(domains)), 4 from vendors),
     hits as (
       select s.line, n.id, n.rank, min(n.rank) over (partition by s.line) as best
       from import_stage s join names n on n.name in (lower(s.${side}), s.normalised_${side})),
     chosen as (select line, min(id::text)::uuid as id, count(distinct id) as n from hits where rank = best group by line)
     update import_stage s set ${side}_id = case when c.n = 1 then c.id end, ${side}_hits = c.n from chosen c where c.line = s.line`,
  );
  await tx.query(
    `update import_stage set verdict = 'REFUSED', fault_column = '${side}', fault_value = ${side},
       fault_code = case when ${side}_hits > 1 then 'AMBIGUOUS' else 'UNKNOWN_RECORD' end,
       fault = case when ${side}_hits > 1
         then format('Line %s, column "${side}": several vendors fit "%s". Write the ref of the one you mean, such as VND-7.', line, ${side})
         else format('Line %s, column "${side}": there is no vendor "%s". Add it first (or as an alias of the vendor that it is).', line, ${side}) end
     where ${side}_id is null and verdict is null`,
  );
}

async function compareLinks(tx: EntityManager): Promise<void> {
  for (const side of SIDES) await findSide(tx, side);
  await tx.query(
    `update import_stage set verdict = 'REFUSED', fault_code = 'BAD_VALUE', fault_column = 'subprocessor', fault_value = subprocessor,
       fault = format('Line %s: "%s" and "%s" are one vendor; nobody is their own sub-processor.', line, vendor, subprocessor)
     where vendor_id = subprocessor_id and verdict is null`,
  );
  await tx.query(
    `with d as (select line, min(line) over w as first, row_number() over w as n from import_stage where verdict is null
       window w as (partition by vendor_id, subprocessor_id, purpose order by line))
     update import_stage s set verdict = 'REFUSED', fault_code = 'DUPLICATE_ROW', fault_column = 'subprocessor', fault_value = s.subprocessor,
       fault = format('Line %s says the same as line %s. Keep one of them.', s.line, d.first)
     from d where d.line = s.line and d.n > 1`,
  );
  await tx.query(VERDICTS);
}

const VERDICTS = `with known as (
    select s.line, r.id, jsonb_build_object('location', r.location, 'data', r.data, 'source_url', r.source_url) as old,
      jsonb_build_object('location', coalesce(s.location, r.location), 'data', coalesce(s.data, r.data),
        'source_url', coalesce(s.source_url, r.source_url)) as new
    from import_stage s join vendor_relations r
      on r.vendor_id = s.vendor_id and r.subprocessor_id = s.subprocessor_id and r.purpose = s.purpose
    where s.verdict is null)
  update import_stage s set target = k.id, verdict = case when k.old = k.new then 'SAME' else 'CHANGED' end,
    before = case when k.old <> k.new then k.old end, after = case when k.old <> k.new then k.new end
  from known k where k.line = s.line`;

const DEFINITION: ImportSourceDefinition = {
  source: 'SUBPROCESSORS',
  name: 'subprocessors',
  template: {
    header: Object.values(COLUMNS).map(([name]) => name),
    examples: [
      [
        'Sample Scheduling Co.',
        'Sample Hosting Co.',
        'Hosting',
        'United States',
        'All data',
        'https://sample-scheduling.example/subprocessors',
      ],
    ],
  },
  columns: [
    { name: 'vendor', type: 'text' },
    { name: 'normalised_vendor', type: 'text' },
    { name: 'subprocessor', type: 'text' },
    { name: 'normalised_subprocessor', type: 'text' },
    { name: 'purpose', type: 'text' },
    { name: 'location', type: 'text' },
    { name: 'data', type: 'text' },
    { name: 'source_url', type: 'text' },
    { name: 'new_id', type: 'uuid default gen_random_uuid()', read: false },
    { name: 'vendor_id', type: 'uuid', read: false },
    { name: 'vendor_hits', type: 'int', read: false },
    { name: 'subprocessor_id', type: 'uuid', read: false },
    { name: 'subprocessor_hits', type: 'int', read: false },
  ],
  read: readLinks,
  compare: async (tx) => {
    await compareLinks(tx);
    return {};
  },
  // all values stand in `after`: these rows have no revision, so undoing compares them
  changes:
    () => `select 'vendor_relations' as table_name, coalesce(target, new_id) as row_id, before,
      case when verdict is null then jsonb_build_object('location', location, 'data', data, 'source_url', source_url) else after end as after,
      vendor || ' → ' || subprocessor as title, case when verdict is null then 'INSERT' else 'UPDATE' end as action
    from import_stage where verdict is null or verdict = 'CHANGED' order by line`,
  write: async (tx, job) => {
    await writeLinks(tx, job);
    return { vendorIds: [] };
  },
  undo: {
    tables: [
      {
        table: 'vendor_relations',
        title: (row) =>
          `(select string_agg(v.display_name, ' → ' order by v.id = ${row}.subprocessor_id) from vendors v where v.id in (${row}.vendor_id, ${row}.subprocessor_id))`,
        kept: false,
      },
    ],
    before: () => Promise.resolve([]),
  },
  runsOf: (vendor) =>
    `select run_id from import_changes where table_name = 'vendor_relations' and row_id = any(array(
       select id from vendor_relations where ${vendor} in (vendor_id, subprocessor_id)))`,
};

async function writeLinks(tx: EntityManager, job: ImportJob): Promise<void> {
  await tx.query(
    `insert into vendor_relations (id, vendor_id, subprocessor_id, purpose, location, data, source_url, sample)
     select new_id, vendor_id, subprocessor_id, purpose, location, data, source_url, $1 from import_stage
     where verdict is null order by line`,
    [job.sample],
  );
  await tx.query(
    `update vendor_relations r set location = x.location, data = x.data, source_url = x.source_url
     from import_stage s cross join lateral jsonb_to_record(s.after) as x(location text, data text, source_url text)
     where s.verdict = 'CHANGED' and r.id = s.target`,
  );
}
