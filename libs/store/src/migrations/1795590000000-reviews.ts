import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appRoleOf, quoteIdentifier } from '../app-role.js';

const TABLES = `
CREATE SEQUENCE access_review_refs;
CREATE TABLE access_reviews (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  ref text NOT NULL DEFAULT ('REV-'::text || nextval('access_review_refs'::regclass)),
  started_by uuid NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  due date NOT NULL,
  completed_by uuid,
  completed_at timestamptz,
  CONSTRAINT pk_access_reviews PRIMARY KEY (id),
  CONSTRAINT uq_access_reviews_ref UNIQUE (ref),
  CONSTRAINT fk_access_reviews_started_by FOREIGN KEY (started_by) REFERENCES people(id),
  CONSTRAINT fk_access_reviews_completed_by FOREIGN KEY (completed_by) REFERENCES people(id),
  CONSTRAINT ck_access_reviews_completed CHECK ((completed_at IS NULL) = (completed_by IS NULL))
);
CREATE UNIQUE INDEX uq_access_reviews_open ON access_reviews ((true)) WHERE completed_at IS NULL;
CREATE INDEX ix_access_reviews_started ON access_reviews (started_at);

CREATE TABLE access_review_items (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  review_id uuid NOT NULL,
  subject text NOT NULL,
  person_id uuid,
  token_id uuid,
  name text NOT NULL,
  email text,
  role text NOT NULL,
  invited boolean NOT NULL DEFAULT false,
  factors text[] NOT NULL DEFAULT '{}',
  scopes text[] NOT NULL DEFAULT '{}',
  made_by text,
  since timestamptz NOT NULL,
  last_seen_at timestamptz,
  expires_at timestamptz,
  verdict text,
  note text NOT NULL DEFAULT '',
  decided_by uuid,
  decided_at timestamptz,
  decided_role text,
  outcome text,
  CONSTRAINT pk_access_review_items PRIMARY KEY (id),
  CONSTRAINT fk_access_review_items_review_id FOREIGN KEY (review_id) REFERENCES access_reviews(id),
  CONSTRAINT fk_access_review_items_person_id FOREIGN KEY (person_id) REFERENCES people(id),
  CONSTRAINT fk_access_review_items_decided_by FOREIGN KEY (decided_by) REFERENCES people(id),
  CONSTRAINT uq_access_review_items_person UNIQUE (review_id, person_id),
  CONSTRAINT uq_access_review_items_token UNIQUE (review_id, token_id),
  CONSTRAINT ck_access_review_items_subject CHECK (subject IN ('PERSON', 'TOKEN')),
  CONSTRAINT ck_access_review_items_person_id CHECK ((subject = 'PERSON') = (person_id IS NOT NULL)),
  CONSTRAINT ck_access_review_items_token_id CHECK ((subject = 'TOKEN') = (token_id IS NOT NULL)),
  CONSTRAINT ck_access_review_items_role CHECK (role IN ('ADMIN', 'COMPLIANCE', 'PROCUREMENT',
    'EXECUTIVE', 'AUDITOR', 'RESPONDENT')),
  CONSTRAINT ck_access_review_items_verdict CHECK (verdict IN ('KEEP', 'REVOKE')),
  CONSTRAINT ck_access_review_items_outcome CHECK (outcome IN ('KEPT', 'REVOKED', 'GONE')),
  CONSTRAINT ck_access_review_items_decided CHECK (
    num_nonnulls(verdict, decided_by, decided_at, outcome) IN (0, 4)
    AND (outcome = 'KEPT') = (verdict = 'KEEP'))
);
CREATE INDEX ix_access_review_items_name ON access_review_items (review_id, subject, lower(name), id);
`;

/** A list is frozen when it is made, a decision when it is taken, a review when it is completed. */
const GUARDS = `
CREATE FUNCTION keep_access_review() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.completed_at IS NULL AND NEW.completed_at IS NOT NULL
    AND to_jsonb(NEW) - '{completed_at,completed_by}'::text[]
      = to_jsonb(OLD) - '{completed_at,completed_by}'::text[]
    AND NOT EXISTS (SELECT FROM access_review_items WHERE review_id = OLD.id AND verdict IS NULL) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'an access review is completed once, when all of it is decided, and kept as it is'
    USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER access_reviews_kept BEFORE UPDATE OR DELETE ON access_reviews
  FOR EACH ROW EXECUTE FUNCTION keep_access_review();
CREATE TRIGGER access_reviews_never_emptied BEFORE TRUNCATE ON access_reviews
  FOR EACH STATEMENT EXECUTE FUNCTION keep_access_review();

CREATE FUNCTION keep_access_review_item() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public, pg_temp AS $$
DECLARE
  decision text[] := '{verdict,note,decided_by,decided_at,decided_role,outcome}';
BEGIN
  -- The list is made in the transaction that starts the review, and in no later one.
  IF TG_OP = 'INSERT' AND NEW.verdict IS NULL AND EXISTS (SELECT FROM access_reviews
    WHERE id = NEW.review_id AND completed_at IS NULL AND started_at = transaction_timestamp()) THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.verdict IS NULL AND NEW.verdict IS NOT NULL
    AND to_jsonb(NEW) - decision = to_jsonb(OLD) - decision THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the list of an access review is frozen, and each line of it is decided once'
    USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER access_review_items_kept BEFORE INSERT OR UPDATE OR DELETE ON access_review_items
  FOR EACH ROW EXECUTE FUNCTION keep_access_review_item();
CREATE TRIGGER access_review_items_never_emptied BEFORE TRUNCATE ON access_review_items
  FOR EACH STATEMENT EXECUTE FUNCTION keep_access_review_item();
`;

/** The scoped role gets nothing here: tokens that read reviews are held by the policy alone. */
const rights = (app: string): string => `
REVOKE UPDATE, DELETE ON access_reviews, access_review_items FROM ${app};
GRANT UPDATE (completed_by, completed_at) ON access_reviews TO ${app};
GRANT UPDATE (verdict, note, decided_by, decided_at, decided_role, outcome)
  ON access_review_items TO ${app};
${['access_reviews', 'access_review_items']
  .map(
    (table) => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY all_to_app ON ${table} TO ${app} USING (true) WITH CHECK (true);
CREATE POLICY all_to_owner ON ${table} USING ((SELECT acts_as_owner()));`,
  )
  .join('\n')}
`;

/** Access reviews: who had what on a day, and what was decided about each. */
export class Reviews1795590000000 implements MigrationInterface {
  readonly name = 'Reviews1795590000000';
  static readonly parts = [TABLES, GUARDS, rights('app')];

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(GUARDS);
    await runner.query(rights(quoteIdentifier(await appRoleOf(runner.manager))));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE access_review_items, access_reviews;
      DROP SEQUENCE access_review_refs;
      DROP FUNCTION keep_access_review(), keep_access_review_item();
    `);
  }
}
