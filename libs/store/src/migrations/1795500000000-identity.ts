import type { MigrationInterface, QueryRunner } from 'typeorm';
import { IDENTITY_DOWN, IDENTITY_UP } from './identity/second-factor.sql.js';

/** Second factors, sessions in stages, links for people, alerts. */
export class Identity1795500000000 implements MigrationInterface {
  readonly name = 'Identity1795500000000';

  static readonly parts = [IDENTITY_UP];

  async up(runner: QueryRunner): Promise<void> {
    for (const part of Identity1795500000000.parts) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(IDENTITY_DOWN);
  }
}
