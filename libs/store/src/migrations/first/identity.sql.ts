/** People, and how they and their scripts get in. */
export const IDENTITY = `
CREATE TABLE people (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  email text NOT NULL,
  name text NOT NULL,
  role text NOT NULL,
  password_hash text,
  disabled_at timestamptz,
  last_seen_at timestamptz,
  sample boolean NOT NULL DEFAULT false,
  rev integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_people PRIMARY KEY (id),
  CONSTRAINT uq_people_email UNIQUE (email),
  CONSTRAINT ck_people_email CHECK (email = lower(email)),
  CONSTRAINT ck_people_role CHECK (role IN ('ADMIN', 'COMPLIANCE', 'PROCUREMENT', 'EXECUTIVE',
    'AUDITOR'))
);

CREATE TABLE sessions (
  token_hash text NOT NULL,
  person_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  user_agent text,
  address text,
  CONSTRAINT pk_sessions PRIMARY KEY (token_hash),
  CONSTRAINT fk_sessions_person_id FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE
);
CREATE INDEX ix_sessions_person ON sessions (person_id);

CREATE TABLE api_tokens (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  name text NOT NULL,
  token_hash text NOT NULL,
  role text NOT NULL,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at timestamptz,
  CONSTRAINT pk_api_tokens PRIMARY KEY (id),
  CONSTRAINT uq_api_tokens_token_hash UNIQUE (token_hash),
  CONSTRAINT ck_api_tokens_role CHECK (role IN ('ADMIN', 'COMPLIANCE', 'PROCUREMENT', 'EXECUTIVE',
    'AUDITOR'))
);

CREATE TABLE sign_in_links (
  token_hash text NOT NULL,
  purpose text NOT NULL,
  role text,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  redeemed_at timestamptz,
  CONSTRAINT pk_sign_in_links PRIMARY KEY (token_hash),
  CONSTRAINT ck_sign_in_links_purpose CHECK (purpose IN ('SET_UP', 'DEMO_SIGN_IN')),
  CONSTRAINT ck_sign_in_links_role CHECK (role IN ('ADMIN', 'COMPLIANCE', 'PROCUREMENT',
    'EXECUTIVE', 'AUDITOR'))
);

CREATE TABLE rate_limits (
  key varchar(255) NOT NULL,
  points integer NOT NULL DEFAULT 0,
  expire bigint,
  CONSTRAINT pk_rate_limits PRIMARY KEY (key)
);

CREATE TABLE saved_views (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL,
  name text NOT NULL,
  route text NOT NULL,
  query text NOT NULL,
  shared boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_saved_views PRIMARY KEY (id),
  CONSTRAINT fk_saved_views_person_id FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE
    CASCADE
);
CREATE INDEX ix_saved_views_person ON saved_views (person_id);
`;
