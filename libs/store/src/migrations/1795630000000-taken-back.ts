import type { MigrationInterface, QueryRunner } from 'typeorm';

const REASONS = [
  'VENDOR_CREATED',
  'VENDOR_CHANGED',
  'SERVICE_CHANGED',
  'ANSWERS_RECORDED',
  'EVIDENCE_CHANGED',
  'BREACH_CONFIRMED',
  'BREACH_CHANGED',
  'INCIDENT_CHANGED',
  'ORGANISATION_CHANGED',
  'IMPORT',
  'IMPORT_UNDONE',
  'NIGHTLY',
  'MODEL_CHANGED',
  'REQUESTED',
];

/** The column's check with another list of reasons. */
const allowing = (reasons: readonly string[]): string => `
ALTER TABLE risk_scores DROP CONSTRAINT ck_risk_scores_reason,
  ADD CONSTRAINT ck_risk_scores_reason
    CHECK (reason IN (${reasons.map((reason) => `'${reason}'`).join(', ')}));
`;

/** A score that changed since somebody took a confirmed breach back says so. */
export class TakenBack1795630000000 implements MigrationInterface {
  readonly name = 'TakenBack1795630000000';

  static readonly parts = [
    allowing([...REASONS.slice(0, 6), 'BREACH_TAKEN_BACK', ...REASONS.slice(6)]),
  ];

  async up(runner: QueryRunner): Promise<void> {
    for (const part of TakenBack1795630000000.parts) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    // history may not be rewritten, but there is nothing else that an older version could read
    await runner.query(`
      ALTER TABLE risk_scores DISABLE TRIGGER USER;
      UPDATE risk_scores SET reason = 'BREACH_CHANGED' WHERE reason = 'BREACH_TAKEN_BACK';
      ALTER TABLE risk_scores ENABLE TRIGGER USER;
      ${allowing(REASONS)}`);
  }
}
