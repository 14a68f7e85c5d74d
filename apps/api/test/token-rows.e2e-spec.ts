import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readInScope, readPool, scopedRoleOf, type Area } from '@chaperone/store';
import type { Pool } from 'pg';
import { World } from './access-matrix/world.js';

/** Which area shows which tables, written by hand; whatever is not here is shown by none. */
const ROWS: Readonly<Record<Area, readonly string[]>> = {
  BUSINESS: [
    'agreement_services',
    'agreements',
    'answers',
    'assessments',
    'breach_matches',
    'breaches',
    'compliance_states',
    'evidence',
    'incident_changes',
    'incident_proposals',
    'incidents',
    'match_decisions',
    'question_templates',
    'questions',
    'risk_scores',
    'service_covers',
    'service_decisions',
    'services',
    'template_sections',
    'template_versions',
    'vendor_relations',
    'vendor_rows',
    'vendors',
  ],
  PEOPLE: ['people'],
  IMPORTS: ['import_changes', 'import_conflicts', 'import_errors', 'import_runs'],
};
/** Facts of the installation that everybody may know who is let in. */
const OPEN = ['installation', 'organisation'];

describe('the database behind a token’s scopes', () => {
  let world: World;
  let pool: Pool;
  let tables: string[];
  beforeAll(async () => {
    world = await World.begin();
    const role = await scopedRoleOf(world.story.database.dataSource.manager);
    pool = readPool(world.story.database.url, role, { max: 2 });
    const rows = await world.story.sql<{ name: string }>(
      `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
    );
    tables = rows.map(({ name }) => name);
  }, 60_000);
  afterAll(async () => {
    await pool.end();
    await world.story.end();
  });

  /** Tables of which a scope sees rows, without any condition of the application. */
  async function seen(areas: readonly Area[]): Promise<string[]> {
    const found: string[] = [];
    for (const table of tables)
      try {
        await readInScope(pool, { areas, assessment: null }, async (client) => {
          const { rowCount } = await client.query(`select from "${table}" limit 1`);
          if (rowCount) found.push(table);
        });
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: '42501' });
      }
    return found.filter((table) => !OPEN.includes(table));
  }

  it.each(Object.keys(ROWS) as Area[])(
    'shows the rows of %s and of no other area',
    async (area) => {
      expect((await seen([area])).filter((table) => !ROWS[area].includes(table))).toEqual([]);
      expect(await seen([area])).toContain(ROWS[area].at(-1));
    },
  );

  it('shows nothing without an area, and shows all three together no secret', async () => {
    expect(await seen([])).toEqual([]);
    const all = Object.values(ROWS).flat();
    expect(
      (await seen(['BUSINESS', 'PEOPLE', 'IMPORTS'])).filter((table) => !all.includes(table)),
    ).toEqual([]);
  });
});
