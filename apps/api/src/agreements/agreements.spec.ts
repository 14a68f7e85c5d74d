import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, agreementState } from '@chaperone/risk-model';
import * as given from '@chaperone/store/testing';
import { Story, codesOf, type Credentials } from '../../test/harness.js';
import { stateSql } from './agreement-state.sql.js';

let story: Story;
let officer: Credentials;
beforeAll(async () => {
  story = await Story.begin();
  officer = await story.signIn('COMPLIANCE');
  await story.sql(`update organisation set roles = '{COVERED_ENTITY}', time_zone = 'UTC'`);
});
afterAll(() => story.end());

const today = new Date().toISOString().slice(0, 10);
const ask = async <T>(query: string, variables: object = {}, who = officer): Promise<T> => {
  const reply = await story.gql<T>(query, { ...variables }, who);
  expect(reply.errors).toEqual([]);
  return reply.data as T;
};
const refused = async (query: string, variables: object, who = officer) => {
  const reply = await story.gql(query, { ...variables }, who);
  return { codes: codesOf(reply), field: reply.errors[0]?.extensions['field'] };
};

const RECORD = `mutation ($input: RecordAgreementInput!) { recordAgreement(input: $input) {
  id ref rev kind status state effectiveOn expiresOn evergreen noticeBy daysLeft dataClasses
  services { id } vendor { id score { ceiling }
    compliance { state asOf reasons { code cover service serviceName uncoveredClasses agreement } }
    complianceHistory { state cause by { role } } latestAgreement { ref } nextAgreementEnd } } }`;

interface Recorded {
  id: string;
  ref: string;
  rev: number;
  state: string;
  daysLeft: number | null;
  vendor: {
    score: { ceiling: number };
    compliance: { state: string; reasons: { code: string }[] };
    complianceHistory: { state: string; cause: string }[];
    latestAgreement: { ref: string };
    nextAgreementEnd: string | null;
  };
}
const record = async (input: object): Promise<Recorded> =>
  (await ask<{ recordAgreement: Recorded }>(RECORD, { input })).recordAgreement;

async function vendorWithService(
  name: string,
  dataClasses = ['APPOINTMENTS', 'CONTACT'],
): Promise<{ vendor: string; service: string }> {
  const { createVendor } = await ask<{ createVendor: { id: string } }>(
    'mutation ($n: String!) { createVendor(input: {displayName: $n}) { id } }',
    { n: name },
  );
  const { upsertService } = await ask<{ upsertService: { id: string } }>(
    'mutation ($input: UpsertServiceInput!) { upsertService(input: $input) { id } }',
    {
      input: {
        vendor: createVendor.id,
        name: 'Booking',
        dataClasses,
        access: 'READ',
        status: 'ACTIVE',
        subjects: ['PATIENTS'],
      },
    },
  );
  return { vendor: createVendor.id, service: upsertService.id };
}

describe('an agreement', () => {
  it('puts needed cover in force at once, and appends no score', async () => {
    const { vendor, service } = await vendorWithService('Covered Co');
    const before = await story.sql<{ n: number }>(
      'select count(*)::int n from risk_scores where vendor_id = $1',
      [vendor],
    );
    const draft = await record({ vendor, kind: 'BAA' });
    expect(draft).toMatchObject({
      state: 'DRAFT',
      rev: 1,
      vendor: { compliance: { state: 'GAP' } },
    });
    expect(draft.vendor.compliance.reasons).toMatchObject([
      { code: 'NOT_SIGNED', cover: 'BAA', service, uncoveredClasses: ['APPOINTMENTS', 'CONTACT'] },
    ]);
    const signed = await record({
      id: draft.id,
      rev: 1,
      status: 'SIGNED',
      effectiveOn: today,
      expiresOn: addDays(today, 30),
      noticeDays: 10,
    });
    expect(signed).toMatchObject({
      state: 'ACTIVE',
      rev: 2,
      daysLeft: 30,
      noticeBy: addDays(today, 20),
      vendor: {
        compliance: { state: 'IN_FORCE', asOf: today, reasons: [] },
        latestAgreement: { ref: draft.ref },
        nextAgreementEnd: addDays(today, 30),
      },
    });
    expect(signed.vendor.complianceHistory[0]).toMatchObject({
      state: 'IN_FORCE',
      by: { role: 'COMPLIANCE' },
    });
    const after = await story.sql('select count(*)::int n from risk_scores where vendor_id = $1', [
      vendor,
    ]);
    expect(after).toEqual(before);
  });

  it('covers only the services and data classes that it names', async () => {
    const { vendor, service } = await vendorWithService('Partly Covered');
    const partly = await record({
      vendor,
      kind: 'BAA',
      status: 'SIGNED',
      effectiveOn: today,
      evergreen: true,
      services: [service],
      dataClasses: ['CONTACT'],
    });
    expect(partly.vendor.compliance.reasons).toMatchObject([
      { code: 'CLASS_NOT_COVERED', uncoveredClasses: ['APPOINTMENTS'] },
    ]);
    const { services } = await ask<{ services: { items: object[] } }>(
      'query ($v: ID!) { services(filter: {vendor: $v}) { items { covers { kind inForce agreement { ref state } } } } }',
      { v: vendor },
    );
    expect(services.items).toEqual([
      {
        covers: [{ kind: 'BAA', inForce: false, agreement: { ref: partly.ref, state: 'ACTIVE' } }],
      },
    ]);
    const { coverGaps } = await ask<{
      coverGaps: { items: { vendor: { id: string } }[]; totalCount: number };
    }>(
      '{ coverGaps { totalCount items { code cover uncoveredClasses vendor { id displayName } service { name } } } }',
    );
    expect(coverGaps.items).toHaveLength(coverGaps.totalCount);
    expect(coverGaps.items.map((gap) => gap.vendor.id)).toContain(vendor);
  });

  it('refuses what cannot be true, and names the field', async () => {
    const { vendor } = await vendorWithService('Refusing');
    const other = await vendorWithService('Other');
    const signed = { vendor, kind: 'BAA', status: 'SIGNED' };
    const cases: [object, string][] = [
      [signed, 'effectiveOn'],
      [{ ...signed, effectiveOn: '2026-02-01', expiresOn: '2026-01-31' }, 'expiresOn'],
      [
        { ...signed, effectiveOn: '2026-02-01', expiresOn: '2027-01-31', evergreen: true },
        'expiresOn',
      ],
      [{ vendor, kind: 'BAA', services: [other.service] }, 'services'],
      [{ vendor, kind: 'BAA', noticeDays: -1 }, 'noticeDays'],
      [{ vendor, kind: 'BAA', link: 'javascript:alert(1)' }, 'link'],
      [{ vendor }, 'kind'],
    ];
    for (const [input, field] of cases)
      expect(await refused(RECORD, { input })).toEqual({ codes: ['INVALID'], field });
  });

  it('refuses a stale revision', async () => {
    const { vendor } = await vendorWithService('Stale Agreement');
    const { id } = await record({ vendor, kind: 'NDA' });
    await record({ id, rev: 1, note: 'x' });
    expect((await refused(RECORD, { input: { id, rev: 1, note: 'y' } })).codes).toEqual(['STALE']);
  });

  it('is not recorded by somebody who only reads', async () => {
    const auditor = await story.signIn('AUDITOR');
    const input = { vendor: 'x', kind: 'BAA' };
    expect((await refused(RECORD, { input }, auditor)).codes).toEqual(['FORBIDDEN']);
  });
});

describe('the list of agreements', () => {
  it('filters and sorts in the database, by the state of the day', async () => {
    const { vendor } = await vendorWithService('Listed Agreements');
    await record({
      vendor,
      kind: 'DPA',
      status: 'SIGNED',
      effectiveOn: '2020-01-01',
      expiresOn: '2021-01-01',
    });
    await record({
      vendor,
      kind: 'MSA',
      status: 'SIGNED',
      effectiveOn: '2020-01-01',
      expiresOn: addDays(today, 5),
    });
    await record({ vendor, kind: 'NDA', status: 'SIGNED', effectiveOn: addDays(today, 5) });
    await record({ vendor, kind: 'SCC', direction: 'UPSTREAM' });
    const kinds = async (filter: object, sort?: object) => {
      const { agreements } = await ask<{
        agreements: { items: { kind: string }[]; totalCount: number };
      }>(
        `query ($f: AgreementFilter, $s: [AgreementSort!]) { agreements(filter: $f, sort: $s) { totalCount items { kind state } } }`,
        { f: { search: 'listed agreements', ...filter }, s: sort },
      );
      expect(agreements.totalCount).toBe(agreements.items.length);
      return agreements.items.map((each) => each.kind);
    };
    expect(await kinds({ state: ['EXPIRED'] })).toEqual(['DPA']);
    expect(await kinds({ state: ['NOT_YET_EFFECTIVE'] })).toEqual(['NDA']);
    expect(await kinds({ endsWithinDays: 90 })).toEqual(['MSA']);
    expect(await kinds({ direction: 'UPSTREAM' })).toEqual(['SCC']);
    expect(await kinds({ kind: ['MSA', 'NDA'], vendor })).toHaveLength(2);
    for (const field of ['VENDOR', 'KIND', 'STATE', 'EFFECTIVE', 'EXPIRES', 'REF'])
      expect(await kinds({}, [{ field, direction: 'DESC' }])).toHaveLength(4);
    expect(await kinds({}, [{ field: 'KIND', direction: 'DESC' }])).toEqual([
      'SCC',
      'NDA',
      'MSA',
      'DPA',
    ]);
  });

  it('knows the same states as the method', async () => {
    const days = [null, addDays(today, -1), today, addDays(today, 1)];
    await story.database.dataSource.transaction(async (tx) => {
      const { id: vendorId } = await given.aVendor(tx);
      for (const status of ['DRAFT', 'IN_NEGOTIATION', 'SIGNED', 'TERMINATED'] as const)
        for (const effectiveOn of days)
          for (const expiresOn of days) {
            const backwards = effectiveOn && expiresOn && expiresOn < effectiveOn;
            if (backwards || (status === 'SIGNED' && !effectiveOn)) continue;
            await given.anAgreement(tx, { vendorId, status, effectiveOn, expiresOn });
          }
      const rows: { state: string; status: 'SIGNED'; effective_on: string; expires_on: string }[] =
        await tx.query(
          `select status, effective_on, expires_on, ${stateSql('a', '$2::date')} as state
           from agreements a where vendor_id = $1`,
          [vendorId, today],
        );
      expect(rows.length).toBeGreaterThan(30);
      for (const { state, status, effective_on: effectiveOn, expires_on: expiresOn } of rows)
        expect(state).toBe(agreementState({ status, effectiveOn, expiresOn }, today));
    });
  });
});
