import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tables that the audit log does not watch and whose loss would be a loss of history: what was scored and
 * shown, what was decided, what a run wrote, and the keys. Watched tables get theirs with their watch.
 */
const KEPT = [
  'risk_scores',
  'compliance_states',
  'vendor_rows',
  'match_decisions',
  'incident_changes',
  'import_changes',
  'key_ring',
  'data_keys',
];

const UP = `
CREATE FUNCTION refuse_emptying() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Rows go one by one, where they may go at all: emptying a table leaves no trace of them.
  RAISE EXCEPTION '% is never emptied as a whole', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
${KEPT.map(
  (table) => `CREATE TRIGGER ${table}_never_emptied BEFORE TRUNCATE ON ${table}
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_emptying();`,
).join('\n')}
`;

/** No table that tells what was is emptied by one statement. */
export class NeverEmptied1795610000000 implements MigrationInterface {
  readonly name = 'NeverEmptied1795610000000';
  static readonly parts = [UP];

  async up(runner: QueryRunner): Promise<void> {
    for (const part of NeverEmptied1795610000000.parts) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION refuse_emptying() CASCADE');
  }
}
