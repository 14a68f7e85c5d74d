import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { inspectFile, openCsv } from '../../imports/parsing/index.js';
import { dataDirectory, gather } from '../../imports/parsing/testing/files.js';
import { parseHhsOcr, parseHibp, parseStateAg, type BreachDraft } from '../sources/index.js';
import { isProposal, scoreMatch, type MatchableVendor } from './index.js';

const directory = dataDirectory();
const whereTheDataIs = directory === null ? (): void => undefined : describe;

interface Label {
  readonly vendor: string;
  readonly key: string;
  readonly inName: boolean;
}

/** What anybody who keeps these vendors in a register would have put down as their other names. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  Kaiser: ['Kaiser Permanente', 'Kaiser Foundation Health Plan', 'Kaiser Foundation Hospitals'],
  'Change Healthcare / Optum / UHG': [
    'UnitedHealth Group',
    'UnitedHealthcare',
    'United Healthcare Services',
  ],
};

/** False friends that stand in the labelled set because it was made by looking for the words. */
const MISLABELLED =
  /NextGenUpdate|TroyHuntMailchimpList|RR Donnelley|Facebook Marketplace|United Health Centers|Sales Leads on AWS|Scraped/;

async function labels(path: string): Promise<Label[]> {
  const table = await openCsv(await inspectFile(path));
  const column = (name: string) => table.header.indexOf(name);
  const { rows } = await gather(table.batches());
  return rows
    .map(({ cells }) => ({
      vendor: cells[column('vendor')] ?? '',
      set: cells[column('set')] ?? '',
      title: cells[column('name_in_record')] ?? '',
      id: cells[column('record_id')] ?? '',
      inName: cells[column('matched_in')] === 'name',
    }))
    .filter(
      ({ set, title }) =>
        ['hhs-ocr', 'hibp', 'state-ag-2026', 'wa-ag'].includes(set) && !MISLABELLED.test(title),
    )
    .map(({ vendor, set, id, inName }) => ({ vendor, key: `${set}:${id}`, inName }));
}

/** Every record of four sets under the id that the labels use. */
async function records(): Promise<Map<string, BreachDraft>> {
  const at = (path: string) => inspectFile(join(directory ?? '', 'breaches', path));
  const all = new Map<string, BreachDraft>();
  const merged = await at('hhs-ocr/hhs_ocr_merged.csv.gz');
  const table = await gather((await openCsv(merged)).batches());
  const idOfLine = new Map(table.rows.map((row) => [row.line, row.cells[0] ?? '']));
  for (const draft of (await gather(parseHhsOcr(merged))).drafts)
    all.set(`hhs-ocr:${idOfLine.get(draft.line)}`, draft);
  for (const name of ['hibp_v3_breaches_2025-03', 'hibp_recent_partial_2025-03_to_2026-08'])
    for (const draft of (await gather(parseHibp(await at(`hibp/${name}.json.gz`)))).drafts)
      all.set(`hibp:${draft.sourceKey}`, draft);
  const notices = await at('state-ag/state_ag_ca_wa_or_sec105_2025-12_to_2026-08.csv.gz');
  for (const draft of (await gather(parseStateAg(notices))).drafts)
    all.set(`state-ag-2026:${draft.sourceKey}`, draft);
  const register = await at('state-ag/wa_ag_2015-2024-05__clean.csv.gz');
  for (const draft of (await gather(parseStateAg(register))).drafts)
    all.set(`wa-ag:${draft.sourceKey.replace('wa-register:', '')}`, draft);
  return all;
}

function vendorOf(label: string): MatchableVendor {
  const [displayName = '', ...aliases] = label.split('/').map((part) => part.trim());
  return {
    displayName,
    legalName: null,
    aliases: [...aliases, ...(ALIASES[label] ?? [])],
    domains: [],
  };
}

whereTheDataIs('the labelled vendor and breach pairs', () => {
  it('finds most vendors that a record names, and proposes few others', async () => {
    const known = await labels(join(directory ?? '', 'vendors/vendor-breach-crossref.open.csv'));
    const all = await records();
    const wanted = new Map(known.map((label) => [`${label.vendor}|${label.key}`, label.inName]));
    const there = known.filter((label) => all.has(label.key));
    let hits = 0;
    const extra: string[] = [];
    const missed = new Set(
      there.filter((label) => label.inName).map((one) => `${one.vendor}|${one.key}`),
    );
    const byName = missed.size;
    for (const name of new Set(known.map((label) => label.vendor))) {
      const vendor = vendorOf(name);
      const stems = [vendor.displayName, ...vendor.aliases].map((one) =>
        one.slice(0, 4).toLowerCase(),
      );
      for (const [key, draft] of all) {
        const text = `${draft.title} ${draft.description}`.toLowerCase();
        if (!stems.some((stem) => text.includes(stem))) continue;
        const match = scoreMatch(draft, vendor);
        if (!isProposal(match)) continue;
        missed.delete(`${name}|${key}`);
        if (wanted.has(`${name}|${key}`)) hits += 1;
        else extra.push(`${name} ~ ${draft.title} (${match.reason} ${match.score})`);
      }
    }
    const precision = hits / (hits + extra.length);
    const recall = 1 - missed.size / byName;
    process.stdout.write(
      `matcher: precision ${precision.toFixed(2)}, recall by name ${recall.toFixed(2)} ` +
        `(${there.length} labelled pairs, ${hits} proposed, ${extra.length} more proposed)\n`,
    );
    if (process.env['CHAPERONE_SHOW_MATCHES'] !== undefined)
      process.stdout.write(
        `${extra.join('\n')}\nmissed:\n${[...missed].map((one) => `${one} ${all.get(one.split('|')[1] ?? '')?.title}`).join('\n')}\n`,
      );
    expect(there.length).toBeGreaterThan(100);
    expect(precision).toBeGreaterThan(0.6);
    expect(recall).toBeGreaterThan(0.6);
  });
});
