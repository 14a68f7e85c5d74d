import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '@chaperone/risk-model';
import { appRole, readPool } from '@chaperone/store';
import * as given from '@chaperone/store/testing';
import type { Pool } from 'pg';
import { Story, codesOf, type Credentials } from '../../test/harness.js';
import { Clock } from '../graphql/clock.js';
import { Database, systemPrincipal, Work } from '../graphql/work.js';
import { ScoringService } from '../scoring/scoring.service.js';

let story: Story;
let reader: Credentials;
let reads: Pool;
const today = new Date().toISOString().slice(0, 10);

const ask = async <T>(query: string, variables: object = {}): Promise<T> => {
  const reply = await story.gql<T>(query, { ...variables }, reader);
  expect(reply.errors).toEqual([]);
  return reply.data as T;
};

interface Cell {
  likelihood: number;
  impact: number;
  count: number;
  ceilingCount: number;
  byBand: { band: string; count: number }[];
}
interface Map {
  cells: Cell[];
  effective: Cell[];
  notAssessed: { count: number; byCeiling: { band: string; count: number }[] };
  total: number;
}
const HEATMAP = `query ($basis: ScoreBasis, $filter: HeatmapFilter) { riskHeatmap(basis: $basis, filter: $filter) {
  basis total asOf modelVersion notAssessed { count byCeiling { band count } }
  cells { likelihood impact count band ceilingCount byBand { band count } }
  effective { likelihood impact count band ceilingCount byBand { band count } } } }`;
const heatmap = async (basis: string, filter?: object): Promise<Map> =>
  (await ask<{ riskHeatmap: Map }>(HEATMAP, { basis, filter })).riskHeatmap;
const sum = (counts: readonly { count: number }[]): number =>
  counts.reduce((total, each) => total + each.count, 0);

/** The mill, on the story's own database. */
const rescore = (ids: readonly string[], asOf = today) => {
  const { dataSource, url } = story.database;
  const work = new Work(new Database(dataSource, reads, url));
  const scoring = new ScoringService(new Clock(), work);
  return work.change((tx) =>
    scoring.rescore(tx, ids, { reason: 'REQUESTED', asOf }, systemPrincipal),
  );
};

let assessed: string;
let ceilingOnly: string;

beforeAll(async () => {
  story = await Story.begin();
  reads = readPool(story.database.url, await appRole(story.database.dataSource), { max: 1 });
  reader = await story.signIn('EXECUTIVE');
  await story.sql(`update organisation set roles = '{COVERED_ENTITY}', time_zone = 'UTC'`);
  const ids = await story.database.dataSource.transaction(async (tx) => {
    const first = await given.aVendor(tx, { displayName: 'Assessed', tags: ['seen'] });
    const service = await given.aService(tx, {
      vendorId: first.id,
      people: 500_000,
      access: 'ADMINISTRATIVE',
    });
    const assessment = await given.anAssessment(tx, { vendorId: first.id });
    await given.anAnswer(tx, { assessmentId: assessment.id, effectiveness: 0, answeredOn: today });
    const second = await given.aService(tx, { dataClasses: ['SESSION_CONTENT'] });
    const bare = await given.aVendor(tx, { displayName: 'Bare' });
    const rejected = await given.aService(tx, {
      vendorId: (await given.aVendor(tx, { status: 'REJECTED' })).id,
    });
    const archived = await given.aService(tx, {
      vendorId: (await given.aVendor(tx, { archivedAt: new Date() })).id,
    });
    assessed = first.id;
    ceilingOnly = second.vendorId;
    return [service.vendorId, second.vendorId, bare.id, rejected.vendorId, archived.vendorId];
  });
  await rescore(ids);
});
afterAll(async () => {
  await reads.end();
  await story.end();
});

describe('the heatmap', () => {
  it.each(['INHERENT', 'RESIDUAL', 'CEILING'])(
    'by %s has every counted vendor in one cell or in the bin',
    async (basis) => {
      const map = await heatmap(basis);
      expect(map.total).toBe(3);
      expect(map.cells).toHaveLength(25);
      expect(sum(map.cells) + map.notAssessed.count).toBe(3);
      for (const cell of map.cells) expect(sum(cell.byBand)).toBe(cell.count);
    },
  );

  it('shows unassessed vendors at their ceiling on the effective map, and counts them apart', async () => {
    const map = await heatmap('RESIDUAL');
    expect(sum(map.cells)).toBe(1);
    expect(map.notAssessed).toMatchObject({ count: 2 });
    expect(sum(map.notAssessed.byCeiling)).toBe(1);
    expect(sum(map.effective)).toBe(2);
    expect(map.effective.reduce((total, cell) => total + cell.ceilingCount, 0)).toBe(1);
  });

  it('agrees with the list behind each cell', async () => {
    const { effective } = await heatmap('RESIDUAL');
    for (const { likelihood, impact, count } of effective) {
      const cell = { basis: 'RESIDUAL', likelihood, impact, effective: true };
      const { vendors } = await ask<{ vendors: { totalCount: number } }>(
        'query ($f: VendorFilter) { vendors(filter: $f) { totalCount } }',
        { f: { cell } },
      );
      expect(vendors.totalCount).toBe(count);
    }
  });

  it('agrees with the lists of those without a score and without a tier', async () => {
    const { notAssessed } = await heatmap('RESIDUAL');
    const { overview } = await ask<{ overview: { unknownTier: number } }>(
      '{ overview { unknownTier } }',
    );
    const { bare, untiered } = await ask<Record<'bare' | 'untiered', { totalCount: number }>>(
      `{ bare: vendors(filter: { scored: false }) { totalCount }
        untiered: vendors(filter: { tiered: false }) { totalCount } }`,
    );
    expect(bare.totalCount).toBe(notAssessed.count - sum(notAssessed.byCeiling));
    expect(untiered.totalCount).toBe(overview.unknownTier);
  });

  it('takes a filter', async () => {
    expect((await heatmap('RESIDUAL', { tag: ['seen'] })).total).toBe(1);
    expect((await heatmap('RESIDUAL', { search: 'assessed', compliance: ['GAP'] })).total).toBe(1);
    expect((await heatmap('RESIDUAL', { dataClass: ['SESSION_CONTENT'] })).total).toBe(1);
    expect((await heatmap('RESIDUAL', { category: ['HOSTING'] })).total).toBe(0);
  });
});

describe('the overview', () => {
  it('counts by tier what there is to do', async () => {
    const { overview } = await ask<{
      overview: {
        tiers: {
          tier: string;
          total: number;
          assessed: number;
          aboveAppetite: number;
          withoutAgreement: number;
        }[];
        unknownTier: number;
        topResidual: { vendor: { id: string }; basis: string }[];
        topCeiling: { vendor: { id: string }; basis: string }[];
      };
    }>(`{ overview { asOf modelVersion unknownTier proposedMatches
      tiers { tier total assessed aboveAppetite withoutAgreement breachesToReview }
      topResidual { vendor { id displayName } points basis band topFactor topPoints }
      topCeiling { vendor { id } points basis band topFactor topPoints }
      endingAgreements { ref } coverGaps { totalCount items { code } } movers { vendor { id } } } }`);
    expect(overview.tiers.map((each) => each.tier)).toEqual([
      'CRITICAL',
      'HIGH',
      'MODERATE',
      'LOW',
    ]);
    expect(overview.tiers[0]).toMatchObject({
      total: 2,
      assessed: 1,
      aboveAppetite: 1,
      withoutAgreement: 2,
    });
    expect(overview.unknownTier).toBe(1);
    expect(overview.topResidual).toMatchObject([{ vendor: { id: assessed }, basis: 'RESIDUAL' }]);
    expect(overview.topCeiling).toMatchObject([{ vendor: { id: ceilingOnly }, basis: 'CEILING' }]);
  });

  it('names what moved in 30 days, and why', async () => {
    const { id, serviceId } = await story.database.dataSource.transaction(async (tx) => {
      const service = await given.aService(tx, { people: 100, access: 'READ' });
      return { id: service.vendorId, serviceId: service.id };
    });
    await rescore([id], addDays(today, -40));
    await story.sql('update services set people = 900000 where id = $1', [serviceId]);
    await rescore([id]);
    const { overview } = await ask<{
      overview: {
        movers: {
          vendor: { id: string };
          before: number;
          after: number;
          causes: { code: string; points: number }[];
        }[];
      };
    }>(
      '{ overview { movers { vendor { id } before after basis causes { code group before after points } } } }',
    );
    const mover = overview.movers.find((each) => each.vendor.id === id);
    expect(mover?.causes[0]).toMatchObject({ code: 'PEOPLE', before: 100, after: 900_000 });
    const { scoreChange } = await ask<{
      scoreChange: { ceilingDelta: number; causes: { points: number }[]; from: { asOf: string } };
    }>(
      `query ($v: ID!, $from: Date!, $to: Date!) { scoreChange(vendor: $v, from: $from, to: $to) {
        from { asOf reason } to { asOf } inherentDelta residualDelta ceilingDelta causes { code points } } }`,
      { v: id, from: addDays(today, -35), to: today },
    );
    expect(scoreChange.from.asOf).toBe(addDays(today, -40));
    const points = scoreChange.causes.reduce((total, cause) => total + cause.points, 0);
    expect(points).toBeCloseTo(scoreChange.ceilingDelta, 6);
  });

  it('shows a mover at the figure of today, as every other list does', async () => {
    const { id, serviceId } = await story.database.dataSource.transaction(async (tx) => {
      const service = await given.aService(tx, { people: 100, access: 'READ' });
      return { id: service.vendorId, serviceId: service.id };
    });
    await rescore([id], addDays(today, -40));
    await story.sql('update services set people = 900000 where id = $1', [serviceId]);
    await rescore([id]);
    // a night's move that is too small for history stands in the row alone
    await story.sql(
      `update vendor_rows r set ceiling = r.ceiling - 0.3,
         receipt = jsonb_set(s.receipt, '{ceiling,score}', to_jsonb(r.ceiling - 0.3))
       from risk_scores s where s.id = r.score_id and r.vendor_id = $1`,
      [id],
    );
    const { overview, vendor } = await ask<{
      overview: { movers: { vendor: { id: string }; after: number }[] };
      vendor: { score: { ceiling: number } };
    }>(
      `query ($id: ID!) { overview { movers { vendor { id } after } }
        vendor(id: $id) { score { ceiling } } }`,
      { id },
    );
    const mover = overview.movers.find((each) => each.vendor.id === id);
    expect(mover?.after).toBeCloseTo(vendor.score.ceiling, 6);
  });
});

describe('why a score changed', () => {
  const WHY = `query ($v: ID!, $from: ID, $to: ID, $on: Date) {
    scoreChange(vendor: $v, fromEntry: $from, toEntry: $to, from: $on, to: $on) {
      from { id } to { id } ceilingDelta causes { code id about points } } }`;

  it('compares two stored scores of one day, and names what moved', async () => {
    const { id, serviceId } = await story.database.dataSource.transaction(async (tx) => {
      const service = await given.aService(tx, { people: 100, access: 'READ', name: 'Faxes' });
      return { id: service.vendorId, serviceId: service.id };
    });
    await rescore([id]);
    await story.sql('update services set people = 900000 where id = $1', [serviceId]);
    await rescore([id]);
    const rows = await story.sql<{ id: string }>(
      'select id::text from risk_scores where vendor_id = $1 order by risk_scores.id',
      [id],
    );
    const [from, to] = rows.map((row) => row.id);
    const { scoreChange } = await ask<{
      scoreChange: { ceilingDelta: number; causes: { code: string; id: string; about: string }[] };
    }>(WHY, { v: id, from, to });
    expect(scoreChange.ceilingDelta).toBeGreaterThan(1);
    expect(scoreChange.causes[0]).toMatchObject({ code: 'PEOPLE', id: serviceId, about: 'Faxes' });
  });

  it('names the question that was answered anew', async () => {
    const [first] = await story.sql<{ id: string }>(
      'select id::text from risk_scores where vendor_id = $1 order by risk_scores.id desc limit 1',
      [assessed],
    );
    await story.sql('update answers set effectiveness = 1 where vendor_id = $1', [assessed]);
    await rescore([assessed]);
    const [last] = await story.sql<{ id: string }>(
      'select id::text from risk_scores where vendor_id = $1 order by risk_scores.id desc limit 1',
      [assessed],
    );
    const { scoreChange } = await ask<{
      scoreChange: { causes: { code: string; id: string; about: string }[] };
    }>(WHY, { v: assessed, from: first?.id, to: last?.id });
    const [cause] = scoreChange.causes;
    const [question] = await story.sql<{ text: string }>(
      'select text from questions where key = $1',
      [cause?.id],
    );
    expect(cause).toMatchObject({ code: 'ANSWER', about: question?.text });
  });

  it('wants a day or an entry at both ends', async () => {
    const reply = await story.gql(WHY, { v: assessed }, reader);
    expect(codesOf(reply)).toEqual(['INVALID']);
    const odd = await story.gql(WHY, { v: assessed, from: 'x', on: today }, reader);
    expect(codesOf(odd)).toEqual(['INVALID']);
  });
});

describe('the trend', () => {
  it('ends today with every counted vendor that has a score, and begins as far back as asked', async () => {
    const { riskTrend } = await ask<{
      riskTrend: { points: { on: string; byBand: { count: number }[]; notAssessed: number }[] };
    }>(
      '{ riskTrend(days: 90, basis: CEILING) { points { on notAssessed byBand { band count } } } }',
    );
    const last = riskTrend.points.at(-1);
    expect(last?.on).toBe(today);
    expect(sum(last?.byBand ?? []) + (last?.notAssessed ?? 0)).toBe(
      (await heatmap('CEILING')).total,
    );
    expect(riskTrend.points[0]?.on).toBe(addDays(today, -90));
  });

  it('refuses a stretch that is too long', async () => {
    const reply = await story.gql('{ riskTrend(days: 99999) { points { on } } }', {}, reader);
    expect(codesOf(reply)).toEqual(['INVALID']);
  });
});
