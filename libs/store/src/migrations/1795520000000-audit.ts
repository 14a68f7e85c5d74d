import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appRoleOf, quoteIdentifier } from '../app-role.js';
import { AUDIT, AUDIT_DOWN } from './audit.sql.js';

/** The audit log: a chain of entries that the app role reads and appends to by a function alone. */
export class Audit1795520000000 implements MigrationInterface {
  readonly name = 'Audit1795520000000';

  static readonly parts = [AUDIT];

  async up(runner: QueryRunner): Promise<void> {
    for (const part of Audit1795520000000.parts) await runner.query(part);
    const app = quoteIdentifier(await appRoleOf(runner.manager));
    await runner.query(`
      REVOKE ALL ON audit_gathered FROM ${app};
      REVOKE ALL ON SEQUENCE audit_gathered_id_seq FROM ${app};
      REVOKE ALL ON audit_entries, audit_settings FROM ${app};
      GRANT SELECT ON audit_entries TO ${app};
      GRANT SELECT, UPDATE ON audit_settings TO ${app};
      REVOKE ALL ON FUNCTION append_audit(text[]), gathered_audit(integer), audit_label(text, text),
        gather_audit(), gather_bulk(), refuse_unappended() FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION append_audit(text[]), gathered_audit(integer), audit_label(text, text)
        TO ${app};
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(AUDIT_DOWN);
  }
}
