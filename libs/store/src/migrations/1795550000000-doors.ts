import type { MigrationInterface, QueryRunner } from 'typeorm';

const MAILS = `
CREATE TABLE mails (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  event text NOT NULL,
  kind text NOT NULL,
  recipient text NOT NULL,
  content text,
  attempts integer NOT NULL DEFAULT 0,
  next_at timestamptz NOT NULL DEFAULT now(),
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  sent_at timestamptz,
  given_up_at timestamptz,
  fault text,
  CONSTRAINT pk_mails PRIMARY KEY (id),
  CONSTRAINT uq_mails_event UNIQUE (event),
  CONSTRAINT ck_mails_kind CHECK (kind IN ('INVITATION', 'RESET_LINK', 'ALERT', 'REVIEW_DUE'))
);
CREATE INDEX ix_mails_due ON mails (next_at) WHERE sent_at IS NULL AND given_up_at IS NULL;
`;

const SINGLE_SIGN_ON = `
CREATE TABLE identity_providers (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  name text NOT NULL,
  issuer text NOT NULL,
  client_id text NOT NULL,
  client_secret text,
  role_claim text,
  role_map jsonb NOT NULL DEFAULT '[]',
  enforced boolean NOT NULL DEFAULT false,
  break_glass_id uuid,
  rev integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by uuid,
  CONSTRAINT pk_identity_providers PRIMARY KEY (id),
  CONSTRAINT fk_identity_providers_break_glass_id FOREIGN KEY (break_glass_id)
    REFERENCES people(id),
  CONSTRAINT ck_identity_providers_enforced CHECK (NOT enforced OR break_glass_id IS NOT NULL)
);
CREATE UNIQUE INDEX uq_identity_providers_only ON identity_providers ((true));

CREATE TABLE provider_accounts (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  issuer text NOT NULL,
  subject text NOT NULL,
  person_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz,
  CONSTRAINT pk_provider_accounts PRIMARY KEY (id),
  CONSTRAINT uq_provider_accounts_key UNIQUE (issuer, subject),
  CONSTRAINT fk_provider_accounts_person_id FOREIGN KEY (person_id) REFERENCES people(id)
    ON DELETE CASCADE,
  CONSTRAINT ck_provider_accounts_key CHECK (issuer <> '' AND subject <> '')
);
CREATE INDEX ix_provider_accounts_person ON provider_accounts (person_id);

CREATE TABLE sso_states (
  state_hash text NOT NULL,
  expires_at timestamptz NOT NULL,
  CONSTRAINT pk_sso_states PRIMARY KEY (state_hash)
);
`;

/** Mails that are to go out, and single sign-on. */
export class Doors1795550000000 implements MigrationInterface {
  readonly name = 'Doors1795550000000';

  static readonly parts = [MAILS, SINGLE_SIGN_ON];

  async up(runner: QueryRunner): Promise<void> {
    for (const part of Doors1795550000000.parts) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sso_states, provider_accounts, identity_providers, mails');
  }
}
