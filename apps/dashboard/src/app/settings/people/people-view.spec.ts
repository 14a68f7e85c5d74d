import { describe, expect, it } from '@jest/globals';
import { peopleQuestion } from './people-view.js';

const view = { q: '', status: [], role: [], page: 1 } as const;

describe('the question behind the list of people', () => {
  it('asks for everybody where nothing is narrowed', () => {
    expect(peopleQuestion(view, 25)).toEqual({
      filter: { status: ['ACTIVE', 'INVITED', 'DISABLED'] },
      offset: 0,
      limit: 25,
    });
  });

  it('carries search, state, role and page', () => {
    const narrowed = { q: 'ada', status: ['DISABLED'], role: ['ADMIN'], page: 3 } as const;
    expect(peopleQuestion(narrowed, 25)).toEqual({
      filter: { search: 'ada', status: ['DISABLED'], role: ['ADMIN'] },
      offset: 50,
      limit: 25,
    });
  });
});
