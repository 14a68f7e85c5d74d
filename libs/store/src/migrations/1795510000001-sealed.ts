import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Clear text is refused from now on. NOT VALID: what stands there from before is sealed after
 * migrating, which needs the keys; the constraints are validated then.
 */
const UP = `
ALTER TABLE answers ADD COLUMN comment_mac text;
ALTER TABLE answers ADD CONSTRAINT ck_answers_comment
  CHECK (comment = '' OR starts_with(comment, 'v1.')) NOT VALID;
ALTER TABLE agreements ADD CONSTRAINT ck_agreements_note
  CHECK (note = '' OR starts_with(note, 'v1.')) NOT VALID;
ALTER TABLE breaches ADD CONSTRAINT ck_breaches_description
  CHECK (source <> 'MANUAL' OR description = '' OR starts_with(description, 'v1.')) NOT VALID;
ALTER TABLE vendors ADD CONSTRAINT ck_vendors_contacts
  CHECK (contacts = '[]' OR contacts ? 'sealed') NOT VALID;
`;

const DOWN = `
ALTER TABLE vendors DROP CONSTRAINT ck_vendors_contacts;
ALTER TABLE breaches DROP CONSTRAINT ck_breaches_description;
ALTER TABLE agreements DROP CONSTRAINT ck_agreements_note;
ALTER TABLE answers DROP CONSTRAINT ck_answers_comment;
ALTER TABLE answers DROP COLUMN comment_mac;
`;

/** Which columns are sealed. Going down does not unseal what stands in them. */
export class Sealed1795510000001 implements MigrationInterface {
  readonly name = 'Sealed1795510000001';

  static readonly parts = [UP];

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
