/**
 * Second factors, recovery codes, challenges, alerts; sessions in stages; links for people.
 * Sessions from before showed no second factor: those of the demo stay, all others lead into enrolment.
 */
export const IDENTITY_UP = `
ALTER TABLE people ADD COLUMN invited_at timestamptz,
  ADD COLUMN enrol_by_link boolean NOT NULL DEFAULT false;

ALTER TABLE sessions ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN stage text NOT NULL DEFAULT 'ENROL',
  ADD COLUMN began_by text NOT NULL DEFAULT 'PASSWORD',
  ADD COLUMN factor_at timestamptz,
  ADD CONSTRAINT uq_sessions_id UNIQUE (id),
  ADD CONSTRAINT ck_sessions_stage CHECK (stage IN ('FULL', 'SECOND_FACTOR', 'ENROL')),
  ADD CONSTRAINT ck_sessions_began_by CHECK (began_by IN ('PASSWORD', 'PASSKEY', 'SSO', 'DEMO'));
UPDATE sessions SET stage = 'FULL', began_by = 'DEMO'
  WHERE EXISTS (SELECT FROM installation WHERE kind = 'DEMO');
UPDATE sessions SET expires_at = least(expires_at, now() + interval '10 minutes')
  WHERE stage = 'ENROL';

ALTER TABLE sign_in_links ADD COLUMN person_id uuid,
  ADD COLUMN email text,
  DROP CONSTRAINT ck_sign_in_links_purpose,
  ADD CONSTRAINT ck_sign_in_links_purpose CHECK (purpose IN ('SET_UP', 'DEMO_SIGN_IN', 'INVITATION',
    'PASSWORD_RESET', 'FACTOR_RESET', 'RECOVERY')),
  ADD CONSTRAINT ck_sign_in_links_person
    CHECK ((purpose IN ('SET_UP', 'DEMO_SIGN_IN')) = (person_id IS NULL)),
  ADD CONSTRAINT fk_sign_in_links_person_id FOREIGN KEY (person_id) REFERENCES people(id)
    ON DELETE CASCADE;
CREATE INDEX ix_sign_in_links_person ON sign_in_links (person_id);

CREATE TABLE factors (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  confirmed_at timestamptz,
  last_used_at timestamptz,
  seed text,
  last_step bigint,
  credential_id text,
  public_key text,
  counter bigint NOT NULL DEFAULT 0,
  transports text[] NOT NULL DEFAULT '{}',
  backup_eligible boolean NOT NULL DEFAULT false,
  backed_up boolean NOT NULL DEFAULT false,
  CONSTRAINT pk_factors PRIMARY KEY (id),
  CONSTRAINT fk_factors_person_id FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  CONSTRAINT uq_factors_credential_id UNIQUE (credential_id),
  CONSTRAINT ck_factors_kind CHECK (kind IN ('TOTP', 'PASSKEY')),
  CONSTRAINT ck_factors_totp CHECK (kind <> 'TOTP' OR seed IS NOT NULL),
  CONSTRAINT ck_factors_passkey
    CHECK (kind <> 'PASSKEY' OR (credential_id IS NOT NULL AND public_key IS NOT NULL))
);
CREATE INDEX ix_factors_person ON factors (person_id);

CREATE TABLE recovery_codes (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL,
  code_hash text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  used_at timestamptz,
  CONSTRAINT pk_recovery_codes PRIMARY KEY (id),
  CONSTRAINT fk_recovery_codes_person_id FOREIGN KEY (person_id) REFERENCES people(id)
    ON DELETE CASCADE,
  CONSTRAINT uq_recovery_codes_code_hash UNIQUE (code_hash)
);
CREATE INDEX ix_recovery_codes_person ON recovery_codes (person_id);

CREATE TABLE challenges (
  challenge_hash text NOT NULL,
  purpose text NOT NULL,
  session_id uuid,
  expires_at timestamptz NOT NULL,
  CONSTRAINT pk_challenges PRIMARY KEY (challenge_hash),
  CONSTRAINT fk_challenges_session_id FOREIGN KEY (session_id) REFERENCES sessions(id)
    ON DELETE CASCADE,
  CONSTRAINT ck_challenges_purpose
    CHECK (purpose IN ('SIGN_IN', 'SECOND_FACTOR', 'REGISTER', 'STEP_UP'))
);

CREATE TABLE alerts (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL,
  kind text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  address text,
  user_agent text,
  details jsonb NOT NULL DEFAULT '{}',
  seen_at timestamptz,
  CONSTRAINT pk_alerts PRIMARY KEY (id),
  CONSTRAINT fk_alerts_person_id FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  CONSTRAINT ck_alerts_kind CHECK (kind IN ('NEW_SIGN_IN', 'FAILED_ATTEMPTS', 'FACTOR_ADDED',
    'FACTOR_REMOVED', 'FACTORS_RESET', 'RECOVERY_CODE_USED', 'RECOVERY_CODES_RENEWED',
    'PASSWORD_CHANGED', 'RESET_STARTED', 'ROLE_CHANGED'))
);
CREATE INDEX ix_alerts_person ON alerts (person_id, at);

CREATE TABLE known_places (
  person_id uuid NOT NULL,
  kind text NOT NULL,
  place_hash text NOT NULL,
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_known_places PRIMARY KEY (person_id, kind, place_hash),
  CONSTRAINT fk_known_places_person_id FOREIGN KEY (person_id) REFERENCES people(id)
    ON DELETE CASCADE,
  CONSTRAINT ck_known_places_kind CHECK (kind IN ('BROWSER', 'ADDRESS'))
);
`;

/** The way back: sessions that have not come all the way in, and links for people, go. */
export const IDENTITY_DOWN = `
DROP TABLE known_places, alerts, challenges, recovery_codes, factors;
DELETE FROM sign_in_links WHERE person_id IS NOT NULL;
ALTER TABLE sign_in_links DROP COLUMN person_id, DROP COLUMN email,
  DROP CONSTRAINT ck_sign_in_links_purpose,
  ADD CONSTRAINT ck_sign_in_links_purpose CHECK (purpose IN ('SET_UP', 'DEMO_SIGN_IN'));
DELETE FROM sessions WHERE stage <> 'FULL';
ALTER TABLE sessions DROP COLUMN id, DROP COLUMN stage, DROP COLUMN began_by,
  DROP COLUMN factor_at;
ALTER TABLE people DROP COLUMN invited_at, DROP COLUMN enrol_by_link;
`;
