import { describe, expect, it } from '@jest/globals';
import {
  candidateIncidents,
  defaultFault,
  isProposal,
  scoreMatch,
  type IncidentCandidate,
  type MatchableRecord,
  type MatchableVendor,
} from './index.js';

function vendor(displayName: string, more: Partial<MatchableVendor> = {}): MatchableVendor {
  return { displayName, legalName: null, aliases: [], domains: [], ...more };
}

function record(title: string, more: Partial<MatchableRecord> = {}): MatchableRecord {
  return { title, domain: null, description: '', companyBreach: true, ...more };
}

describe('false friends', () => {
  it.each([
    ['Square', 'Square Enix Holdings Co Ltd'],
    ['Square', 'H&R Block'],
    ['Block', 'H&R Block'],
    ['Block', 'H&R Block, Inc.'],
    ['Square / Block', 'H&R Block'],
    ['NextGen', 'NextGenUpdate'],
    ['NextGen Healthcare', 'NextGenUpdate'],
    ['Cerebral', 'United Cerebral Palsy'],
    ['Cerebral', 'Cerebral Palsy Associations of New York'],
    ['Stripe', 'Red Stripe Beer'],
    ['Zoom', 'ZoomInfo'],
    ['Health Group', 'Acme Health Group'],
    ['Data Systems', 'Advanced Data Systems'],
    ['Change Healthcare', 'Healthcare Change Makers'],
    ['Monument', 'Monument Ridge Dental'],
    ['Calm', 'Calm Waters Counseling'],
    ['Google', 'Gogle'],
  ])('%s is not proposed for %s', (name, title) => {
    const match = scoreMatch(record(title), vendor(name));
    expect(match?.score ?? 0).toBeLessThanOrEqual(0.5);
    expect(isProposal(match)).toBe(false);
  });

  it.each([
    ['Stripe', 'The skimmer copied the magnetic stripe of payment cards.'],
    ['Zoom', 'Staff had to zoom in to read the records. Zoom in, the note said.'],
    ['Square', 'Attackers sold accounts of Square Enix players.'],
    ['Block', 'Tax papers prepared by H&R Block were found.'],
    ['Slack', 'There was slack in the controls.'],
    ['Change Healthcare', 'The plan asked members to change healthcare providers.'],
    ['Square', 'The clinic on Times Square was burgled.'],
  ])('%s is not proposed for a text such as "%s"', (name, description) => {
    const match = scoreMatch(record('Some Clinic', { description }), vendor(name));
    expect(match?.score ?? 0).toBeLessThanOrEqual(0.5);
  });
});

describe('true matches', () => {
  it.each([
    ['Zoom', 'Zoom Video Communications', 0.7],
    ['Zoom', 'Zoom Video Communications, Inc.', 0.7],
    ['Cerebral', 'Cerebral, Inc', 0.9],
    ['Cerebral', 'Cerebral Medical Group, P.A.', 0.7],
    ['Stripe', 'STRIPE, INC.', 0.9],
    ['Help Scout', 'HelpScout', 0.9],
    ['PJ&A', 'Perry Johnson & Associates, Inc. dba PJ&A', 0.9],
    ['Tavily', 'AlphaAI Technologies Inc. d/b/a Tavily', 0.9],
    ['athenahealth', 'athenahealth, Inc.', 0.9],
    ['Kaiser Permanente', 'Kaiser Permante', 0.6],
    ['Microsoft', 'Microsoft Corporation', 0.9],
    ['Amazon', 'Amazon.com, Inc.', 0.8],
    ['Conduent', 'Conduent Business Services LLC', 0.8],
    ['Slack', 'Slack Technologies', 0.8],
    ['Oracle', 'The Washington Post (Oracle)', 0.7],
    ['Miljödata', 'MILJODATA AB', 0.9],
    ['Kaiser Foundation Health Plan', 'Kaiser Foundation Health Plan of Colorado', 0.6],
  ])('%s is proposed for %s', (name, title, least) => {
    const match = scoreMatch(record(title), vendor(name));
    expect(match).toMatchObject({ automatic: false });
    expect(match?.score).toBeGreaterThanOrEqual(least);
    expect(isProposal(match)).toBe(true);
  });

  it('takes a further word that is another name of the vendor', () => {
    expect(isProposal(scoreMatch(record('Twilio SendGrid'), vendor('Twilio')))).toBe(false);
    const known = vendor('Twilio', { aliases: ['SendGrid'] });
    const match = scoreMatch(record('Twilio SendGrid'), known);
    expect(match?.score).toBeGreaterThanOrEqual(0.8);
    const byDomain = vendor('Twilio', { domains: ['twilio.com', 'sendgrid.com'] });
    expect(isProposal(scoreMatch(record('Twilio SendGrid'), byDomain))).toBe(true);
    expect(scoreMatch(record('SendGrid, Inc.'), known)).toMatchObject({ reason: 'ALIAS' });
  });

  it('confirms the own domain by itself and nothing else', () => {
    const dropbox = vendor('Dropbox', { domains: ['www.Dropbox.com'] });
    expect(scoreMatch(record('Some Leak', { domain: 'dropbox.com' }), dropbox)).toEqual({
      score: 1,
      reason: 'DOMAIN',
      words: ['dropbox.com'],
      automatic: true,
    });
    const below = scoreMatch(record('x', { domain: 'shop.dropbox.com' }), dropbox);
    expect(below).toMatchObject({ automatic: false, reason: 'DOMAIN' });
    expect(scoreMatch(record('x', { domain: 'notdropbox.com' }), dropbox)).toBeNull();
  });

  it('doubts an equal name whose domain is another', () => {
    const zoom = vendor('Zoom', { domains: ['zoom.us'] });
    const same = scoreMatch(record('Zoom'), zoom);
    const other = scoreMatch(record('Zoom', { domain: 'zoom-car.example' }), zoom);
    expect(other?.score).toBeLessThan(same?.score ?? 0);
  });

  it.each([
    [
      'CodeMetro, Inc.',
      "The covered entity's business associate (BA), CodeMetro, Inc., was hit.",
      0.7,
    ],
    ['CodeMetro', 'Data held by its vendor CodeMetro was stolen.', 0.7],
    ['Salesforce', "taken from the company's Salesforce instance was published", 0.7],
    ['Perry Johnson', 'Perry Johnson was asked for an account of it.', 0.56],
    ['Welltok', 'The BA, Welltok, told the plan in May.', 0.7],
  ])('reads %s in "%s"', (name, description, least) => {
    const match = scoreMatch(record('Some Clinic', { description }), vendor(name));
    expect(match).toMatchObject({ reason: 'DESCRIPTION', automatic: false });
    expect(match?.score).toBeGreaterThanOrEqual(least);
  });

  it('leaves records alone that are no company’s breach', () => {
    const spam = record('Dropbox', { domain: 'dropbox.com', companyBreach: false });
    expect(scoreMatch(spam, vendor('Dropbox', { domains: ['dropbox.com'] }))).toBeNull();
  });

  it('stays quick on hostile texts', () => {
    const long = record('a '.repeat(100_000), {
      description: `${'business associate ('.repeat(20_000)} ${'Zoom '.repeat(20_000)}`,
    });
    const started = performance.now();
    scoreMatch(long, vendor('Zoom', { aliases: [' '.repeat(50_000), 'x'.repeat(50_000)] }));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('incidents', () => {
  const on = (id: string, day: string, incidentId: string | null = null): IncidentCandidate => ({
    id,
    days: [{ on: day, precision: 'DAY' }],
    incidentId,
  });
  const ids = (records: readonly IncidentCandidate[]) =>
    candidateIncidents(records).map((group) => group.map((one) => one.id));

  it('groups records within 120 days of the earliest, whatever their order', () => {
    const records = [on('c', '2024-05-01'), on('a', '2024-01-01'), on('b', '2024-04-30')];
    expect(ids(records)).toEqual([['a', 'b']]);
    expect(ids([...records].reverse())).toEqual([['a', 'b']]);
  });

  it('does not chain a breach a season into one event', () => {
    const seasons = ['01', '04', '07', '10'].map((month) => on(month, `2024-${month}-01`));
    expect(ids(seasons)).toEqual([
      ['01', '04'],
      ['07', '10'],
    ]);
  });

  it('compares every date a record has and passes over bare years', () => {
    const filed: IncidentCandidate = {
      id: 'hhs',
      incidentId: null,
      days: [
        { on: '2024-02-21', precision: 'DAY' },
        { on: '2024-07-19', precision: 'DAY' },
      ],
    };
    const year: IncidentCandidate = {
      id: 'year',
      incidentId: null,
      days: [{ on: '2024-01-01', precision: 'YEAR' }],
    };
    expect(ids([filed, on('state', '2024-09-01'), year])).toEqual([['hhs', 'state']]);
  });

  it('leaves out what is joined already and offers what joins it', () => {
    expect(ids([on('a', '2024-01-01', 'i'), on('b', '2024-01-02', 'i')])).toEqual([]);
    expect(ids([on('a', '2024-01-01', 'i'), on('b', '2024-01-02')])).toEqual([['a', 'b']]);
  });
});

describe('default fault', () => {
  it('is the vendor’s own only where it filed or was the victim itself', () => {
    expect(defaultFault('HHS_OCR', true, true)).toBe('VENDOR_CONFIRMED');
    expect(defaultFault('HHS_OCR', true, false)).toBe('VENDOR_SUSPECTED');
    expect(defaultFault('HHS_OCR', false, true)).toBe('VENDOR_SUSPECTED');
    expect(defaultFault('VCDB', false, true)).toBe('VENDOR_CONFIRMED');
    expect(defaultFault('HIBP', false, true)).toBe('VENDOR_SUSPECTED');
    expect(defaultFault('STATE_AG', false, true)).toBe('VENDOR_SUSPECTED');
    expect(defaultFault('MANUAL', false, true)).toBe('VENDOR_SUSPECTED');
  });
});
