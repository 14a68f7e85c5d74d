import type { MigrationInterface, QueryRunner } from 'typeorm';
import { AGREEMENTS } from './first/agreements.sql.js';
import { grantAppRole, revokeAppRole } from './first/app-role.js';
import { BREACHES } from './first/breaches.sql.js';
import { DROP } from './first/drop.sql.js';
import { GUARDS } from './first/guards.sql.js';
import { IDENTITY } from './first/identity.sql.js';
import { IMPORTS } from './first/imports.sql.js';
import { ORGANISATION } from './first/organisation.sql.js';
import { QUESTIONNAIRES } from './first/questionnaires.sql.js';
import { SCORING } from './first/scoring.sql.js';
import { VENDORS } from './first/vendors.sql.js';

/** All tables, in the order in which they name each other, what guards them, and the app role. */
export class First1795476000000 implements MigrationInterface {
  readonly name = 'First1795476000000';

  /** The statements, in order; tests make their template anew when one of them changes. */
  static readonly parts = [
    'SET LOCAL statement_timeout = 0;',
    'CREATE EXTENSION IF NOT EXISTS pg_trgm;',
    ORGANISATION,
    IDENTITY,
    VENDORS,
    AGREEMENTS,
    QUESTIONNAIRES,
    BREACHES,
    SCORING,
    IMPORTS,
    GUARDS,
  ];

  async up(runner: QueryRunner): Promise<void> {
    for (const part of First1795476000000.parts) await runner.query(part);
    await grantAppRole(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await revokeAppRole(runner);
    await runner.query(DROP);
  }
}
