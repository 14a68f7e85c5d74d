import { describe, expect, it } from '@jest/globals';
import {
  agreementState,
  complianceOf,
  coverOf,
  neededCover,
  nextStateDay,
  type AgreementFacts,
  type Compliance,
  type SharedService,
} from './cover.js';
import type { OrganisationFacts } from './facts.js';
import { anOrganisation, AS_OF } from './testing/facts.js';

const aSharedService = (given: Partial<SharedService> = {}): SharedService => ({
  id: 'service-1',
  name: 'Reminders',
  status: 'ACTIVE',
  dataClasses: ['APPOINTMENTS', 'CONTACT'],
  subjects: ['PATIENTS'],
  covers: [],
  ...given,
});

const anAgreement = (given: Partial<AgreementFacts> = {}): AgreementFacts => ({
  id: 'agreement-1',
  kind: 'BAA',
  status: 'SIGNED',
  direction: 'DOWNSTREAM',
  effectiveOn: '2025-01-01',
  expiresOn: '2026-12-31',
  serviceIds: null,
  dataClasses: null,
  ...given,
});

const roles = (...given: OrganisationFacts['roles']): OrganisationFacts =>
  anOrganisation({ roles: given });

describe('the cover that sharing needs', () => {
  it('is a BAA for covered entities and business associates', () => {
    expect(neededCover(roles('COVERED_ENTITY'), aSharedService())).toEqual(['BAA']);
    expect(neededCover(roles('BUSINESS_ASSOCIATE'), aSharedService())).toEqual(['BAA']);
  });

  it('is a QSOA too when a Part 2 program shares its records, or may', () => {
    const program = roles('COVERED_ENTITY', 'PART_2_PROGRAM');
    const shares = (dataClasses: SharedService['dataClasses']) =>
      neededCover(program, aSharedService({ dataClasses }));
    expect(shares(['SUD_RECORDS'])).toEqual(['BAA', 'QSOA']);
    expect(shares(null)).toEqual(['BAA', 'QSOA']);
    expect(shares(['CONTACT'])).toEqual(['BAA']);
  });

  it('is a DPA outside HIPAA or at home in Europe', () => {
    expect(neededCover(roles('NOT_HIPAA'), aSharedService())).toEqual(['DPA']);
    for (const region of ['DE', 'EU', 'EEA', 'NO', 'GB', 'UK', 'CH', 'FR-75']) {
      const organisation = anOrganisation({ roles: [], homeRegions: ['US', region] });
      expect(neededCover(organisation, aSharedService())).toEqual(['DPA']);
    }
  });

  it('is none for staff data, public data and de-identified data', () => {
    const organisation = roles('COVERED_ENTITY', 'NOT_HIPAA', 'PART_2_PROGRAM');
    expect(neededCover(organisation, aSharedService({ subjects: ['STAFF', 'OTHER'] }))).toEqual([]);
    const plain = aSharedService({ dataClasses: ['PUBLIC', 'DEIDENTIFIED'] });
    expect(neededCover(organisation, plain)).toEqual([]);
  });

  it('is that of patients when nobody has said whose data it is', () => {
    expect(neededCover(roles('COVERED_ENTITY'), aSharedService({ subjects: [] }))).toEqual(['BAA']);
  });

  it('follows the choices that people made', () => {
    const covers = [
      { kind: 'BAA', need: 'NOT_NEEDED' },
      { kind: 'DPA', need: 'NEEDED' },
    ] as const;
    expect(coverOf(roles('COVERED_ENTITY'), aSharedService({ covers }))).toEqual(['DPA']);
  });
});

describe('the state of an agreement', () => {
  it('includes its first and its last day', () => {
    const at = (day: string) => agreementState(anAgreement(), day);
    expect(at('2024-12-31')).toBe('NOT_YET_EFFECTIVE');
    expect(at('2025-01-01')).toBe('ACTIVE');
    expect(at('2026-12-31')).toBe('ACTIVE');
    expect(at('2027-01-01')).toBe('EXPIRED');
  });

  it('never ends without an end, and is never in force unsigned', () => {
    expect(agreementState(anAgreement({ expiresOn: null }), '2099-01-01')).toBe('ACTIVE');
    for (const status of ['DRAFT', 'IN_NEGOTIATION', 'TERMINATED'] as const) {
      expect(agreementState(anAgreement({ status }), AS_OF)).toBe(status);
    }
  });

  it('may next change on a start, or on the day after an end', () => {
    const list = [anAgreement(), anAgreement({ effectiveOn: '2027-03-01', expiresOn: null })];
    expect(nextStateDay(list, AS_OF)).toBe('2027-01-01');
    expect(nextStateDay(list, '2027-01-01')).toBe('2027-03-01');
    expect(nextStateDay(list, '2027-03-01')).toBeNull();
  });
});

describe('compliance', () => {
  const of = (
    agreements: readonly Partial<AgreementFacts>[],
    service: Partial<SharedService> = {},
  ): Compliance =>
    complianceOf(
      roles('COVERED_ENTITY'),
      [aSharedService(service)],
      agreements.map((each, at) => anAgreement({ id: `agreement-${at}`, ...each })),
      AS_OF,
    );

  it('is in force when the agreement covers the service and its classes', () => {
    expect(of([{}])).toEqual({ state: 'IN_FORCE', reasons: [] });
    expect(
      of([{ serviceIds: ['service-1'], dataClasses: ['CONTACT', 'APPOINTMENTS'] }]).state,
    ).toBe('IN_FORCE');
  });

  it('is not needed when no active service needs cover', () => {
    expect(of([], { status: 'REQUESTED' }).state).toBe('NOT_NEEDED');
    expect(of([], { covers: [{ kind: 'BAA', need: 'NOT_NEEDED' }] }).state).toBe('NOT_NEEDED');
    expect(complianceOf(anOrganisation(), [], [], AS_OF).state).toBe('NOT_NEEDED');
  });

  it.each([
    ['NO_AGREEMENT', []],
    ['NO_AGREEMENT', [{ kind: 'NDA' }]],
    ['NO_AGREEMENT', [{ direction: 'UPSTREAM' }]],
    ['NOT_SIGNED', [{ status: 'DRAFT' }]],
    ['TERMINATED', [{ status: 'TERMINATED' }]],
    ['EXPIRED', [{ expiresOn: '2026-11-22' }]],
    ['NOT_YET_EFFECTIVE', [{ effectiveOn: '2026-11-24' }]],
    ['SERVICE_NOT_COVERED', [{ serviceIds: ['another'] }]],
    ['SERVICE_NOT_COVERED', [{ serviceIds: [] }]],
    ['CLASS_NOT_COVERED', [{ dataClasses: ['CONTACT'] }]],
    ['EXPIRED', [{ status: 'DRAFT' }, { expiresOn: '2026-11-22' }]],
  ] as const)('is a gap with the reason %s of the nearest agreement', (code, agreements) => {
    const { state, reasons } = of(agreements);
    expect(state).toBe('GAP');
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toMatchObject({ code, cover: 'BAA', serviceId: 'service-1' });
  });

  it('names the classes that no agreement in force covers', () => {
    const [gap] = of([{ dataClasses: ['CONTACT'] }]).reasons;
    expect(gap).toMatchObject({ uncoveredClasses: ['APPOINTMENTS'], agreementId: 'agreement-0' });
  });

  it('lets several agreements cover a service together', () => {
    expect(of([{ dataClasses: ['CONTACT'] }, { dataClasses: ['APPOINTMENTS'] }]).state).toBe(
      'IN_FORCE',
    );
  });

  it('takes only an agreement for all data as cover for unknown data', () => {
    expect(of([{ dataClasses: ['CONTACT'] }], { dataClasses: null }).state).toBe('GAP');
    expect(of([{}], { dataClasses: null }).state).toBe('IN_FORCE');
  });

  it('asks no BAA for our own staff records', () => {
    const service = { dataClasses: ['CONTACT', 'EMPLOYEE'] } as const;
    expect(of([{ dataClasses: ['CONTACT'] }], service).state).toBe('IN_FORCE');
  });
});
