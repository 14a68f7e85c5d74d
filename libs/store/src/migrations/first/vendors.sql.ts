/** Vendors, what we use them for, and what backs their answers. */
export const VENDORS = `
CREATE SEQUENCE vendor_refs;

CREATE TABLE vendors (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  ref text NOT NULL DEFAULT ('VND-'::text || nextval('vendor_refs'::regclass)),
  display_name text NOT NULL,
  legal_name text,
  normalised_name text NOT NULL,
  aliases text[] NOT NULL DEFAULT '{}',
  normalised_aliases text[] NOT NULL DEFAULT '{}',
  domains text[] NOT NULL DEFAULT '{}',
  search_text text NOT NULL DEFAULT '',
  category text NOT NULL DEFAULT 'OTHER',
  website text,
  headquarters text,
  certifications jsonb NOT NULL DEFAULT '[]',
  links jsonb NOT NULL DEFAULT '{}',
  contacts jsonb NOT NULL DEFAULT '[]',
  status text NOT NULL DEFAULT 'PROPOSED',
  owner_id uuid,
  parent_id uuid,
  tags text[] NOT NULL DEFAULT '{}',
  next_review_on date,
  tier_override text,
  tier_override_reason text,
  tier_override_until date,
  tier_override_by uuid,
  description text NOT NULL DEFAULT '',
  archived_at timestamptz,
  sample boolean NOT NULL DEFAULT false,
  rev integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by uuid,
  CONSTRAINT pk_vendors PRIMARY KEY (id),
  CONSTRAINT uq_vendors_ref UNIQUE (ref),
  CONSTRAINT fk_vendors_owner_id FOREIGN KEY (owner_id) REFERENCES people(id) ON DELETE SET NULL,
  CONSTRAINT fk_vendors_parent_id FOREIGN KEY (parent_id) REFERENCES vendors(id) ON DELETE SET NULL,
  CONSTRAINT ck_vendors_display_name CHECK (length(display_name) BETWEEN 1 AND 200),
  CONSTRAINT ck_vendors_category CHECK (category IN ('SCHEDULING', 'PAYMENTS', 'TELEHEALTH_VIDEO',
    'MESSAGING', 'EHR_PRACTICE_MANAGEMENT', 'E_PRESCRIBING', 'BILLING_CLAIMS', 'TRANSCRIPTION_AI',
    'IDENTITY', 'HOSTING', 'ANALYTICS', 'ADVERTISING_TRACKING', 'EMAIL_MARKETING', 'SUPPORT_DESK',
    'PRODUCTIVITY', 'OTHER')),
  CONSTRAINT ck_vendors_headquarters CHECK (headquarters ~ '^[A-Z]{2}$'),
  CONSTRAINT ck_vendors_status CHECK (status IN ('PROPOSED', 'IN_REVIEW', 'APPROVED',
    'APPROVED_WITH_CONDITIONS', 'REJECTED', 'SUSPENDED', 'OFFBOARDED')),
  CONSTRAINT ck_vendors_parent_id CHECK (parent_id <> id),
  CONSTRAINT ck_vendors_tier_override CHECK (tier_override IN ('LOW', 'MODERATE', 'HIGH',
    'CRITICAL'))
);
CREATE INDEX ix_vendors_domains ON vendors USING gin (domains);
CREATE INDEX ix_vendors_normalised_aliases ON vendors USING gin (normalised_aliases);
CREATE INDEX ix_vendors_normalised_name ON vendors (normalised_name);
CREATE INDEX ix_vendors_normalised_name_trgm ON vendors USING gin (normalised_name gin_trgm_ops);
CREATE INDEX ix_vendors_owner ON vendors (owner_id);
CREATE INDEX ix_vendors_parent ON vendors (parent_id);
CREATE INDEX ix_vendors_search ON vendors USING gin (search_text gin_trgm_ops);

CREATE TABLE vendor_relations (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  vendor_id uuid NOT NULL,
  subprocessor_id uuid NOT NULL,
  purpose text NOT NULL DEFAULT '',
  location text,
  data text,
  source_url text,
  sample boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_vendor_relations PRIMARY KEY (id),
  CONSTRAINT uq_vendor_relations_link UNIQUE (vendor_id, subprocessor_id, purpose),
  CONSTRAINT fk_vendor_relations_vendor_id FOREIGN KEY (vendor_id) REFERENCES vendors(id) ON
    DELETE CASCADE,
  CONSTRAINT fk_vendor_relations_subprocessor_id FOREIGN KEY (subprocessor_id) REFERENCES
    vendors(id) ON DELETE CASCADE,
  CONSTRAINT ck_vendor_relations_subprocessor_id CHECK (vendor_id <> subprocessor_id)
);
CREATE INDEX ix_vendor_relations_subprocessor ON vendor_relations (subprocessor_id);

CREATE TABLE services (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  vendor_id uuid NOT NULL,
  name text NOT NULL,
  purpose text NOT NULL DEFAULT '',
  data_classes text[],
  people bigint,
  access text,
  outage_tolerance text,
  substitutability text,
  regions text[],
  subprocessors integer,
  subjects text[] NOT NULL DEFAULT '{}',
  minors boolean NOT NULL DEFAULT false,
  status text NOT NULL DEFAULT 'REQUESTED',
  requested_by uuid,
  sample boolean NOT NULL DEFAULT false,
  rev integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by uuid,
  CONSTRAINT pk_services PRIMARY KEY (id),
  CONSTRAINT fk_services_vendor_id FOREIGN KEY (vendor_id) REFERENCES vendors(id) ON DELETE CASCADE,
  CONSTRAINT ck_services_name CHECK (length(name) BETWEEN 1 AND 200),
  CONSTRAINT ck_services_data_classes CHECK (data_classes <@ ARRAY['PSYCHOTHERAPY_NOTES',
    'SUD_RECORDS', 'SESSION_CONTENT', 'CLINICAL_RECORDS', 'BIOMETRIC', 'INSURANCE_CLAIMS',
    'APPOINTMENTS', 'GOVERNMENT_ID', 'CREDENTIALS', 'BILLING', 'DEVICE_AND_BROWSING',
    'PAYMENT_CARD', 'LOCATION', 'CONTACT', 'EMPLOYEE', 'DEIDENTIFIED', 'PUBLIC']::text[]),
  CONSTRAINT ck_services_people CHECK (people >= 0),
  CONSTRAINT ck_services_access CHECK (access IN ('NONE', 'PSEUDONYMISED', 'READ', 'READ_WRITE',
    'EMBEDDED', 'ADMINISTRATIVE', 'OWN_PURPOSES')),
  CONSTRAINT ck_services_outage_tolerance CHECK (outage_tolerance IN ('HOURS', 'DAY', 'WEEK',
    'LONGER')),
  CONSTRAINT ck_services_substitutability CHECK (substitutability IN ('NONE', 'HARD', 'EASY')),
  CONSTRAINT ck_services_subprocessors CHECK (subprocessors >= 0),
  CONSTRAINT ck_services_subjects CHECK (subjects <@ ARRAY['PATIENTS', 'VISITORS', 'STAFF',
    'OTHER']::text[]),
  CONSTRAINT ck_services_status CHECK (status IN ('REQUESTED', 'ACTIVE', 'ENDED'))
);
CREATE INDEX ix_services_vendor ON services (vendor_id);

CREATE TABLE service_covers (
  service_id uuid NOT NULL,
  kind text NOT NULL,
  need text NOT NULL,
  reason text,
  decided_by uuid,
  decided_at timestamptz NOT NULL DEFAULT now(),
  note text NOT NULL DEFAULT '',
  CONSTRAINT pk_service_covers PRIMARY KEY (service_id, kind),
  CONSTRAINT fk_service_covers_service_id FOREIGN KEY (service_id) REFERENCES services(id) ON
    DELETE CASCADE,
  CONSTRAINT ck_service_covers_kind CHECK (kind IN ('BAA', 'QSOA', 'DPA')),
  CONSTRAINT ck_service_covers_need CHECK (need IN ('NEEDED', 'NOT_NEEDED')),
  CONSTRAINT ck_service_covers_reason CHECK (reason IN ('PAYMENT_1179', 'CONDUIT', 'TREATMENT',
    'WORKFORCE', 'PATIENT_DIRECTED', 'NOT_PHI', 'NOT_REGULATED') AND (need = 'NOT_NEEDED') =
    (reason IS NOT NULL))
);

CREATE TABLE service_decisions (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  service_id uuid NOT NULL,
  outcome text NOT NULL,
  conditions text,
  conditions_due date,
  decided_by uuid,
  decided_at timestamptz NOT NULL DEFAULT now(),
  valid_until date,
  data_classes text[] NOT NULL DEFAULT '{}',
  sample boolean NOT NULL DEFAULT false,
  CONSTRAINT pk_service_decisions PRIMARY KEY (id),
  CONSTRAINT fk_service_decisions_service_id FOREIGN KEY (service_id) REFERENCES services(id) ON
    DELETE CASCADE,
  CONSTRAINT ck_service_decisions_outcome CHECK (outcome IN ('APPROVED',
    'APPROVED_WITH_CONDITIONS', 'REJECTED')),
  CONSTRAINT ck_service_decisions_conditions CHECK ((outcome = 'APPROVED_WITH_CONDITIONS') =
    (conditions IS NOT NULL)),
  CONSTRAINT ck_service_decisions_data_classes CHECK (data_classes <@ ARRAY['PSYCHOTHERAPY_NOTES',
    'SUD_RECORDS', 'SESSION_CONTENT', 'CLINICAL_RECORDS', 'BIOMETRIC', 'INSURANCE_CLAIMS',
    'APPOINTMENTS', 'GOVERNMENT_ID', 'CREDENTIALS', 'BILLING', 'DEVICE_AND_BROWSING',
    'PAYMENT_CARD', 'LOCATION', 'CONTACT', 'EMPLOYEE', 'DEIDENTIFIED', 'PUBLIC']::text[])
);
CREATE INDEX ix_service_decisions_service ON service_decisions (service_id, decided_at DESC);

CREATE TABLE evidence (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  vendor_id uuid NOT NULL,
  kind text NOT NULL,
  title text NOT NULL,
  link text,
  file_ref text,
  period_end date,
  valid_until date,
  product text,
  scope text,
  supports text[] NOT NULL DEFAULT '{}',
  sample boolean NOT NULL DEFAULT false,
  rev integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by uuid,
  CONSTRAINT pk_evidence PRIMARY KEY (id),
  CONSTRAINT fk_evidence_vendor_id FOREIGN KEY (vendor_id) REFERENCES vendors(id),
  CONSTRAINT ck_evidence_kind CHECK (kind IN ('SOC_2_TYPE_2', 'SOC_2_TYPE_1', 'SOC_3',
    'ISO_27001', 'HITRUST', 'PCI_AOC', 'PENETRATION_TEST', 'POLICY', 'OTHER')),
  CONSTRAINT ck_evidence_source CHECK (link IS NOT NULL OR file_ref IS NOT NULL)
);
CREATE INDEX ix_evidence_vendor ON evidence (vendor_id);
`;
