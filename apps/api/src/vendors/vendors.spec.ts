import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Story, codesOf, type Credentials } from '../../test/harness.js';

let story: Story;
let officer: Credentials;
let buyer: Credentials;

beforeAll(async () => {
  story = await Story.begin();
  officer = await story.signIn('COMPLIANCE');
  buyer = await story.signIn('PROCUREMENT');
  await story.sql(`update organisation set roles = '{COVERED_ENTITY}'`);
});
afterAll(() => story.end());

const ask = async <T>(query: string, variables: object = {}, who = officer): Promise<T> => {
  const reply = await story.gql<T>(query, { ...variables }, who);
  expect(reply.errors).toEqual([]);
  return reply.data as T;
};
const refused = async (query: string, variables: object, who = officer) => {
  const reply = await story.gql(query, { ...variables }, who);
  return { codes: codesOf(reply), detail: reply.errors[0]?.extensions };
};

const CREATE = `mutation ($input: CreateVendorInput!) { createVendor(input: $input) {
  id ref rev displayName status domains score { inherent residual complete missing asOf modelVersion } } }`;
const UPDATE = `mutation ($input: UpdateVendorInput!) { updateVendor(input: $input) {
  id rev displayName legalName domains aliases website status tags parent { id } } }`;
const SERVICE = `mutation ($input: UpsertServiceInput!) { upsertService(input: $input) {
  id rev name status people dataClasses access regions requestedBy { role }
  covers { kind need reason explicit inForce note agreement { ref } }
  vendor { id score { inherent ceiling inherentBand inherentAt { service serviceName cell band } } } } }`;

interface Made {
  id: string;
  ref: string;
  rev: number;
}
const create = async (input: object, who = officer): Promise<Made> =>
  (await ask<{ createVendor: Made }>(CREATE, { input }, who)).createVendor;
const upsert = async (input: object, who = officer) =>
  (await ask<{ upsertService: Record<string, unknown> & Made }>(SERVICE, { input }, who))
    .upsertService;
const names = async (filter: object, sort?: object): Promise<string[]> => {
  const { vendors } = await ask<{
    vendors: { items: { displayName: string }[]; totalCount: number };
  }>(
    `query ($filter: VendorFilter, $sort: [VendorSort!]) { vendors(filter: $filter, sort: $sort) {
      items { displayName } totalCount } }`,
    { filter, sort },
  );
  expect(vendors.totalCount).toBe(vendors.items.length);
  return vendors.items.map((each) => each.displayName);
};

describe('a vendor', () => {
  it('is made with a readable reference and a score that says what is missing', async () => {
    const vendor = await create({
      displayName: 'Café Scheduling, Inc.',
      domains: ['https://www.cafe-scheduling.example/start', 'cafe-scheduling.example'],
    });
    expect(vendor).toMatchObject({
      ref: expect.stringMatching(/^VND-\d+$/),
      rev: 1,
      domains: ['cafe-scheduling.example'],
      score: {
        inherent: null,
        complete: false,
        missing: ['QUESTIONNAIRE'],
        modelVersion: '2026.1',
      },
    });
  });

  it('is found by key and by reference, and a text that is neither finds nothing', async () => {
    const { id, ref } = await create({ displayName: 'Findable' });
    const query = 'query ($id: ID!) { vendor(id: $id) { id } }';
    for (const text of [id, ref, ref.toLowerCase()])
      expect(await ask(query, { id: text })).toEqual({ vendor: { id } });
    expect(await ask(query, { id: "x' or 1=1" })).toEqual({ vendor: null });
  });

  it('keeps what a change leaves out and clears what it sets to null', async () => {
    const { id } = await create({
      displayName: 'Changing',
      legalName: 'Changing LLC',
      tags: ['a'],
    });
    const { updateVendor } = await ask<{ updateVendor: object }>(UPDATE, {
      input: { id, rev: 1, legalName: null, website: 'https://changing.example' },
    });
    expect(updateVendor).toMatchObject({
      rev: 2,
      legalName: null,
      tags: ['a'],
      website: 'https://changing.example',
    });
  });

  it('refuses a stale revision and says which one holds', async () => {
    const { id } = await create({ displayName: 'Stale' });
    await ask(UPDATE, { input: { id, rev: 1, description: 'x' } });
    const { codes, detail } = await refused(UPDATE, { input: { id, rev: 1, description: 'y' } });
    expect(codes).toEqual(['STALE']);
    expect(JSON.stringify(detail)).toContain('2');
  });

  it.each([
    ['displayName', { displayName: '  ' }],
    ['domains', { displayName: 'X', domains: ['not a domain'] }],
    ['website', { displayName: 'X', website: 'javascript:alert(1)' }],
    ['headquarters', { displayName: 'X', headquarters: 'USA' }],
    ['owner', { displayName: 'X', owner: '00000000-0000-4000-8000-000000000000' }],
    ['parent', { displayName: 'X', parent: 'nobody' }],
  ])('refuses a wrong %s and names the field', async (field, input) => {
    const { codes, detail } = await refused(CREATE, { input });
    expect(codes).toEqual(['INVALID']);
    expect(detail?.['field']).toBe(field);
  });

  it('cannot belong to a company that belongs to it', async () => {
    const top = await create({ displayName: 'Top' });
    const below = await create({ displayName: 'Below', parent: top.id });
    const { detail } = await refused(UPDATE, { input: { id: top.id, rev: 1, parent: below.id } });
    expect(detail?.['field']).toBe('parent');
  });

  it('is put away and taken out again', async () => {
    const { id } = await create({ displayName: 'Put Away' });
    const ARCHIVE =
      'mutation ($input: ArchiveVendorInput!) { archiveVendor(input: $input) { archivedAt } }';
    const first = await ask<{ archiveVendor: { archivedAt: string } }>(ARCHIVE, {
      input: { id, rev: 1 },
    });
    expect(first.archiveVendor.archivedAt).toMatch(/Z$/);
    expect(await names({ search: 'put away' })).toEqual([]);
    expect(await names({ search: 'put away', archived: true })).toEqual(['Put Away']);
    await ask(ARCHIVE, { input: { id, rev: 2, archived: false } });
    expect(await names({ search: 'put away' })).toEqual(['Put Away']);
  });

  it('takes a person’s tier with a reason and an end, and gives it back', async () => {
    const { id } = await create({ displayName: 'Overridden' });
    const TIER = `mutation ($input: OverrideTierInput!) { overrideTier(input: $input) {
      tierOverride { tier reason until by { role } } score { tier computedTier } } }`;
    const without = await refused(TIER, {
      input: { id, rev: 1, tier: 'HIGH', until: '2099-01-01' },
    });
    expect(without.detail?.['field']).toBe('reason');
    const set = await ask(TIER, {
      input: { id, rev: 1, tier: 'HIGH', reason: 'In dispute', until: '2099-01-01' },
    });
    expect(set).toEqual({
      overrideTier: {
        tierOverride: {
          tier: 'HIGH',
          reason: 'In dispute',
          until: '2099-01-01',
          by: { role: 'COMPLIANCE' },
        },
        score: { tier: 'HIGH', computedTier: null },
      },
    });
    const back = await ask(TIER, { input: { id, rev: 2 } });
    expect(back).toEqual({
      overrideTier: { tierOverride: null, score: { tier: null, computedTier: null } },
    });
  });

  it('shows a HIPAA badge as a claim', async () => {
    const { id } = await create({
      displayName: 'Badged',
      certifications: [{ name: 'HIPAA compliant' }, { name: 'SOC 2 Type 2' }],
    });
    const { vendor } = await ask<{ vendor: { certifications: { claimOnly: boolean }[] } }>(
      'query ($id: ID!) { vendor(id: $id) { certifications { name claimOnly } } }',
      { id },
    );
    expect(vendor.certifications.map((each) => each.claimOnly)).toEqual([true, false]);
  });
});

describe('the list of vendors', () => {
  it('finds by name, alias, domain and reference, without accents and with a typing error', async () => {
    const { ref } = await create({
      displayName: 'Éclair Telehealth',
      aliases: ['Former Name'],
      domains: ['eclair.example'],
    });
    for (const search of [
      'eclair',
      'ÉCLAIR',
      'former',
      'eclair.example',
      ref,
      'telehealth eclair',
      'eclair telehaelth',
    ])
      expect(await names({ search })).toContain('Éclair Telehealth');
    expect(await names({ search: 'zzzz' })).toEqual([]);
    expect(await names({ search: '100%' })).toEqual([]);
  });

  it('puts the best match first', async () => {
    await create({ displayName: 'Mailtool' });
    await create({ displayName: 'Mailtool Analytics Suite for Practices' });
    expect((await names({ search: 'mailtol' }))[0]).toBe('Mailtool');
  });

  it('sorts with what is not known last, and pages in the database', async () => {
    const scored = await create({ displayName: 'Scored', tags: ['sorting'] });
    await create({ displayName: 'Unscored', tags: ['sorting'] });
    await upsert({
      vendor: scored.id,
      name: 'Booking',
      dataClasses: ['APPOINTMENTS'],
      access: 'READ',
      status: 'ACTIVE',
    });
    for (const direction of ['ASC', 'DESC'])
      expect(await names({ tag: ['sorting'] }, [{ field: 'CEILING', direction }])).toEqual([
        'Scored',
        'Unscored',
      ]);
    for (const field of [
      'NAME',
      'RESIDUAL',
      'INHERENT',
      'CEILING',
      'RANK',
      'TIER',
      'STATUS',
      'CATEGORY',
      'NEXT_REVIEW',
      'LAST_BREACH',
      'OPEN_FINDINGS',
      'AGREEMENT_END',
      'UPDATED',
      'REF',
    ])
      expect(await names({ tag: ['sorting'] }, [{ field, direction: 'DESC' }])).toHaveLength(2);
  });

  it('takes every filter', async () => {
    const { vendor } = await ask<{
      vendor: {
        score: {
          ceilingAt: { likelihoodLevel: number; impactLevel: number };
          ceilingBand: string;
          tier: string;
        };
      };
    }>(
      'query ($id: ID!) { vendor(id: $id) { score { tier ceilingBand ceilingAt { likelihoodLevel impactLevel } } } }',
      {
        id: (
          await ask<{ vendors: { items: Made[] } }>(
            '{ vendors(filter: {search: "scored"}) { items { id } } }',
          )
        ).vendors.items[0]?.id,
      },
    );
    const { likelihoodLevel: likelihood, impactLevel: impact } = vendor.score.ceilingAt;
    const filters: object[] = [
      { status: ['PROPOSED'] },
      { category: ['OTHER'] },
      { tier: [vendor.score.tier] },
      { band: [vendor.score.ceilingBand] },
      { band: [vendor.score.ceilingBand], bandBasis: 'CEILING' },
      { dataClass: ['APPOINTMENTS'] },
      { compliance: ['GAP'] },
      { assessed: false },
      { aboveAppetite: false },
      { withProposedMatches: false },
      { reviewOverdue: false },
      { archived: false },
      { counted: true },
      { cell: { basis: 'CEILING', likelihood, impact } },
      { cell: { basis: 'RESIDUAL', likelihood, impact, effective: true } },
      { sample: false },
    ];
    for (const filter of filters)
      expect(await names({ search: 'scored', ...filter })).toContain('Scored');
    const none: object[] = [
      { assessed: true },
      { aboveAppetite: true },
      { withProposedMatches: true },
      { reviewOverdue: true },
      { sample: true },
      { owner: '00000000-0000-4000-8000-000000000000' },
      { cell: { basis: 'RESIDUAL', likelihood, impact } },
    ];
    for (const filter of none) expect(await names({ search: 'scored', ...filter })).toEqual([]);
  });

  it('names vendors that are nearly the same', async () => {
    await create({ displayName: 'Northwind Health' });
    const { similarVendors } = await ask<{ similarVendors: { displayName: string }[] }>(
      '{ similarVendors(name: "Northwynd Health Inc") { displayName } }',
    );
    expect(similarVendors[0]?.displayName).toBe('Northwind Health');
  });

  it('goes out as CSV with the same filter, and no cell is a formula', async () => {
    await create({ displayName: '=HYPERLINK("http://evil.example")', tags: ['export'] });
    await create({ displayName: 'Plain, with comma', tags: ['export'] });
    const query = new URLSearchParams({
      filter: JSON.stringify({ tag: ['export'] }),
      sort: JSON.stringify([{ field: 'NAME', direction: 'DESC' }]),
    });
    const reply = await fetch(`${story.url}/exports/vendors.csv?${query.toString()}`, {
      headers: story.headers(officer),
    });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toContain('text/csv');
    const lines = (await reply.text()).trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/ref,displayName/);
    expect(lines[1]).toContain('"Plain, with comma"');
    expect(lines[2]).toContain(`"'=HYPERLINK(`);
    const wrong = await fetch(`${story.url}/exports/vendors.csv?filter=%7B%22nope%22%3A1%7D`, {
      headers: story.headers(officer),
    });
    expect(wrong.status).toBe(400);
    expect((await fetch(`${story.url}/exports/vendors.csv`)).status).toBe(401);
  });
});

describe('a service', () => {
  it('moves the vendor’s score in the mutation’s own reply', async () => {
    const vendor = await create({ displayName: 'Reply Co' });
    const service = await upsert({
      vendor: vendor.id,
      name: 'Video visits',
      dataClasses: ['SESSION_CONTENT'],
      access: 'READ_WRITE',
      people: 5000,
      status: 'ACTIVE',
      regions: ['us'],
    });
    expect(service).toMatchObject({
      rev: 1,
      regions: ['US'],
      covers: [{ kind: 'BAA', need: 'NEEDED', explicit: false, inForce: false, agreement: null }],
      vendor: { score: { inherentAt: { service: service.id, serviceName: 'Video visits' } } },
    });
  });

  it('tells what is absent from what is null', async () => {
    const vendor = await create({ displayName: 'Nulls' });
    const made = await upsert({
      vendor: vendor.id,
      name: 'S',
      people: 10,
      access: 'READ',
      dataClasses: ['CONTACT'],
    });
    const changed = await upsert({ id: made.id, rev: 1, people: null });
    expect(changed).toMatchObject({
      rev: 2,
      people: null,
      access: 'READ',
      dataClasses: ['CONTACT'],
    });
  });

  it('is only asked for by procurement, and shows the score as if it were active', async () => {
    const vendor = await create({ displayName: 'Asked For' }, buyer);
    const made = await upsert(
      { vendor: vendor.id, name: 'Wanted', dataClasses: ['CLINICAL_RECORDS'], access: 'READ' },
      buyer,
    );
    expect(made).toMatchObject({ status: 'REQUESTED', requestedBy: { role: 'PROCUREMENT' } });
    const { services } = await ask<{ services: { items: { preview: object }[] } }>(
      `query ($v: ID!) { services(filter: {vendor: $v}) { items { preview {
        inherent residual ceiling inherentBand inherentAt { cell band } missing assumed
        questionnaire { complete } receipt { bases { basis score } inputs { code } } } } } }`,
      { v: vendor.id },
    );
    expect(services.items[0]?.preview).toMatchObject({
      inherent: expect.any(Number),
      residual: null,
    });
    const status = { id: made.id, rev: 1, status: 'ACTIVE' };
    expect((await refused(SERVICE, { input: status }, buyer)).codes).toEqual(['FORBIDDEN']);
    const approved = { displayName: 'X', status: 'APPROVED' };
    expect((await refused(CREATE, { input: approved }, buyer)).codes).toEqual(['FORBIDDEN']);
    const noCover = {
      id: made.id,
      rev: 1,
      covers: [{ kind: 'BAA', need: 'NOT_NEEDED', reason: 'CONDUIT' }],
    };
    expect((await refused(SERVICE, { input: noCover }, buyer)).codes).toEqual(['FORBIDDEN']);
  });

  it('keeps the choices about its cover exactly as they were given', async () => {
    const vendor = await create({ displayName: 'Covers' });
    const made = await upsert({
      vendor: vendor.id,
      name: 'Card terminal',
      dataClasses: ['PAYMENT_CARD'],
      covers: [{ kind: 'BAA', need: 'NOT_NEEDED', reason: 'PAYMENT_1179', note: 'Processor only' }],
    });
    expect(made['covers']).toMatchObject([
      {
        kind: 'BAA',
        need: 'NOT_NEEDED',
        reason: 'PAYMENT_1179',
        explicit: true,
        note: 'Processor only',
      },
    ]);
    const back = await upsert({ id: made.id, rev: 1, covers: null });
    expect(back['covers']).toMatchObject([{ need: 'NEEDED', explicit: false }]);
    const noReason = { id: made.id, rev: 2, covers: [{ kind: 'BAA', need: 'NOT_NEEDED' }] };
    expect((await refused(SERVICE, { input: noReason })).codes).toEqual(['INVALID']);
  });

  it('keeps every decision, and the newest counts', async () => {
    const vendor = await create({ displayName: 'Decided' });
    const made = await upsert({ vendor: vendor.id, name: 'S', dataClasses: ['APPOINTMENTS'] });
    const DECIDE = `mutation ($input: DecideServiceInput!) { decideService(input: $input) {
      decision { outcome conditions validUntil dataClasses decidedBy { role } } decisions { outcome } } }`;
    await ask(DECIDE, { input: { service: made.id, outcome: 'REJECTED' } });
    const { decideService } = await ask<{ decideService: object }>(DECIDE, {
      input: {
        service: made.id,
        outcome: 'APPROVED_WITH_CONDITIONS',
        conditions: 'Sign a BAA',
        conditionsDue: '2099-01-01',
        validUntil: '2099-03-01',
      },
    });
    expect(decideService).toMatchObject({
      decision: { outcome: 'APPROVED_WITH_CONDITIONS', dataClasses: ['APPOINTMENTS'] },
      decisions: [{ outcome: 'APPROVED_WITH_CONDITIONS' }, { outcome: 'REJECTED' }],
    });
    const input = { service: made.id, outcome: 'APPROVED_WITH_CONDITIONS' };
    expect((await refused(DECIDE, { input })).codes).toEqual(['INVALID']);
    expect(
      (await refused(DECIDE, { input: { service: made.id, outcome: 'APPROVED' } }, buyer)).codes,
    ).toEqual(['FORBIDDEN']);
  });
});

describe('evidence, sub-processors and history', () => {
  it('records a document with a link, and not without', async () => {
    const vendor = await create({ displayName: 'Evident' });
    const RECORD =
      'mutation ($input: RecordEvidenceInput!) { recordEvidence(input: $input) { id rev kind title vendor { id } } }';
    const document = { vendor: vendor.id, kind: 'SOC_2_TYPE_2', title: 'SOC 2' };
    expect((await refused(RECORD, { input: document })).codes).toEqual(['INVALID']);
    const { recordEvidence } = await ask<{ recordEvidence: Made }>(RECORD, {
      input: { ...document, link: 'https://evident.example/soc2' },
    });
    expect(recordEvidence).toMatchObject({ rev: 1, vendor: { id: vendor.id } });
    const changed = await ask<{ recordEvidence: object }>(RECORD, {
      input: { id: recordEvidence.id, rev: 1, title: 'SOC 2, 2026' },
    });
    expect(changed.recordEvidence).toMatchObject({
      rev: 2,
      title: 'SOC 2, 2026',
      kind: 'SOC_2_TYPE_2',
    });
  });

  it('links sub-processors both ways, once', async () => {
    const user = await create({ displayName: 'Uses' });
    const used = await create({ displayName: 'Is Used' });
    const LINK = `mutation ($input: RecordRelationInput!) { recordRelation(input: $input) { id location
      vendor { subprocessors { subprocessor { displayName } } } subprocessor { usedBy { vendor { displayName } } } } }`;
    const input = { vendor: user.id, subprocessor: used.id, purpose: 'hosting' };
    await ask(LINK, { input });
    const { recordRelation } = await ask<{ recordRelation: object }>(LINK, {
      input: { ...input, location: 'US' },
    });
    expect(recordRelation).toMatchObject({
      location: 'US',
      vendor: { subprocessors: [{ subprocessor: { displayName: 'Is Used' } }] },
      subprocessor: { usedBy: [{ vendor: { displayName: 'Uses' } }] },
    });
    expect(
      (await refused(LINK, { input: { vendor: user.id, subprocessor: user.id } })).codes,
    ).toEqual(['INVALID']);
  });

  it('shows the history of scores, newest first, in stretches', async () => {
    const vendor = await create({ displayName: 'History' });
    const made = await upsert({
      vendor: vendor.id,
      name: 'S',
      dataClasses: ['CONTACT'],
      access: 'READ',
      status: 'ACTIVE',
    });
    await upsert({ id: made.id, rev: 1, access: 'ADMINISTRATIVE' });
    const HISTORY = `query ($id: ID!, $after: ID) { vendor(id: $id) { scoreHistory(limit: 2, after: $after) {
      items { reason inherent by { role } asOf } next } } }`;
    interface Reply {
      vendor: { scoreHistory: { items: { reason: string }[]; next: string | null } };
    }
    const first = (await ask<Reply>(HISTORY, { id: vendor.id })).vendor.scoreHistory;
    expect(first.items.map((each) => each.reason)).toEqual(['SERVICE_CHANGED', 'SERVICE_CHANGED']);
    const rest = (await ask<Reply>(HISTORY, { id: vendor.id, after: first.next })).vendor
      .scoreHistory;
    expect(rest).toMatchObject({
      items: [{ reason: 'VENDOR_CREATED', by: { role: 'COMPLIANCE' } }],
      next: null,
    });
  });

  it('explains a score with a receipt whose contributions sum to it', async () => {
    const vendor = await create({ displayName: 'Receipt' });
    await upsert({
      vendor: vendor.id,
      name: 'S',
      dataClasses: ['BILLING'],
      access: 'READ',
      status: 'ACTIVE',
    });
    const { vendor: read } = await ask<{
      vendor: {
        score: {
          ceiling: number;
          receipt: {
            bases: { basis: string; score: number; contributions: { points: number }[] }[];
            inputs: { code: string; on: string | null }[];
          };
        };
      };
    }>(
      `query ($id: ID!) { vendor(id: $id) { score { ceiling assumed assumedFacts { fact }
        questionnaire { answeredWeight complete }
        receipt { modelVersion asOf bases { basis score serviceName contributions { factor points } }
          inputs { group code value on source id } questions { question } toGain { question }
          incidents { breach } impact exposure controls breaches } } } }`,
      { id: vendor.id },
    );
    const ceiling = read.score.receipt.bases.find((each) => each.basis === 'CEILING');
    const sum = ceiling?.contributions.reduce((total, each) => total + each.points, 0);
    expect(sum).toBeCloseTo(read.score.ceiling, 9);
    expect(read.score.receipt.inputs.length).toBeGreaterThan(0);
    for (const { on } of read.score.receipt.inputs) expect(on).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});
