import { describe, expect, it } from '@jest/globals';
import { causeText, shortened } from './cause-line.js';

const say = { word: (list: string, value: string) => `${list}.${value}` };
const cause = { code: 'ANSWER', group: 'CONTROLS', points: 2 };

describe('a cause in words', () => {
  it('names the question that was answered anew', () => {
    const about = 'Do you encrypt backups?';
    expect(causeText({ ...cause, about }, say)).toBe('Do you encrypt backups? – cause.ANSWER');
  });

  it('names its factor where it is about nothing in particular', () => {
    expect(causeText({ ...cause, code: 'TIME' }, say)).toBe('cause.TIME (factor.CONTROLS)');
  });

  it('cuts a long question between words', () => {
    const long = 'When did you last write down an analysis of the risks to what you hold for us?';
    expect(shortened(long, 50)).toBe('When did you last write down an analysis of the …');
    expect(shortened('Short?', 50)).toBe('Short?');
  });
});
