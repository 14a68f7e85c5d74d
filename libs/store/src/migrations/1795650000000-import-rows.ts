import type { MigrationInterface, QueryRunner } from 'typeorm';

const ROWS = `
CREATE INDEX ix_import_changes_row ON import_changes (row_id) WHERE table_name <> 'breaches';
`;

/**
 * Which runs wrote about a vendor is looked up by the rows that they wrote. Breach records say it
 * themselves, and come by the thousand: they stay out of the index.
 */
export class ImportRows1795650000000 implements MigrationInterface {
  readonly name = 'ImportRows1795650000000';

  static readonly parts = [ROWS];

  async up(runner: QueryRunner): Promise<void> {
    for (const part of ImportRows1795650000000.parts) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ix_import_changes_row');
  }
}
