/**
 * The role that every request's transaction takes: no log-in, no way around row-level security.
 * It may read and write facts, but only add to history, and it never touches the migrations.
 */
import type { QueryRunner } from 'typeorm';
import { appRoleName, appRoleOf, quoteIdentifier } from '../../app-role.js';
import { RolesForbiddenError } from '../../errors.js';

const CHANGING = `organisation, jobs_done, people, sessions, api_tokens, sign_in_links, rate_limits,
  saved_views, vendors, vendor_relations, services, service_covers, evidence, agreements,
  agreement_services, question_templates, template_versions, template_sections, questions,
  assessments, answers, incidents, incident_proposals, incident_changes, breaches,
  breach_matches, match_decisions, vendor_rows, import_runs, import_errors, import_changes,
  import_conflicts, uploads`;
const GROWING = 'risk_scores, compliance_states, service_decisions';

interface RoleRow {
  readonly rolsuper: boolean;
  readonly rolbypassrls: boolean;
}

function isForbidden(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '42501';
}

/** Makes the role if the server has none of that name yet, and lets the owner take it. */
export async function provideRole(runner: QueryRunner, role: string, owner: string): Promise<void> {
  const quoted = quoteIdentifier(role);
  const found = (await runner.query(
    'SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = $1',
    [role],
  )) as RoleRow[];
  const [existing] = found;
  if (existing && (existing.rolsuper || existing.rolbypassrls)) {
    throw new RolesForbiddenError(role, owner);
  }
  try {
    if (!existing) {
      await runner.query(`CREATE ROLE ${quoted} NOLOGIN NOSUPERUSER NOBYPASSRLS`);
    }
    if (!existing || !(await mayTake(runner, quoted))) {
      await runner.query(`GRANT ${quoted} TO CURRENT_USER`);
    }
  } catch (error) {
    throw isForbidden(error) ? new RolesForbiddenError(role, owner, { cause: error }) : error;
  }
}

/** Tried rather than asked: what membership allows differs between PostgreSQL 15 and 16. */
async function mayTake(runner: QueryRunner, quoted: string): Promise<boolean> {
  await runner.query('SAVEPOINT try_role');
  try {
    await runner.query(`SET LOCAL ROLE ${quoted}`);
    await runner.query('RESET ROLE');
    return true;
  } catch (error) {
    if (!isForbidden(error)) throw error;
    await runner.query('ROLLBACK TO SAVEPOINT try_role');
    return false;
  }
}

/** Provides the app role of this database and grants it what requests need. */
export async function grantAppRole(runner: QueryRunner): Promise<void> {
  const [here] = (await runner.query(
    'SELECT current_database() AS name, current_user AS owner',
  )) as [{ name: string; owner: string }];
  const role = appRoleName(here.name);
  await provideRole(runner, role, here.owner);
  const app = quoteIdentifier(role);
  await runner.query(`
    GRANT USAGE ON SCHEMA public TO ${app};
    GRANT SELECT ON installation TO ${app};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ${CHANGING} TO ${app};
    GRANT SELECT, INSERT ON ${GROWING} TO ${app};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${app};
    REVOKE ALL ON SEQUENCE migrations_id_seq FROM ${app};
    ALTER DEFAULT PRIVILEGES IN SCHEMA public
      GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${app};
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO ${app};
  `);
}

/** Takes the grants back, and the role with them unless another database still uses it. */
export async function revokeAppRole(runner: QueryRunner): Promise<void> {
  const app = quoteIdentifier(await appRoleOf(runner.manager));
  await runner.query(`
    ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM ${app};
    ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM ${app};
    REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${app};
    REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM ${app};
    REVOKE ALL ON SCHEMA public FROM ${app};
    DO $$ BEGIN
      DROP ROLE ${app};
    EXCEPTION WHEN dependent_objects_still_exist OR insufficient_privilege THEN
      RAISE NOTICE 'the role is kept: it is used elsewhere, or may not be dropped here';
    END $$;
  `);
}
