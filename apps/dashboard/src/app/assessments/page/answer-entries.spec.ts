import { describe, expect, it } from '@jest/globals';
import { EMPTY, entriesOf, inputOf, valueOf } from './answer-entries.js';

const stored = {
  value: 'YES' as unknown,
  comment: 'since May',
  evidenceLevel: 'DOCUMENTED',
  evidence: { id: 'e1' },
  reviewState: 'QUERIED',
} as const;
const question = { key: 'cards', kind: 'YES_NO' } as const;

describe('an answer in the form', () => {
  it('starts from what is stored, truth as a word', () => {
    expect(entriesOf(stored)).toMatchObject({
      text: 'YES',
      evidence: 'e1',
      reviewState: 'QUERIED',
    });
    expect(entriesOf({ ...stored, value: false }).text).toBe('NO');
    expect(entriesOf({ ...stored, value: ['A', 'B'] }).several).toEqual(['A', 'B']);
    expect(entriesOf({ ...stored, value: 30 }).number).toBe(30);
  });

  it('keeps its day when only something around the value changed', () => {
    const input = inputOf(question, { ...entriesOf(stored), comment: 'since June' }, stored);
    expect(input).not.toHaveProperty('value');
    expect(input).not.toHaveProperty('answeredOn');
    expect(input).toMatchObject({ question: 'cards', comment: 'since June', evidence: 'e1' });
  });

  it('is sent as null when it was emptied', () => {
    expect(inputOf(question, { ...entriesOf(stored), text: '' }, stored)).toMatchObject({
      value: null,
    });
  });

  it('lets go of the document when it is only the vendor’s word', () => {
    const entries = { ...entriesOf(stored), evidenceLevel: 'ATTESTED' } as const;
    expect(inputOf(question, entries, stored).evidence).toBeNull();
  });

  it('is null for each kind while nothing is entered', () => {
    for (const kind of ['YES_NO', 'SINGLE', 'MULTIPLE', 'TEXT', 'NUMBER', 'DATE', 'FILE'] as const)
      expect(valueOf(kind, EMPTY)).toBeNull();
  });
});
