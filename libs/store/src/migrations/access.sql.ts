/**
 * Tokens with scopes, and row-level security as the second net behind the policy. The application's role
 * sees every row; the scoped role sees what two settings of its transaction say: `chaperone.areas` (a
 * token's, separated by commas) and `chaperone.assessment` (a respondent's). Where neither is set it sees
 * nothing.
 */
export const ACCESS = `
ALTER TABLE api_tokens ADD COLUMN scopes text[] NOT NULL DEFAULT '{vendors:read,vendors:write,services:read,services:write,agreements:read,agreements:write,questionnaires:read,questionnaires:write,breaches:read,breaches:write,portfolio:read,portfolio:write,imports:read,imports:write,organisation:read,organisation:write,people:read,files:read,files:write,audit:read,tokens:read,keys:read,sso:read,reviews:read,services:decide,vendors:request,sample:remove,contacts:read,addresses:read,notes:read,uploads,graph:any}';
ALTER TABLE api_tokens ALTER COLUMN scopes SET DEFAULT '{}';
ALTER TABLE api_tokens ADD COLUMN assessment_id uuid;
ALTER TABLE api_tokens DROP CONSTRAINT ck_api_tokens_role;
ALTER TABLE api_tokens
  ADD CONSTRAINT fk_api_tokens_assessment_id FOREIGN KEY (assessment_id) REFERENCES assessments(id)
    ON DELETE CASCADE,
  ADD CONSTRAINT ck_api_tokens_role CHECK (role IN ('ADMIN', 'COMPLIANCE', 'PROCUREMENT', 'EXECUTIVE',
    'AUDITOR', 'RESPONDENT')),
  ADD CONSTRAINT ck_api_tokens_assessment_id CHECK ((role = 'RESPONDENT') = (assessment_id IS NOT NULL));
CREATE INDEX ix_api_tokens_assessment ON api_tokens (assessment_id) WHERE assessment_id IS NOT NULL;

CREATE FUNCTION scope_has(area text) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT area = ANY (string_to_array(coalesce(current_setting('chaperone.areas', true), ''), ','))
$$;
CREATE FUNCTION scope_assessment() RETURNS uuid LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT nullif(current_setting('chaperone.assessment', true), '')::uuid
$$;
CREATE FUNCTION scope_version() RETURNS uuid LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT version_id FROM assessments WHERE id = scope_assessment()
$$;
CREATE FUNCTION scope_is_open() RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM assessments
    WHERE id = scope_assessment() AND status IN ('SENT', 'IN_PROGRESS'))
$$;
-- The owner is held by FORCE too; migrations and back-ups read as the owner.
CREATE FUNCTION acts_as_owner() RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT pg_get_userbyid(relowner) = current_user FROM pg_class WHERE oid = 'installation'::regclass
$$;
`;

/** Tables under row-level security, and which rows the scoped role sees of each. */
export const SCOPED_ROWS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      'vendors',
      'vendor_rows',
      'vendor_relations',
      'services',
      'service_covers',
      'service_decisions',
      'evidence',
      'agreements',
      'agreement_services',
      'compliance_states',
      'risk_scores',
      'breaches',
      'breach_matches',
      'match_decisions',
      'incidents',
      'incident_proposals',
      'incident_changes',
    ].map((table) => [table, `(SELECT scope_has('BUSINESS'))`]),
  ),
  people: `(SELECT scope_has('PEOPLE'))`,
  import_runs: `(SELECT scope_has('IMPORTS'))`,
  import_errors: `(SELECT scope_has('IMPORTS'))`,
  import_changes: `(SELECT scope_has('IMPORTS'))`,
  import_conflicts: `(SELECT scope_has('IMPORTS'))`,
  assessments: `(SELECT scope_has('BUSINESS')) OR id = (SELECT scope_assessment())`,
  answers: `(SELECT scope_has('BUSINESS')) OR assessment_id = (SELECT scope_assessment())`,
  template_versions: `(SELECT scope_has('BUSINESS')) OR id = (SELECT scope_version())`,
  template_sections: `(SELECT scope_has('BUSINESS')) OR version_id = (SELECT scope_version())`,
  questions: `(SELECT scope_has('BUSINESS')) OR version_id = (SELECT scope_version())`,
  question_templates: `(SELECT scope_has('BUSINESS'))
    OR id = (SELECT template_id FROM template_versions WHERE id = scope_version())`,
};

/** What a respondent writes: answers of its own assessment while it is open, and where that stands. */
const OWN_OPEN = '(SELECT scope_is_open())';
const WRITES = (scoped: string): string => `
GRANT INSERT, UPDATE ON answers TO ${scoped};
GRANT UPDATE ON assessments TO ${scoped};
CREATE POLICY respondent_adds ON answers FOR INSERT TO ${scoped}
  WITH CHECK (assessment_id = (SELECT scope_assessment()) AND ${OWN_OPEN});
CREATE POLICY respondent_changes ON answers FOR UPDATE TO ${scoped}
  USING (assessment_id = (SELECT scope_assessment()) AND ${OWN_OPEN});
CREATE POLICY respondent_changes ON assessments FOR UPDATE TO ${scoped}
  USING (id = (SELECT scope_assessment()) AND status IN ('SENT', 'IN_PROGRESS'));
`;

/** Policies for the application's role, the owner and the scoped role; names of roles are quoted. */
export function rowSecurity(app: string, scoped: string): string {
  const tables = Object.entries(SCOPED_ROWS).map(
    ([table, rows]) => `
ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY all_to_app ON ${table} TO ${app} USING (true) WITH CHECK (true);
CREATE POLICY all_to_owner ON ${table} USING ((SELECT acts_as_owner()));
CREATE POLICY scoped_reads ON ${table} FOR SELECT TO ${scoped} USING (${rows});
GRANT SELECT ON ${table} TO ${scoped};`,
  );
  return `
GRANT USAGE ON SCHEMA public TO ${scoped};
GRANT SELECT ON installation, organisation TO ${scoped};
${tables.join('\n')}
${WRITES(scoped)}`;
}

/** The way back. */
export function withoutRowSecurity(scoped: string): string {
  const tables = Object.keys(SCOPED_ROWS).map(
    (table) => `
DROP POLICY all_to_app ON ${table};
DROP POLICY all_to_owner ON ${table};
DROP POLICY scoped_reads ON ${table};
ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY;`,
  );
  return `
DROP POLICY respondent_adds ON answers;
DROP POLICY respondent_changes ON answers;
DROP POLICY respondent_changes ON assessments;
${tables.join('\n')}
DROP FUNCTION scope_has(text), scope_version(), scope_is_open(), scope_assessment(), acts_as_owner();
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${scoped};
REVOKE ALL ON SCHEMA public FROM ${scoped};
ALTER TABLE api_tokens DISABLE TRIGGER USER;
DELETE FROM api_tokens WHERE role = 'RESPONDENT';
ALTER TABLE api_tokens ENABLE TRIGGER USER;
ALTER TABLE api_tokens DROP CONSTRAINT ck_api_tokens_role;
ALTER TABLE api_tokens DROP COLUMN assessment_id, DROP COLUMN scopes,
  ADD CONSTRAINT ck_api_tokens_role CHECK (role IN ('ADMIN', 'COMPLIANCE', 'PROCUREMENT', 'EXECUTIVE',
    'AUDITOR'));
DO $$ BEGIN
  DROP ROLE ${scoped};
EXCEPTION WHEN dependent_objects_still_exist OR insufficient_privilege THEN
  RAISE NOTICE 'the role is kept: it is used elsewhere, or may not be dropped here';
END $$;`;
}
