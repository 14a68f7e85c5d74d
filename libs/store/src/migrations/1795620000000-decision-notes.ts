import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `ALTER TABLE match_decisions ADD COLUMN note text NOT NULL DEFAULT '';`;

/** What a person noted beside a decision on a match outlives an undone import, as the decision does. */
export class DecisionNotes1795620000000 implements MigrationInterface {
  readonly name = 'DecisionNotes1795620000000';
  static readonly parts = [UP];

  async up(runner: QueryRunner): Promise<void> {
    for (const part of DecisionNotes1795620000000.parts) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE match_decisions DROP COLUMN note');
  }
}
