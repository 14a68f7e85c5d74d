import { describe, expect, it } from '@jest/globals';
import { changed, filled, listOf, nulled } from './entries.js';
import { serviceEntries, serviceInput } from './service-entries.js';
import { vendorEntries, vendorInput } from './vendor-entries.js';

describe('a form', () => {
  it('sends only what a person changed', () => {
    expect(changed({ a: '1', b: ['x'] }, { a: '1', b: ['x', 'y'] })).toEqual({ b: ['x', 'y'] });
  });

  it('sends an emptied field as null and keeps 0 and false', () => {
    expect(nulled({ a: ' ', b: 0, c: false, d: 'x' })).toEqual({ a: null, b: 0, c: false, d: 'x' });
  });

  it('fills its fields from a record and keeps its own empties for what is not known', () => {
    expect(filled({ a: '', n: null as number | null }, { a: null, n: 3 })).toEqual({ a: '', n: 3 });
  });

  it('reads lists from commas and lines', () => {
    expect(listOf('US, CA\n\n GB')).toEqual(['US', 'CA', 'GB']);
  });

  it('sends facts of a service that nobody knows as null, never as none', () => {
    const all = { ...serviceEntries(undefined), dataClasses: [], regions: '' };
    const input = serviceInput({ dataClasses: [], regions: '', people: 0, access: '' }, all);
    expect(input).toEqual({ dataClasses: null, regions: null, people: 0, access: null });
  });

  it('sends all choices of cover together, since they are replaced together', () => {
    const all = { ...serviceEntries(undefined), BAA: 'CONDUIT' as const, DPA: 'NEEDED' as const };
    expect(serviceInput({ BAA: 'CONDUIT' }, all).covers).toEqual([
      { kind: 'BAA', need: 'NOT_NEEDED', reason: 'CONDUIT', note: '' },
      { kind: 'DPA', need: 'NEEDED', note: '' },
    ]);
  });

  it('reads contacts line by line', () => {
    const entries = { contacts: 'Ada, ada@example.org, Privacy\nBob' };
    expect(vendorInput(entries, vendorEntries(undefined)).contacts).toEqual([
      { name: 'Ada', email: 'ada@example.org', role: 'Privacy' },
      { name: 'Bob', email: null, role: null },
    ]);
  });
});
