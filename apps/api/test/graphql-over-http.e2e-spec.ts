import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditServer } from 'graphql-http';
import { Story } from './harness.js';

describe('GraphQL over HTTP', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  it('passes the audit suite of graphql-http with a token', async () => {
    const { token } = await story.token();
    const results = await auditServer({
      url: `${story.url}/graphql`,
      fetchFn: (url: string, init: RequestInit = {}) =>
        fetch(url, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } }),
    });
    const failed = results.filter((result) => result.status === 'error');
    expect(failed.map(({ id, name }) => `${id} ${name}`)).toEqual([]);
    expect(results.filter((result) => result.status === 'ok').length).toBeGreaterThan(45);
  });
});
