import { describe, expect, it } from '@jest/globals';
import { breachEntries, breachInput, concernInput } from './breach-entries.js';
import type { BreachRecord } from './record-page.js';

const record = {
  id: 'b-1',
  rev: 4,
  title: 'Acme',
  discoveredOn: '2024-03-01',
  discoveredPrecision: 'MONTH',
  breachedOn: null,
  breachedPrecision: null,
  people: null,
  dataClasses: ['CONTACT'],
  causes: [],
  description: 'A laptop.',
} as unknown as BreachRecord;

describe('the fields of a breach', () => {
  it('are blank where the record does not know', () => {
    const entries = breachEntries(record);
    expect(entries).toMatchObject({ title: 'Acme', discoveredPrecision: 'MONTH', people: null });
    expect(entries).toMatchObject({ breachedOn: '', breachedPrecision: 'DAY' });
    expect(entries).not.toHaveProperty('rev');
  });

  it('send all of a new record, with null for what is not known', () => {
    const entries = { ...breachEntries(undefined), title: 'Acme', reportedOn: '2024-04-01' };
    expect(breachInput(breachEntries(undefined), entries, undefined)).toMatchObject({
      title: 'Acme',
      reportedOn: '2024-04-01',
      discoveredOn: null,
      people: null,
      dataClasses: null,
      causes: [],
      description: '',
    });
  });

  it('send only what was changed of a record that is there', () => {
    const before = breachEntries(record);
    const input = breachInput(before, { ...before, people: 12, dataClasses: [] }, record);
    expect(input).toEqual({ id: 'b-1', rev: 4, people: 12, dataClasses: null });
  });

  it('say whom it concerns only where somebody said so', () => {
    expect(concernInput({ vendor: '', fault: 'NOT_VENDOR', ourData: 'YES' })).toEqual({});
    expect(concernInput({ vendor: 'v', fault: '', ourData: 'NO' })).toEqual({
      vendor: 'v',
      ourData: 'NO',
    });
  });
});
