import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appRoleOf, quoteIdentifier, scopedRoleName, scopedRoleOf } from '../app-role.js';
import { ACCESS, rowSecurity, withoutRowSecurity } from './access.sql.js';
import { provideRole } from './first/app-role.js';

/** Tokens with scopes, and the role that sees only the rows of its scope. */
export class Access1795530000000 implements MigrationInterface {
  readonly name = 'Access1795530000000';

  static readonly parts = [ACCESS, rowSecurity('app', 'scoped')];

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ACCESS);
    const [here] = (await runner.query(
      'SELECT current_database() AS name, current_user AS owner',
    )) as [{ name: string; owner: string }];
    const scoped = scopedRoleName(here.name);
    await provideRole(runner, scoped, here.owner);
    const app = quoteIdentifier(await appRoleOf(runner.manager));
    await runner.query(rowSecurity(app, quoteIdentifier(scoped)));
  }

  async down(runner: QueryRunner): Promise<void> {
    const scoped = quoteIdentifier(await scopedRoleOf(runner.manager));
    await runner.query(withoutRowSecurity(scoped));
  }
}
