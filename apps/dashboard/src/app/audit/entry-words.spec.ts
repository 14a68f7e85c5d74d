import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { englishWords } from '../../testing/words.js';
import { Session } from '../api/index.js';
import { EntryWords, fieldName, toldFields, type Entry } from './entry-words.js';

const key = '0d3a9c1e-5b1f-4a57-9a61-1f2f3f4f5f6f';
const names = new Map([[key, 'Ada First']]);
const nobody = new Map<string, string>();
const entry = (parts: object): Entry =>
  ({ action: 'CHANGE', by: { name: 'Ada First' }, subject: null, changes: [], ...parts }) as Entry;

describe('an entry of the audit log in words', () => {
  let words: EntryWords;

  beforeEach(() => {
    const viewer = () => ({ organisation: { timeZone: 'America/Los_Angeles' } });
    TestBed.configureTestingModule({
      providers: [...englishWords(), { provide: Session, useValue: { viewer } }],
    });
    words = TestBed.inject(EntryWords);
  });

  it('has names and terms as people say them', () => {
    expect(fieldName('tier_override')).toBe('tier override');
    expect(fieldName('owner_id')).toBe('owner');
    expect(words.value('VENDOR', 'status', 'APPROVED_WITH_CONDITIONS', nobody)).toBe(
      'Approved with conditions',
    );
    expect(words.value('SERVICE', 'data_classes', ['CONTACT', 'BILLING'], nobody)).toBe(
      'Contact details, Billing',
    );
    expect(words.value('VENDOR', 'aliases', ['OKTA', 'IDP'], nobody)).toBe('OKTA, IDP');
    expect(words.value('ORGANISATION', 'appetite', { LOW: 70, HIGH: 60 }, nobody)).toBe(
      'Low 70, High 60',
    );
    expect(words.value('SERVICE', 'minors', false, nobody)).toBe('no');
    expect(words.value('VENDOR', 'website', '', nobody)).toBeNull();
  });

  it('names a record where its key is known, and shortens the key where it is not', () => {
    expect(words.value('VENDOR', 'owner_id', key, names)).toBe('Ada First');
    expect(words.value('VENDOR', 'owner_id', key, nobody)).toBe('record 0d3a9c1e…');
    expect(words.value('PERSON', 'password_hash', `hmac:${'ab'.repeat(32)}`, nobody)).toBe(
      'secret, digest abababab',
    );
  });

  it('tells days as they are and moments by the organisation’s clock', () => {
    expect(words.value('VENDOR', 'next_review_on', '2027-03-01', nobody)).toBe('1 Mar 2027');
    expect(words.value('PERSON', 'disabled_at', '2026-11-24T01:30:00+00:00', nobody)).toBe(
      '23 Nov 2026, 17:30',
    );
  });

  it('says in one line what happened', () => {
    const fields = [{ name: 'next_review_on', before: null, after: '2027-03-01' }];
    const change = { op: 'UPDATE', kind: 'VENDOR', label: 'VND-3 Stripe', fields };
    expect(words.headline(entry({ changes: [change] }))).toBe(
      'Changed vendor VND-3 Stripe: next review',
    );
    const subject = { type: 'IMPORT', label: 'IMP-3 SUBPROCESSORS' };
    expect(words.headline(entry({ action: 'IMPORT_APPLIED', subject }))).toBe(
      'Import written: IMP-3 Subprocessors',
    );
    const self = { type: 'PERSON', label: 'Ada First' };
    expect(words.headline(entry({ action: 'SIGN_IN', subject: self }))).toBe('Signed in');
  });

  it('has no braces and no shouting in further facts', () => {
    const counts = [{ op: 'INSERT', kind: 'ANSWER', rows: 3 }];
    expect(words.details({ leftAlone: 2, by: 'DEMO_LINK', nothing: null, counts }, nobody)).toEqual(
      [
        { name: 'left alone', value: '2' },
        { name: 'by', value: 'demo link' },
        { name: 'counts', value: 'New answer: 3' },
      ],
    );
  });

  it('leaves out what is empty before and after', () => {
    const fields = [
      { name: 'id', before: null, after: 'x' },
      { name: 'tags', before: null, after: [] },
      { name: 'website', before: 'https://a.test', after: null },
    ];
    expect(toldFields(fields).map(({ name }) => name)).toEqual(['website']);
  });
});
