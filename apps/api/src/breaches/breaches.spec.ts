import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aBreach, aMatch, aService, aVendor } from '@chaperone/store/testing';
import type { VendorEntity } from '@chaperone/store';
import { Refusal } from '../graphql/refusal.js';
import { Today } from '../graphql/today.js';
import { officer, scoringWorld, type ScoringWorld } from '../scoring/testing/scoring-world.js';
import { DecideMatchService } from './decide-match.service.js';
import { IncidentsService } from './incidents.service.js';
import { MatchingService } from './matching.service.js';
import { RecordBreachService } from './record-breach.service.js';

let world: ScoringWorld;
let matching: MatchingService;
let deciding: DecideMatchService;
let recording: RecordBreachService;
let incidents: IncidentsService;
let vendor: VendorEntity;

beforeAll(async () => {
  world = await scoringWorld();
  matching = new MatchingService();
  deciding = new DecideMatchService(world.scoring);
  recording = new RecordBreachService(world.scoring, new Today(world.clock), world.keys);
  incidents = new IncidentsService(world.scoring);
});

afterAll(() => world.close());

let count = 0;

beforeEach(async () => {
  count += 1;
  const name = `Larkspur ${'abcdefghijklmnop'[count] ?? 'z'}meadow`;
  vendor = await world.change(async (tx) => {
    const made = await aVendor(tx, { displayName: name, domains: [`larkspur${count}.example`] });
    await aService(tx, {
      vendorId: made.id,
      dataClasses: ['CLINICAL_RECORDS'],
      access: 'READ_WRITE',
      people: 50_000,
      status: 'ACTIVE',
    });
    return made;
  });
  await world.change((tx) => world.scoring.rescore(tx, [vendor.id], 'VENDOR_CREATED', officer));
});

const ceiling = async (): Promise<number> => {
  const [row] = await world.rows<{ ceiling: number }>(
    'select ceiling from vendor_rows where vendor_id = $1',
    [vendor.id],
  );
  return row?.ceiling ?? 0;
};

const matchesOf = (): Promise<
  { id: string; state: string; reason: string; rev: number; fault: string }[]
> =>
  world.rows(
    'select id, state, reason, rev, fault from breach_matches where vendor_id = $1 order by reason',
    [vendor.id],
  );

describe('matching', () => {
  it('confirms by the own domain, proposes by name, and lets only the confirmed one count', async () => {
    const before = await ceiling();
    await world.change(async (tx) => {
      await aBreach(tx, {
        title: 'Some Forum',
        domain: `larkspur${count}.example`,
        source: 'HIBP',
      });
      await aBreach(tx, { title: `${vendor.displayName}, Inc.`, source: 'HHS_OCR' });
      await aBreach(tx, { title: 'Quite Another Company', source: 'HHS_OCR' });
      const found = await matching.proposeFor(tx, { vendorIds: [vendor.id] });
      expect(found).toMatchObject({ proposed: 1, confirmed: 1, vendorIds: [vendor.id] });
      await world.scoring.rescore(tx, found.vendorIds, 'IMPORT', officer);
    });
    expect(await matchesOf()).toMatchObject([
      { state: 'CONFIRMED', reason: 'DOMAIN', fault: 'VENDOR_SUSPECTED' },
      { state: 'PROPOSED', reason: 'NAME' },
    ]);
    expect(await ceiling()).toBeGreaterThan(before);
  });

  it('gives a decision back when the same record comes in again', async () => {
    const source = {
      source: 'HHS_OCR',
      sourceKey: `again-${count}`,
      title: vendor.displayName,
    } as const;
    await world.change(async (tx) => {
      await aBreach(tx, source);
      await matching.proposeFor(tx, { vendorIds: [vendor.id] });
    });
    const [proposed] = await matchesOf();
    await world.change((tx) =>
      deciding.decide(tx, [proposed?.id ?? ''], { state: 'REJECTED' }, officer),
    );
    await world.change(async (tx) => {
      await tx.query('delete from breaches where source_key = $1', [source.sourceKey]);
      await aBreach(tx, source);
      await matching.proposeFor(tx, { vendorIds: [vendor.id] });
    });
    expect(await matchesOf()).toMatchObject([{ state: 'REJECTED' }]);
  });
});

describe('a decision', () => {
  it('rescores in its own transaction, and taking it back brings the old score again', async () => {
    const before = await ceiling();
    const match = await world.change((tx) =>
      aMatch(tx, { vendorId: vendor.id, state: 'PROPOSED', reason: 'NAME' }),
    );
    await world.change((tx) => deciding.decide(tx, [match.id], { state: 'CONFIRMED' }, officer));
    expect(await ceiling()).toBeGreaterThan(before);
    await world.change((tx) => deciding.decide(tx, [match.id], { state: 'PROPOSED' }, officer));
    expect(await ceiling()).toBeCloseTo(before, 6);
  });

  it('keeps the name as an alias where asked', async () => {
    const match = await world.change(async (tx) => {
      const breach = await aBreach(tx, { title: 'Meadowlark Holdings LLC' });
      return aMatch(tx, { vendorId: vendor.id, breachId: breach.id, state: 'PROPOSED' });
    });
    await world.change((tx) =>
      deciding.decide(tx, [match.id], { state: 'CONFIRMED', addAlias: true }, officer),
    );
    expect(
      await world.rows('select aliases, normalised_aliases from vendors where id = $1', [
        vendor.id,
      ]),
    ).toEqual([
      { aliases: ['Meadowlark Holdings LLC'], normalised_aliases: ['meadowlark holdings'] },
    ]);
  });

  it('refuses a stale one, and an unknown match refuses the whole lot', async () => {
    const match = await world.change((tx) =>
      aMatch(tx, { vendorId: vendor.id, state: 'PROPOSED' }),
    );
    const decide = (ids: string[], rev?: number): Promise<void> =>
      world.change((tx) =>
        deciding.decide(tx, ids, { state: 'CONFIRMED', ...(rev && { rev }) }, officer),
      );
    await expect(decide([match.id], 9)).rejects.toMatchObject({ code: 'STALE' });
    await expect(decide([match.id, vendor.id])).rejects.toBeInstanceOf(Refusal);
    expect(await matchesOf()).toMatchObject([{ state: 'PROPOSED' }]);
  });
});

describe('the history of scores', () => {
  it('says that a confirmed breach was taken back', async () => {
    const matchId = await world.change(async (tx) => {
      const breach = await aBreach(tx, { discoveredOn: '2026-06-01', people: 90_000 });
      return (await aMatch(tx, { vendorId: vendor.id, breachId: breach.id, state: 'PROPOSED' })).id;
    });
    const decide = (state: 'CONFIRMED' | 'PROPOSED'): Promise<void> =>
      world.change((tx) => deciding.decide(tx, [matchId], { state }, officer));
    await decide('CONFIRMED');
    await decide('PROPOSED');
    const rows = await world.rows<{ reason: string }>(
      'select reason from risk_scores where vendor_id = $1 order by id desc limit 2',
      [vendor.id],
    );
    expect(rows.map(({ reason }) => reason)).toEqual(['BREACH_TAKEN_BACK', 'BREACH_CONFIRMED']);
  });
});

describe('a recorded breach', () => {
  it('needs a title and a day that is not to come', async () => {
    const record = (input: Parameters<RecordBreachService['record']>[1]): Promise<string> =>
      world.change((tx) => recording.record(tx, input, officer));
    await expect(record({ discoveredOn: '2026-01-01' })).rejects.toMatchObject({ code: 'INVALID' });
    await expect(record({ title: 'No day' })).rejects.toMatchObject({ code: 'INVALID' });
    await expect(record({ title: 'To come', discoveredOn: '2027-01-01' })).rejects.toMatchObject({
      code: 'INVALID',
    });
  });

  it('changes the score of whom it concerns, and again when it is changed', async () => {
    const before = await ceiling();
    const id = await world.change((tx) =>
      recording.record(
        tx,
        {
          title: 'Tapes lost',
          discoveredOn: '2026-08-01',
          people: 500,
          vendor: vendor.id,
          fault: 'VENDOR_CONFIRMED',
        },
        officer,
      ),
    );
    const small = await ceiling();
    expect(small).toBeGreaterThan(before);
    await world.change((tx) => recording.record(tx, { id, rev: 1, people: 2_000_000 }, officer));
    expect(await ceiling()).toBeGreaterThan(small);
    await expect(
      world.change((tx) => recording.record(tx, { id, rev: 1, people: 1 }, officer)),
    ).rejects.toMatchObject({ code: 'STALE' });
  });
});

describe('an incident', () => {
  it('counts its records once, and a split lets them count apart again', async () => {
    const ids = await world.change(async (tx) => {
      const made: string[] = [];
      for (const discoveredOn of ['2026-05-01', '2026-05-20']) {
        const breach = await aBreach(tx, { discoveredOn, people: 40_000 });
        await aMatch(tx, { vendorId: vendor.id, breachId: breach.id });
        made.push(breach.id);
      }
      await world.scoring.rescore(tx, [vendor.id], 'BREACH_CONFIRMED', officer);
      return made;
    });
    const apart = await ceiling();
    await world.change((tx) => matching.proposeIncidents(tx, [vendor.id]));
    const [proposal] = await world.rows<{ id: string; record_ids: string[] }>(
      'select id, record_ids from incident_proposals where vendor_id = $1',
      [vendor.id],
    );
    expect([...(proposal?.record_ids ?? [])].sort()).toEqual([...ids].sort());
    await world.change((tx) => incidents.join(tx, { proposal: proposal?.id ?? '' }, officer));
    expect(await ceiling()).toBeLessThan(apart);
    const [incident] = await world.rows<{ id: string }>(
      'select incident_id as id from breaches where id = $1',
      [ids[0]],
    );
    await world.change((tx) => incidents.split(tx, { incident: incident?.id ?? '' }, officer));
    expect(await ceiling()).toBeCloseTo(apart, 6);
  });

  it('is not proposed again once its records were kept apart', async () => {
    await world.change(async (tx) => {
      for (const discoveredOn of ['2026-02-01', '2026-02-10']) {
        const breach = await aBreach(tx, { discoveredOn });
        await aMatch(tx, { vendorId: vendor.id, breachId: breach.id });
      }
      await matching.proposeIncidents(tx, [vendor.id]);
    });
    const open = (): Promise<{ id: string }[]> =>
      world.rows(`select id from incident_proposals where vendor_id = $1 and state = 'PROPOSED'`, [
        vendor.id,
      ]);
    const [proposal] = await open();
    await world.change((tx) => incidents.split(tx, { proposal: proposal?.id ?? '' }, officer));
    await world.change((tx) => matching.proposeIncidents(tx, [vendor.id]));
    expect(await open()).toEqual([]);
  });
});
