import { describe, expect, it } from '@jest/globals';
import { hiddenBy, nextOpen, progressOf, standingOf, type Given } from './questions.js';

const given = (value: unknown, reviewState = 'UNREVIEWED'): Given => ({ value, reviewState });
const answersOf = (answers: Record<string, Given>) => new Map(Object.entries(answers));

const cards = { key: 'cards', showIf: null };
const attested = { key: 'attested', showIf: { question: 'cards', equals: 'YES' } };
const backups = { key: 'backups' };
const all = [cards, attested, backups];

describe('a question that hangs on another', () => {
  it('is hidden until the other is answered', () => {
    expect(hiddenBy(attested, new Map())).toEqual({ question: 'cards', equals: 'YES' });
    expect(hiddenBy(attested, answersOf({ cards: given(null) }))).toBeDefined();
  });

  it('is asked when the other has the answer that the rule names, in words or as truth', () => {
    expect(hiddenBy(attested, answersOf({ cards: given('YES') }))).toBeUndefined();
    expect(hiddenBy(attested, answersOf({ cards: given('yes') }))).toBeUndefined();
    expect(hiddenBy(attested, answersOf({ cards: given(true) }))).toBeUndefined();
    expect(hiddenBy(attested, answersOf({ cards: given(['NO', 'YES']) }))).toBeUndefined();
  });

  it('is hidden when the other is answered otherwise', () => {
    expect(standingOf(attested, answersOf({ cards: given('NO') }))).toBe('HIDDEN');
    expect(standingOf(attested, answersOf({ cards: given(['NO']) }))).toBe('HIDDEN');
  });

  it('stays hidden whatever was answered to it before', () => {
    const answers = answersOf({ cards: given('NO'), attested: given('YES') });
    expect(standingOf(attested, answers)).toBe('HIDDEN');
    expect(progressOf(all, answers)).toMatchObject({ asked: 2, answered: 1, hidden: 1 });
  });

  it('is asked where its rule cannot be read', () => {
    expect(hiddenBy({ key: 'odd', showIf: { question: 7 } }, new Map())).toBeUndefined();
  });
});

describe('progress', () => {
  it('of nothing answered counts what is asked', () => {
    expect(progressOf(all, new Map())).toEqual({
      asked: 2,
      answered: 0,
      queried: 0,
      hidden: 1,
      notApplicable: 0,
    });
  });

  it('leaves out what does not apply, and counts a queried answer as given', () => {
    const answers = answersOf({
      cards: given('YES', 'QUERIED'),
      attested: given(null, 'NOT_APPLICABLE'),
      backups: given(false),
    });
    expect(progressOf(all, answers)).toEqual({
      asked: 2,
      answered: 2,
      queried: 1,
      hidden: 0,
      notApplicable: 1,
    });
  });

  it('does not count a queried question that has no answer', () => {
    const answers = answersOf({ backups: given(null, 'QUERIED') });
    expect(progressOf(all, answers)).toMatchObject({ asked: 2, answered: 0, queried: 1 });
  });

  it('of no question is nothing', () => {
    expect(progressOf([], new Map())).toMatchObject({ asked: 0, answered: 0 });
  });
});

describe('the next open question', () => {
  it('skips hidden ones and begins again at the top', () => {
    expect(nextOpen(all, answersOf({ cards: given('NO') }), 'cards')).toBe('backups');
    expect(nextOpen(all, answersOf({ backups: given('YES') }), 'backups')).toBe('cards');
  });

  it('is none when everything is answered', () => {
    const answers = answersOf({ cards: given('NO'), backups: given('YES') });
    expect(nextOpen(all, answers, 'backups')).toBeUndefined();
  });
});
