import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf, Story, type Credentials } from './harness.js';

const PATHS = ['vendors.csv', 'audit.csv'] as const;
const ALLOW = 'mutation { allowExport { until } }';

describe('a list that is taken away as a file', () => {
  let story: Story;

  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  const take = (path: string, as: Credentials): Promise<Response> =>
    fetch(`${story.url}/exports/${path}`, { headers: story.headers(as) });
  const shown = async (ago: string): Promise<Credentials> => {
    const officer = await story.signIn('COMPLIANCE');
    await story.sql('update sessions set factor_at = now() - $1::interval where person_id = $2', [
      ago,
      officer.personId,
    ]);
    return officer;
  };

  it('asks a session for a second factor that was shown within five minutes', async () => {
    const late = await shown('6 minutes');
    for (const path of PATHS) {
      const reply = await take(path, late);
      expect(reply.status).toBe(403);
      expect(await reply.text()).toContain('STEP_UP_NEEDED');
    }
    expect(codesOf(await story.gql(ALLOW, {}, late))).toEqual(['STEP_UP_NEEDED']);
  });

  it('is given to who has just shown it, until the five minutes are over', async () => {
    const officer = await shown('1 minute');
    const allowed = await story.gql<{ allowExport: { until: string } }>(ALLOW, {}, officer);
    expect(allowed.errors).toEqual([]);
    const left = Date.parse(allowed.data!.allowExport.until) - Date.now();
    expect(left).toBeGreaterThan(3 * 60_000);
    expect(left).toBeLessThan(5 * 60_000);
    for (const path of PATHS) expect((await take(path, officer)).status).toBe(200);
  });

  it('is given to a token with the scope, which has no factor', async () => {
    const token = await story.token('AUDITOR');
    for (const path of PATHS) expect((await take(path, token)).status).toBe(200);
    expect(codesOf(await story.gql(ALLOW, {}, token))).toEqual(['FORBIDDEN']);
  });
});
