import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inspectFile } from '../../imports/parsing/index.js';
import { dataDirectory, gather } from '../../imports/parsing/testing/files.js';
import { pairWithStored, parseHhsOcr, parseHibp, parseStateAg, type BreachDraft } from './index.js';

const directory = dataDirectory();

/** The real exports, where they lie beside the checkout: every row must be read. */
const whereTheDataIs = directory === null ? (): void => undefined : describe;

whereTheDataIs('the large public sets', () => {
  const breaches = join(directory ?? '', 'breaches');
  const hhs = readdirSync(join(breaches, 'hhs-ocr/raw'), { withFileTypes: true })
    .filter((entry) => entry.name.endsWith('.gz'))
    .map((entry) => join('hhs-ocr/raw', entry.name));
  const rows: Record<string, number> = {
    'hhs-ocr/hhs_ocr_merged.csv.gz': 5931,
    'hhs-ocr/raw/breach_report_archive__2024-10__cp1252_crlf.csv.gz': 4519,
    'hhs-ocr/raw/breach_report__2024-10__utf8.csv.gz': 687,
    'hhs-ocr/raw/breach_report__2024-12__isodate_extra-year-col.csv.gz': 682,
    'hhs-ocr/raw/breach_report__2025-12__utf8.csv.gz': 597,
    'hhs-ocr/raw/breach_report__2026-05__utf8.csv.gz': 561,
    'hhs-ocr/raw/variant__cp1252_two-digit-year.csv.gz': 1365,
    'hhs-ocr/raw/variant__snake-case-header_isodate_bool_cr-crlf.csv.gz': 1365,
  };

  it.each([...hhs, 'hhs-ocr/hhs_ocr_merged.csv.gz'])('reads every row of %s', async (name) => {
    const { drafts, errors } = await gather(parseHhsOcr(await inspectFile(join(breaches, name))));
    expect(errors).toEqual([]);
    expect(drafts.length).toBe(rows[name] ?? drafts.length);
    expect(drafts.filter((draft) => draft.normalisedName === '')).toEqual([]);
    expect(drafts.some((draft) => draft.filedByVendor)).toBe(true);
    const byKey = new Map<string, BreachDraft[]>();
    for (const draft of drafts)
      byKey.set(draft.sourceKey, [...(byKey.get(draft.sourceKey) ?? []), draft]);
    for (const group of byKey.values()) {
      const first = pairWithStored(group, []);
      expect(new Set(first.map((pair) => pair.sourceKey)).size).toBe(group.length);
      const stored = first.map((pair) => ({ ...pair.draft, sourceKey: pair.sourceKey }));
      const again = pairWithStored(group, stored);
      expect(again.filter((pair) => pair.stored === null)).toEqual([]);
    }
  });

  it.each([
    ['hibp/hibp_v3_breaches_2025-03.json.gz', 717, 20],
    ['hibp/hibp_recent_partial_2025-03_to_2026-08.json.gz', 123, 4],
  ])('reads every object of %s', async (name, count, notCompanies) => {
    const { drafts, errors } = await gather(parseHibp(await inspectFile(join(breaches, name))));
    expect(errors).toEqual([]);
    expect(drafts.length).toBe(count);
    expect(drafts.filter((draft) => !draft.companyBreach).length).toBeGreaterThanOrEqual(
      notCompanies,
    );
    expect(drafts.filter((draft) => /<\/?[a-z]/i.test(draft.description))).toEqual([]);
    const unknown = drafts.filter(
      (draft) => draft.dataClasses === null && draft.raw['DataClasses'],
    );
    expect(unknown.map((draft) => draft.raw['DataClasses'])).toEqual([]);
  });

  it.each([
    ['state-ag/state_ag_ca_wa_or_sec105_2025-12_to_2026-08.csv.gz', 505],
    ['state-ag/wa_ag_2015-2024-05__clean.csv.gz', 902],
    ['state-ag/wa_ag_2015-2023__excel-mangled.csv.gz', 784],
  ])('reads every notice of %s', async (name, count) => {
    const { drafts, errors } = await gather(parseStateAg(await inspectFile(join(breaches, name))));
    expect(errors).toEqual([]);
    expect(drafts.length).toBe(count);
  });

  it('reads the dates that Excel mangled as the clean register has them', async () => {
    const read = async (name: string) =>
      (await gather(parseStateAg(await inspectFile(join(breaches, 'state-ag', name))))).drafts;
    const clean = await read('wa_ag_2015-2024-05__clean.csv.gz');
    const mangled = await read('wa_ag_2015-2023__excel-mangled.csv.gz');
    const answers = new Map(clean.map((draft) => [draft.sourceKey, draft]));
    const both = mangled.filter((draft) => answers.has(draft.sourceKey));
    const same = both.filter(
      (draft) => answers.get(draft.sourceKey)?.reported?.on === draft.reported?.on,
    );
    expect(both.length).toBeGreaterThan(500);
    expect(same.length / both.length).toBeGreaterThan(0.95);
  });
});
