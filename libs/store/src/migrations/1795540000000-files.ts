import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = `
CREATE TABLE stored_files (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  name text NOT NULL,
  type text NOT NULL,
  size bigint NOT NULL,
  sha256 text NOT NULL,
  kid text NOT NULL,
  place text NOT NULL,
  agreement_id uuid,
  evidence_id uuid,
  answer_id uuid,
  uploaded_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  detached_at timestamptz,
  CONSTRAINT pk_stored_files PRIMARY KEY (id),
  CONSTRAINT fk_stored_files_agreement_id FOREIGN KEY (agreement_id) REFERENCES agreements(id)
    ON DELETE SET NULL,
  CONSTRAINT fk_stored_files_evidence_id FOREIGN KEY (evidence_id) REFERENCES evidence(id)
    ON DELETE SET NULL,
  CONSTRAINT fk_stored_files_answer_id FOREIGN KEY (answer_id) REFERENCES answers(id)
    ON DELETE SET NULL,
  CONSTRAINT ck_stored_files_holder CHECK (
    num_nonnulls(agreement_id, evidence_id, answer_id) <= 1),
  CONSTRAINT ck_stored_files_place CHECK (place IN ('DISK', 'S3')),
  CONSTRAINT ck_stored_files_size CHECK (size >= 0)
);
CREATE INDEX ix_stored_files_agreement ON stored_files (agreement_id)
  WHERE agreement_id IS NOT NULL;
CREATE UNIQUE INDEX uq_stored_files_evidence ON stored_files (evidence_id)
  WHERE evidence_id IS NOT NULL;
CREATE UNIQUE INDEX uq_stored_files_answer ON stored_files (answer_id)
  WHERE answer_id IS NOT NULL;
CREATE INDEX ix_stored_files_loose ON stored_files (coalesce(detached_at, created_at))
  WHERE agreement_id IS NULL AND evidence_id IS NULL AND answer_id IS NULL;

-- What a file is never changes; since when it hangs on nothing is kept here, so that it holds too
-- where its record goes away.
CREATE FUNCTION keep_stored_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.name, NEW.type, NEW.size, NEW.sha256, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.name, OLD.type, OLD.size, OLD.sha256, OLD.created_at) THEN
    RAISE EXCEPTION 'a stored file never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  IF num_nonnulls(NEW.agreement_id, NEW.evidence_id, NEW.answer_id) > 0 THEN
    NEW.detached_at := NULL;
  ELSIF num_nonnulls(OLD.agreement_id, OLD.evidence_id, OLD.answer_id) > 0 THEN
    NEW.detached_at := now();
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER stored_files_kept BEFORE UPDATE ON stored_files
  FOR EACH ROW EXECUTE FUNCTION keep_stored_file();

-- A document may now lie here as well: the service asks for a link, a place or a file.
ALTER TABLE evidence DROP CONSTRAINT ck_evidence_source;
`;

const DOWN = `
UPDATE evidence e SET file_ref = coalesce((SELECT f.name FROM stored_files f
  WHERE f.evidence_id = e.id), 'removed file') WHERE link IS NULL AND file_ref IS NULL;
ALTER TABLE evidence ADD CONSTRAINT ck_evidence_source
  CHECK (link IS NOT NULL OR file_ref IS NOT NULL);
DROP TABLE stored_files;
DROP FUNCTION keep_stored_file();
`;

/** Stored files: what was sent, and on which record it hangs. */
export class Files1795540000000 implements MigrationInterface {
  readonly name = 'Files1795540000000';
  static readonly parts = [UP];

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
