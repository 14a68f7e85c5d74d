/**
 * The sample organisation goes in through the same services and imports as a user's data: people
 * and organisation, questionnaires, vendors with their use, then the files that are imports.
 * In: apps/api/sample. Out: a register that looks lived in, every row of it marked as sample.
 */
import { Injectable } from '@nestjs/common';
import type { Role } from '@chaperone/risk-model';
import type { EntityManager } from 'typeorm';
import { Audit } from '../audit/audit.js';
import { withoutRows } from '../audit/trail.js';
import { Refusal } from '../graphql/refusal.js';
import { Today } from '../graphql/today.js';
import { systemPrincipal, Work } from '../graphql/work.js';
import { ImportFileService } from '../imports/import-file.service.js';
import { PublishTemplateService } from '../questionnaires/publish-template.service.js';
import { SampleLoader } from '../sample-loader.js';
import { ScoringService } from '../scoring/scoring.service.js';
import { LoadUseService, type Loading } from './load-use.service.js';
import { LoadVendorService } from './load-vendor.service.js';
import {
  LoadDay,
  readSample,
  sampleFile,
  type ManifestStep,
  type SampleOrganisation,
  type SampleUse,
  type SampleVendor,
} from './sample-files.js';
import { giveHistory } from './sample-history.js';

/** Loading is no request: hundreds of records in one transaction. */
const PATIENCE = { statementTimeoutMs: 120_000 };

@Injectable()
export class SampleLoaderService extends SampleLoader {
  constructor(
    private readonly work: Work,
    private readonly audit: Audit,
    private readonly today: Today,
    private readonly scoring: ScoringService,
    private readonly templates: PublishTemplateService,
    private readonly imports: ImportFileService,
    private readonly vendors: LoadVendorService,
    private readonly use: LoadUseService,
  ) {
    super();
  }

  async load(): Promise<void> {
    const { order } = await readSample<{ order: ManifestStep[] }>('manifest.json');
    const inOne = order.filter((step) => step.what !== 'IMPORT');
    await this.work.change(async (tx) => {
      await withoutRows(tx);
      await this.records(tx, inOne);
      this.audit.noteIn(tx, {
        action: 'SAMPLE_LOADED',
        outcome: 'SUCCESS',
        details: { what: 'records' },
      });
    }, PATIENCE);
    for (const step of order) if (step.what === 'IMPORT') await this.import(step);
    await this.work.changeAsOwner(async (tx) => {
      await withoutRows(tx);
      await tx.query('set local statement_timeout = 0');
      const today = this.today.current();
      this.audit.noteIn(tx, {
        action: 'SAMPLE_LOADED',
        outcome: 'SUCCESS',
        details: { what: 'history' },
      });
      await giveHistory(tx, { today, scoring: this.scoring, by: systemPrincipal });
    });
  }

  private async records(tx: EntityManager, steps: readonly ManifestStep[]): Promise<void> {
    const on = new LoadDay(this.today.current());
    const loading: Loading = { tx, by: systemPrincipal, on };
    const ids = new Map<string, string>();
    let owners = new Map<Role, string>();
    const uses = await usesOf(steps);
    for (const { file, what } of steps) {
      if (what === 'ORGANISATION') owners = await loadOrganisation(tx, await readSample(file));
      if (what === 'TEMPLATE') await this.templates.publish(tx, await readSample(file), true);
      if (what !== 'VENDORS') continue;
      const { vendors } = await readSample<{ vendors: SampleVendor[] }>(file);
      for (const vendor of vendors) {
        const used = { ...vendor, ...uses.get(vendor.key) };
        const owner = used.owner ? (owners.get(used.owner) ?? null) : null;
        const id = await this.vendors.create(loading, used, owner);
        ids.set(vendor.key, id);
        await this.use.load(loading, id, used);
        await this.vendors.fill(loading, id, used);
      }
    }
  }

  private async import({ file, source, asOf }: ManifestStep): Promise<void> {
    if (!source) throw new Error(`The sample's manifest names no source for ${file}`);
    const outcome = await this.imports.import({
      source,
      path: sampleFile(file),
      asOf: asOf ?? null,
      apply: true,
      by: systemPrincipal,
      sample: true,
    });
    if (outcome.status !== 'APPLIED')
      throw new Refusal('INTERNAL', `The sample's ${file} was not imported: ${outcome.reason}`);
  }
}

async function usesOf(steps: readonly ManifestStep[]): Promise<Map<string, SampleUse>> {
  const uses = new Map<string, SampleUse>();
  for (const step of steps) {
    if (step.what !== 'USE') continue;
    const { vendors } = await readSample<{ vendors: ({ vendor: string } & SampleUse)[] }>(
      step.file,
    );
    for (const { vendor, ...use } of vendors) uses.set(vendor, use);
  }
  return uses;
}

/** @returns one person's id for each role */
async function loadOrganisation(
  tx: EntityManager,
  { organisation, people }: SampleOrganisation,
): Promise<Map<Role, string>> {
  await tx.query(
    `update organisation set name = $1, roles = $2, home_regions = $3, states_served = $4, time_zone = $5,
       appetite = $6::jsonb, rev = rev + 1, updated_at = now()`,
    [
      organisation.name,
      organisation.roles,
      organisation.homeRegions,
      organisation.statesServed,
      organisation.timeZone,
      JSON.stringify(organisation.appetite),
    ],
  );
  const rows = await tx.query<{ id: string; role: Role }[]>(
    `insert into people (email, name, role)
     select n.email, n.name, n.role from jsonb_to_recordset($1::jsonb) as n(email text, name text, role text)
     on conflict (email) do update set name = excluded.name returning id, role`,
    [JSON.stringify(people)],
  );
  return new Map(rows.map((row) => [row.role, row.id]));
}
