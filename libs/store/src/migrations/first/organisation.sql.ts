/** What this installation and its organisation are, and which daily jobs have run. */
export const ORGANISATION = `
CREATE TABLE installation (
  id boolean NOT NULL DEFAULT true,
  installation_id uuid NOT NULL DEFAULT gen_random_uuid(),
  kind text NOT NULL,
  app_role text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_installation PRIMARY KEY (id),
  CONSTRAINT ck_installation_id CHECK (id),
  CONSTRAINT ck_installation_kind CHECK (kind IN ('OWN', 'DEMO'))
);

CREATE TABLE organisation (
  id boolean NOT NULL DEFAULT true,
  name text NOT NULL,
  roles text[] NOT NULL DEFAULT '{}',
  home_regions text[] NOT NULL DEFAULT '{US}',
  states_served text[] NOT NULL DEFAULT '{}',
  time_zone text NOT NULL DEFAULT 'UTC',
  appetite jsonb NOT NULL DEFAULT '{"LOW": 60, "HIGH": 60, "CRITICAL": 60, "MODERATE": 60}',
  sample boolean NOT NULL DEFAULT false,
  rev integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by uuid,
  CONSTRAINT pk_organisation PRIMARY KEY (id),
  CONSTRAINT ck_organisation_id CHECK (id),
  CONSTRAINT ck_organisation_roles CHECK (roles <@ ARRAY['COVERED_ENTITY', 'BUSINESS_ASSOCIATE',
    'PART_2_PROGRAM', 'NOT_HIPAA']::text[])
);

CREATE TABLE jobs_done (
  name text NOT NULL,
  day date NOT NULL,
  finished_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_jobs_done PRIMARY KEY (name, day)
);
`;
