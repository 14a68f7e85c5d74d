import { TestBed } from '@angular/core/testing';
import { provideTransloco, TranslocoService } from '@jsverse/transloco';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { en } from '../../../i18n/en/index.js';
import { Say } from '../say.js';
import { hasLapsed, standingSentence, type Standing } from './standing-sentence.js';

type Service = Standing['services'][number];

const video: Service = {
  name: 'Video visits',
  status: 'ACTIVE',
  dataClasses: ['APPOINTMENTS', 'SESSION_CONTENT'],
  decision: {
    outcome: 'APPROVED',
    validUntil: '2027-03-01',
    dataClasses: ['APPOINTMENTS', 'SESSION_CONTENT'],
  },
};
const inForce: Standing['compliance'] = { state: 'IN_FORCE', asOf: '2026-11-23', reasons: [] };

describe('the sentence that a vendor’s page opens with', () => {
  let say: Say;

  beforeEach(() => {
    const config = { availableLangs: ['en'], defaultLang: 'en' };
    TestBed.configureTestingModule({ providers: [provideTransloco({ config })] });
    TestBed.inject(TranslocoService).setTranslation(en, 'en');
    say = TestBed.inject(Say);
  });

  const sentence = (standing: Partial<Standing>): string =>
    standingSentence(
      { status: 'APPROVED', services: [video], compliance: inForce, ...standing },
      say,
    );

  it('names what is approved, until when, and that cover is in force', () => {
    expect(sentence({})).toBe(
      'Approved for appointments and session content until 1 March 2027; every needed agreement is in force.',
    );
  });

  it('names the data that no agreement covers', () => {
    const reason = {
      serviceName: 'Video visits',
      cover: 'BAA' as const,
      uncoveredClasses: ['SESSION_CONTENT' as const],
    };
    const compliance = { ...inForce, state: 'GAP' as const, reasons: [reason] };
    expect(sentence({ compliance })).toBe(
      'Approved for appointments and session content until 1 March 2027; no BAA in force covers session content.',
    );
  });

  it('leaves the status behind once nothing approved is left', () => {
    const over = { ...inForce, asOf: '2027-03-02' };
    const standing: Standing = { status: 'APPROVED', services: [video], compliance: over };
    expect(hasLapsed(standing)).toBe(true);
    expect(hasLapsed({ ...standing, compliance: inForce })).toBe(false);
    const other = { ...video, decision: { outcome: 'APPROVED' as const, dataClasses: [] } };
    expect(hasLapsed({ ...standing, services: [video, other] })).toBe(false);
  });

  it('says that an approval has ended once its last day is over', () => {
    const compliance = { ...inForce, asOf: '2027-03-02' };
    expect(sentence({ compliance })).toMatch(/^The approval for .* ended on 1 March 2027;/);
    expect(sentence({ compliance: { ...inForce, asOf: '2027-03-01' } })).toMatch(/^Approved for/);
  });

  it('names data that is shared beyond what was approved', () => {
    const dataClasses = ['APPOINTMENTS', 'SESSION_CONTENT', 'GOVERNMENT_ID'] as const;
    expect(sentence({ services: [{ ...video, dataClasses }] })).toContain(
      '; government ID shared beyond the approval;',
    );
  });

  it('counts services that are only asked for, and speaks of no cover where none is in use', () => {
    expect(sentence({ services: [{ ...video, status: 'REQUESTED', decision: null }] })).toBe(
      '1 service asked for and not in use.',
    );
    expect(sentence({ services: [] })).toBe('No service in use.');
  });

  it('puts a suspension before everything else', () => {
    expect(sentence({ status: 'SUSPENDED' })).toMatch(/^Suspended; approved for/);
  });

  it('counts what would make it too long', () => {
    const dataClasses = [
      'SESSION_CONTENT',
      'CLINICAL_RECORDS',
      'APPOINTMENTS',
      'BILLING',
      'CONTACT',
      'LOCATION',
    ] as const;
    const decision = { outcome: 'APPROVED' as const, validUntil: null, dataClasses };
    expect(sentence({ services: [{ ...video, dataClasses, decision }] })).toMatch(
      /^Approved for session content, clinical records, appointments and 3 more kinds of data;/,
    );
  });
});
