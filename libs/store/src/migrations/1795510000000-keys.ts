import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appRoleOf, quoteIdentifier } from '../app-role.js';

const TABLES = `
CREATE TABLE key_ring (
  id boolean NOT NULL DEFAULT true,
  fingerprint text NOT NULL,
  canary text NOT NULL,
  generation integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  wrapped_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_key_ring PRIMARY KEY (id),
  CONSTRAINT ck_key_ring_id CHECK (id)
);

CREATE TABLE data_keys (
  kid text NOT NULL,
  purpose text NOT NULL,
  state text NOT NULL,
  wrapped text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  retired_at timestamptz,
  drained_at timestamptz,
  CONSTRAINT pk_data_keys PRIMARY KEY (kid),
  CONSTRAINT ck_data_keys_state CHECK (state IN ('WAITING', 'ACTIVE', 'RETIRED'))
);
CREATE UNIQUE INDEX uq_data_keys_active ON data_keys (purpose) WHERE state = 'ACTIVE';

CREATE TABLE sealed_columns (
  table_name text NOT NULL,
  column_name text NOT NULL,
  sealed_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_sealed_columns PRIMARY KEY (table_name, column_name)
);
`;

/** Data keys, wrapped; requests may see their ages and nothing else of them. */
export class Keys1795510000000 implements MigrationInterface {
  readonly name = 'Keys1795510000000';

  static readonly parts = [TABLES];

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    const app = quoteIdentifier(await appRoleOf(runner.manager));
    await runner.query(`
      REVOKE ALL ON key_ring, data_keys, sealed_columns FROM ${app};
      GRANT SELECT (kid, purpose, state, created_at, retired_at, drained_at) ON data_keys TO ${app};
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sealed_columns, data_keys, key_ring');
  }
}
