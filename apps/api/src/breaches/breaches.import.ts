/**
 * Files of breach records: HHS OCR, Have I Been Pwned, attorneys general.
 * In: drafts from sources/. Out: records that are new or newer than what is stored, and matches.
 */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type {
  ImportJob,
  ImportSourceDefinition,
  StageBatch,
  Written,
} from '../imports/import-source.js';
import { anyOf, holdTargets } from '../imports/import-records.js';
import { ImportSources } from '../imports/import-sources.js';
import type { TextFile } from '../imports/parsing/index.js';
import { compareBreaches } from './compare-breaches.js';
import { breachUndo } from './breaches.undo.js';
import { MatchingService } from './matching.service.js';
import { BREACH_PARSERS, type BreachFileSource } from './sources/index.js';

const NAMES: Readonly<Record<BreachFileSource, string>> = {
  HHS_OCR: 'hhs-ocr',
  HIBP: 'hibp',
  STATE_AG: 'state-ag',
};

/** Columns of `breaches` that an import writes, with their types for reading them out of JSON. */
const WRITTEN = {
  title: 'text',
  normalised_name: 'text',
  search_text: 'text',
  source_url: 'text',
  breached_on: 'date',
  breached_precision: 'text',
  discovered_on: 'date',
  discovered_precision: 'text',
  reported_on: 'date',
  reported_precision: 'text',
  happened_on: 'date',
  people: 'bigint',
  data_classes: 'text[]',
  causes: 'text[]',
  location: 'text',
  us_state: 'text',
  entity_type: 'text',
  filed_by_vendor: 'boolean',
  domain: 'text',
  company_breach: 'boolean',
  not_company_reason: 'text',
  description: 'text',
  raw: 'jsonb',
} as const;
const NAMES_WRITTEN = Object.keys(WRITTEN);
const FROM_JSON = `jsonb_to_record(s.record) as r(${Object.entries(WRITTEN)
  .map(([name, type]) => `${name} ${type}`)
  .join(', ')})`;

/** Registers the sources of breach records with the import engine. */
@Injectable()
export class BreachImports implements OnModuleInit {
  constructor(
    private readonly sources: ImportSources,
    private readonly matching: MatchingService,
  ) {}

  onModuleInit(): void {
    for (const source of Object.keys(NAMES) as BreachFileSource[])
      this.sources.register(this.definition(source));
  }

  private definition(source: BreachFileSource): ImportSourceDefinition {
    return {
      source,
      name: NAMES[source],
      columns: [
        { name: 'source_key', type: 'text' },
        { name: 'reported_on', type: 'date' },
        { name: 'draft', type: 'jsonb' },
        // filled when compared: the key and the columns to store
        { name: 'stored_key', type: 'text', read: false },
        { name: 'record', type: 'jsonb', read: false },
        { name: 'export_day', type: 'date', read: false },
      ],
      read: (file) => readDrafts(source, file),
      compare: (tx, job) => compareBreaches(tx, job),
      changes: () =>
        `select 'breaches' as table_name, target as row_id, before, after, title,
           case when verdict is null then 'INSERT' else 'UPDATE' end as action
         from import_stage where verdict is null or verdict = 'CHANGED' or after is not null order by row_no`,
      findsMatches: (tx) => anyOf(tx, 'vendors'),
      write: (tx, job) => this.write(tx, job),
      undo: breachUndo(this.matching),
      // a record that nobody took for the vendor's says nothing about it
      runsOf: (vendor) =>
        `select unnest(array[b.first_import_id, b.last_import_id]) as run_id from breach_matches m
           join breaches b on b.id = m.breach_id
         where m.vendor_id = ${vendor} and m.state <> 'REJECTED' and b.source = '${source}'`,
    };
  }

  private async write(tx: EntityManager, job: ImportJob): Promise<Written> {
    await holdTargets(tx, 'breaches');
    await insertNew(tx, job);
    await updateChanged(tx, job);
    const rows = await tx.query<{ target: string }[]>(
      `select target from import_stage where verdict is null or verdict = 'CHANGED'`,
    );
    const breachIds = rows.map((row) => row.target);
    if (breachIds.length === 0) return { vendorIds: [] };
    const found = await this.matching.proposeFor(tx, { breachIds });
    const concerned = await tx.query<{ vendor_id: string }[]>(
      `select distinct vendor_id from breach_matches where breach_id = any($1::uuid[]) and state <> 'REJECTED'`,
      [breachIds],
    );
    const vendorIds = concerned.map((row) => row.vendor_id);
    return { vendorIds, matches: found };
  }
}

async function* readDrafts(source: BreachFileSource, file: TextFile): AsyncGenerator<StageBatch> {
  for await (const { drafts, errors } of BREACH_PARSERS[source](file))
    yield {
      rows: drafts.map((draft) => ({
        line: draft.line,
        values: [draft.sourceKey, draft.reported?.on ?? null, draft],
      })),
      errors,
    };
}

async function insertNew(tx: EntityManager, job: ImportJob): Promise<void> {
  await tx.query(
    `insert into breaches (id${job.dry ? ', ref' : ''}, source, source_key, export_day, first_import_id, last_import_id, updated_by, sample, ${NAMES_WRITTEN.join(', ')})
     select s.target${job.dry ? `, 'dry ' || s.target` : ''}, $1, s.stored_key, s.export_day, $2::uuid, $2::uuid, $3::uuid, $4, ${NAMES_WRITTEN.map((name) => `r.${name}`).join(', ')}
     from import_stage s cross join lateral ${FROM_JSON}
     where s.verdict is null order by s.row_no`,
    [job.source, job.id, job.by.personId, job.sample],
  );
}

/**
 * Records that changed, and those that a newer export only confirms, whose day moves on. They are put
 * aside first: a table that was just filled, or tried out, may look empty to the planner, which would
 * then go through the whole file for every stored record.
 */
async function updateChanged(tx: EntityManager, job: ImportJob): Promise<void> {
  await tx.query(
    `with s as materialized (select target, record, export_day from import_stage where verdict = 'CHANGED')
     update breaches b set ${NAMES_WRITTEN.map((name) => `${name} = r.${name}`).join(', ')},
       export_day = s.export_day, last_import_id = $1::uuid, rev = b.rev + 1, updated_at = now(), updated_by = $2::uuid
     from s cross join lateral ${FROM_JSON} where b.id = s.target`,
    [job.id, job.by.personId],
  );
  await tx.query(
    `with s as materialized (select target, export_day from import_stage where verdict = 'SAME' and after is not null)
     update breaches b set export_day = s.export_day, last_import_id = $1::uuid from s where b.id = s.target`,
    [job.id],
  );
}
