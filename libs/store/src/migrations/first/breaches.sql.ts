/** Breach records, the incidents they tell of, and the vendors they may concern. */
export const BREACHES = `
CREATE SEQUENCE breach_refs;
CREATE SEQUENCE incident_refs;

CREATE TABLE incidents (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  ref text NOT NULL DEFAULT ('INC-'::text || nextval('incident_refs'::regclass)),
  title text NOT NULL,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_incidents PRIMARY KEY (id),
  CONSTRAINT uq_incidents_ref UNIQUE (ref)
);

CREATE TABLE incident_proposals (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  vendor_id uuid NOT NULL,
  record_ids uuid[] NOT NULL,
  state text NOT NULL DEFAULT 'PROPOSED',
  incident_id uuid,
  decided_by uuid,
  decided_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_incident_proposals PRIMARY KEY (id),
  CONSTRAINT fk_incident_proposals_vendor_id FOREIGN KEY (vendor_id) REFERENCES vendors(id) ON
    DELETE CASCADE,
  CONSTRAINT fk_incident_proposals_incident_id FOREIGN KEY (incident_id) REFERENCES incidents(id)
    ON DELETE SET NULL,
  CONSTRAINT ck_incident_proposals_state CHECK (state IN ('PROPOSED', 'JOINED', 'KEPT_APART'))
);
CREATE INDEX ix_incident_proposals_vendor ON incident_proposals (vendor_id);

CREATE TABLE incident_changes (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  incident_id uuid,
  action text NOT NULL,
  before jsonb NOT NULL,
  changed_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  undone_at timestamptz,
  CONSTRAINT pk_incident_changes PRIMARY KEY (id),
  CONSTRAINT ck_incident_changes_action CHECK (action IN ('JOIN', 'SPLIT'))
);
CREATE INDEX ix_incident_changes_incident ON incident_changes (incident_id);

CREATE TABLE breaches (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  ref text NOT NULL DEFAULT ('BRC-'::text || nextval('breach_refs'::regclass)),
  title text NOT NULL,
  normalised_name text NOT NULL,
  search_text text NOT NULL DEFAULT '',
  source text NOT NULL,
  source_key text NOT NULL,
  source_url text,
  breached_on date,
  breached_precision text,
  discovered_on date,
  discovered_precision text,
  reported_on date,
  reported_precision text,
  happened_on date,
  people bigint,
  data_classes text[],
  causes text[] NOT NULL DEFAULT '{}',
  location text,
  us_state text,
  entity_type text,
  filed_by_vendor boolean NOT NULL DEFAULT false,
  domain text,
  company_breach boolean NOT NULL DEFAULT true,
  not_company_reason text,
  description text NOT NULL DEFAULT '',
  raw jsonb,
  incident_id uuid,
  export_day date,
  first_import_id uuid,
  last_import_id uuid,
  sample boolean NOT NULL DEFAULT false,
  rev integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by uuid,
  CONSTRAINT pk_breaches PRIMARY KEY (id),
  CONSTRAINT uq_breaches_source_key UNIQUE (source, source_key),
  CONSTRAINT uq_breaches_ref UNIQUE (ref),
  CONSTRAINT fk_breaches_incident_id FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE
    SET NULL,
  CONSTRAINT ck_breaches_source CHECK (source IN ('HHS_OCR', 'HIBP', 'STATE_AG', 'VCDB', 'MANUAL')),
  CONSTRAINT ck_breaches_breached_precision CHECK (breached_precision IN ('DAY', 'MONTH', 'YEAR')),
  CONSTRAINT ck_breaches_discovered_precision CHECK (discovered_precision IN ('DAY', 'MONTH',
    'YEAR')),
  CONSTRAINT ck_breaches_reported_precision CHECK (reported_precision IN ('DAY', 'MONTH', 'YEAR')),
  CONSTRAINT ck_breaches_people CHECK (people >= 0),
  CONSTRAINT ck_breaches_data_classes CHECK (data_classes <@ ARRAY['PSYCHOTHERAPY_NOTES',
    'SUD_RECORDS', 'SESSION_CONTENT', 'CLINICAL_RECORDS', 'BIOMETRIC', 'INSURANCE_CLAIMS',
    'APPOINTMENTS', 'GOVERNMENT_ID', 'CREDENTIALS', 'BILLING', 'DEVICE_AND_BROWSING',
    'PAYMENT_CARD', 'LOCATION', 'CONTACT', 'EMPLOYEE', 'DEIDENTIFIED', 'PUBLIC']::text[]),
  CONSTRAINT ck_breaches_causes CHECK (causes <@ ARRAY['MALWARE', 'HACKING', 'SOCIAL', 'MISUSE',
    'PHYSICAL', 'ERROR', 'ENVIRONMENTAL', 'UNKNOWN']::text[])
);
CREATE INDEX ix_breaches_domain ON breaches (domain);
CREATE INDEX ix_breaches_happened_on ON breaches (happened_on);
CREATE INDEX ix_breaches_incident ON breaches (incident_id);
CREATE INDEX ix_breaches_last_import ON breaches (last_import_id);
CREATE INDEX ix_breaches_normalised_name_trgm ON breaches USING gin (normalised_name gin_trgm_ops);
CREATE INDEX ix_breaches_search ON breaches USING gin (search_text gin_trgm_ops);

CREATE TABLE breach_matches (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  breach_id uuid NOT NULL,
  vendor_id uuid NOT NULL,
  state text NOT NULL DEFAULT 'PROPOSED',
  score real NOT NULL,
  reason text NOT NULL,
  words text[] NOT NULL DEFAULT '{}',
  automatic boolean NOT NULL DEFAULT false,
  fault text NOT NULL,
  our_data text NOT NULL DEFAULT 'UNKNOWN',
  note text NOT NULL DEFAULT '',
  decided_by uuid,
  decided_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  rev integer NOT NULL DEFAULT 1,
  CONSTRAINT pk_breach_matches PRIMARY KEY (id),
  CONSTRAINT uq_breach_matches_pair UNIQUE (breach_id, vendor_id),
  CONSTRAINT fk_breach_matches_breach_id FOREIGN KEY (breach_id) REFERENCES breaches(id) ON DELETE
    CASCADE,
  CONSTRAINT fk_breach_matches_vendor_id FOREIGN KEY (vendor_id) REFERENCES vendors(id) ON DELETE
    CASCADE,
  CONSTRAINT ck_breach_matches_state CHECK (state IN ('PROPOSED', 'CONFIRMED', 'REJECTED')),
  CONSTRAINT ck_breach_matches_score CHECK (score BETWEEN 0 AND 1),
  CONSTRAINT ck_breach_matches_reason CHECK (reason IN ('DOMAIN', 'NAME', 'ALIAS', 'DESCRIPTION',
    'MANUAL')),
  CONSTRAINT ck_breach_matches_fault CHECK (fault IN ('VENDOR_CONFIRMED', 'VENDOR_SUSPECTED',
    'OTHER_PRODUCT', 'VENDORS_CLIENT', 'NOT_VENDOR')),
  CONSTRAINT ck_breach_matches_our_data CHECK (our_data IN ('YES', 'NO', 'UNKNOWN'))
);
CREATE INDEX ix_breach_matches_proposed ON breach_matches (score DESC, id) WHERE state = 'PROPOSED';
CREATE INDEX ix_breach_matches_vendor ON breach_matches (vendor_id, state);

CREATE TABLE match_decisions (
  source text NOT NULL,
  source_key text NOT NULL,
  vendor_id uuid NOT NULL,
  state text NOT NULL,
  fault text NOT NULL,
  our_data text NOT NULL DEFAULT 'UNKNOWN',
  decided_by uuid,
  decided_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_match_decisions PRIMARY KEY (source, source_key, vendor_id),
  CONSTRAINT fk_match_decisions_vendor_id FOREIGN KEY (vendor_id) REFERENCES vendors(id) ON DELETE
    CASCADE,
  CONSTRAINT ck_match_decisions_source CHECK (source IN ('HHS_OCR', 'HIBP', 'STATE_AG', 'VCDB',
    'MANUAL')),
  CONSTRAINT ck_match_decisions_state CHECK (state IN ('PROPOSED', 'CONFIRMED', 'REJECTED')),
  CONSTRAINT ck_match_decisions_fault CHECK (fault IN ('VENDOR_CONFIRMED', 'VENDOR_SUSPECTED',
    'OTHER_PRODUCT', 'VENDORS_CLIENT', 'NOT_VENDOR')),
  CONSTRAINT ck_match_decisions_our_data CHECK (our_data IN ('YES', 'NO', 'UNKNOWN'))
);
`;
