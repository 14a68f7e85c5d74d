import type { MigrationInterface, QueryRunner } from 'typeorm';

const ORIGINS = `
ALTER TABLE sessions DROP CONSTRAINT ck_sessions_began_by,
  ADD CONSTRAINT ck_sessions_began_by
    CHECK (began_by IN ('PASSWORD', 'PASSKEY', 'SSO', 'RECOVERY', 'DEMO'));
`;

const MAKERS = `
ALTER TABLE sign_in_links ADD COLUMN created_by uuid;
`;

/** Sessions that began by a link of the server's own, and who made a link for somebody. */
export class Links1795600000000 implements MigrationInterface {
  readonly name = 'Links1795600000000';

  static readonly parts = [ORIGINS, MAKERS];

  async up(runner: QueryRunner): Promise<void> {
    for (const part of Links1795600000000.parts) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM sessions WHERE began_by = 'RECOVERY';
      ALTER TABLE sessions DROP CONSTRAINT ck_sessions_began_by,
        ADD CONSTRAINT ck_sessions_began_by
          CHECK (began_by IN ('PASSWORD', 'PASSKEY', 'SSO', 'DEMO'));
      ALTER TABLE sign_in_links DROP COLUMN created_by;
    `);
  }
}
