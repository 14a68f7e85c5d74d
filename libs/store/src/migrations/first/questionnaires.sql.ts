/** Questionnaires by version, and what vendors answered. */
export const QUESTIONNAIRES = `
CREATE SEQUENCE assessment_refs;

CREATE TABLE question_templates (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  key text NOT NULL,
  title text NOT NULL,
  description text NOT NULL DEFAULT '',
  sample boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_question_templates PRIMARY KEY (id),
  CONSTRAINT uq_question_templates_key UNIQUE (key)
);

CREATE TABLE template_versions (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  template_id uuid NOT NULL,
  version integer NOT NULL,
  status text NOT NULL DEFAULT 'DRAFT',
  published_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT pk_template_versions PRIMARY KEY (id),
  CONSTRAINT uq_template_versions_version UNIQUE (template_id, version),
  CONSTRAINT fk_template_versions_template_id FOREIGN KEY (template_id) REFERENCES
    question_templates(id) ON DELETE CASCADE,
  CONSTRAINT ck_template_versions_version CHECK (version >= 1),
  CONSTRAINT ck_template_versions_status CHECK (status IN ('DRAFT', 'PUBLISHED', 'RETIRED')),
  CONSTRAINT ck_template_versions_published_at CHECK (status = 'DRAFT' OR published_at IS NOT NULL)
);

CREATE TABLE template_sections (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  version_id uuid NOT NULL,
  key text NOT NULL,
  position integer NOT NULL,
  title text NOT NULL,
  CONSTRAINT pk_template_sections PRIMARY KEY (id),
  CONSTRAINT uq_template_sections_key UNIQUE (version_id, key),
  CONSTRAINT fk_template_sections_version_id FOREIGN KEY (version_id) REFERENCES
    template_versions(id) ON DELETE CASCADE
);

CREATE TABLE questions (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  version_id uuid NOT NULL,
  section_id uuid NOT NULL,
  key text NOT NULL,
  position integer NOT NULL,
  kind text NOT NULL,
  text text NOT NULL,
  guidance text NOT NULL DEFAULT '',
  weight integer NOT NULL,
  options jsonb NOT NULL DEFAULT '[]',
  citations text[] NOT NULL DEFAULT '{}',
  show_if jsonb,
  CONSTRAINT pk_questions PRIMARY KEY (id),
  CONSTRAINT uq_questions_key UNIQUE (version_id, key),
  CONSTRAINT fk_questions_version_id FOREIGN KEY (version_id) REFERENCES template_versions(id) ON
    DELETE CASCADE,
  CONSTRAINT fk_questions_section_id FOREIGN KEY (section_id) REFERENCES template_sections(id) ON
    DELETE CASCADE,
  CONSTRAINT ck_questions_kind CHECK (kind IN ('YES_NO', 'SINGLE', 'MULTIPLE', 'TEXT', 'NUMBER',
    'DATE', 'FILE')),
  CONSTRAINT ck_questions_weight CHECK (weight BETWEEN 1 AND 10)
);
CREATE INDEX ix_questions_section ON questions (section_id);

CREATE TABLE assessments (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  ref text NOT NULL DEFAULT ('ASM-'::text || nextval('assessment_refs'::regclass)),
  vendor_id uuid NOT NULL,
  version_id uuid NOT NULL,
  status text NOT NULL DEFAULT 'DRAFT',
  sent_at timestamptz,
  due_on date,
  submitted_at timestamptz,
  accepted_at timestamptz,
  accepted_by uuid,
  source_url text,
  sample boolean NOT NULL DEFAULT false,
  rev integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by uuid,
  CONSTRAINT pk_assessments PRIMARY KEY (id),
  CONSTRAINT uq_assessments_ref UNIQUE (ref),
  CONSTRAINT fk_assessments_vendor_id FOREIGN KEY (vendor_id) REFERENCES vendors(id),
  CONSTRAINT fk_assessments_version_id FOREIGN KEY (version_id) REFERENCES template_versions(id),
  CONSTRAINT ck_assessments_status CHECK (status IN ('DRAFT', 'SENT', 'IN_PROGRESS', 'SUBMITTED',
    'ACCEPTED', 'REJECTED')),
  CONSTRAINT ck_assessments_accepted_at CHECK (status <> 'ACCEPTED' OR accepted_at IS NOT NULL)
);
CREATE INDEX ix_assessments_vendor ON assessments (vendor_id);
CREATE INDEX ix_assessments_version ON assessments (version_id);

CREATE TABLE answers (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  assessment_id uuid NOT NULL,
  question_id uuid NOT NULL,
  vendor_id uuid NOT NULL,
  question_key text NOT NULL,
  value jsonb,
  effectiveness real,
  comment text NOT NULL DEFAULT '',
  evidence_level text NOT NULL DEFAULT 'ATTESTED',
  evidence_id uuid,
  evidence_end date,
  answered_on date NOT NULL,
  review_state text NOT NULL DEFAULT 'UNREVIEWED',
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by uuid,
  rev integer NOT NULL DEFAULT 1,
  CONSTRAINT pk_answers PRIMARY KEY (id),
  CONSTRAINT uq_answers_question UNIQUE (assessment_id, question_id),
  CONSTRAINT fk_answers_assessment_id FOREIGN KEY (assessment_id) REFERENCES assessments(id) ON
    DELETE CASCADE,
  CONSTRAINT fk_answers_question_id FOREIGN KEY (question_id) REFERENCES questions(id),
  CONSTRAINT fk_answers_vendor_id FOREIGN KEY (vendor_id) REFERENCES vendors(id),
  CONSTRAINT fk_answers_evidence_id FOREIGN KEY (evidence_id) REFERENCES evidence(id),
  CONSTRAINT ck_answers_effectiveness CHECK (effectiveness BETWEEN 0 AND 1),
  CONSTRAINT ck_answers_evidence_level CHECK (evidence_level IN ('ATTESTED', 'DOCUMENTED',
    'AUDITED')),
  CONSTRAINT ck_answers_evidence_id CHECK (evidence_level = 'ATTESTED' OR evidence_id IS NOT NULL),
  CONSTRAINT ck_answers_review_state CHECK (review_state IN ('UNREVIEWED', 'ACCEPTED', 'QUERIED',
    'NOT_APPLICABLE'))
);
CREATE INDEX ix_answers_evidence ON answers (evidence_id) WHERE evidence_id IS NOT NULL;
CREATE INDEX ix_answers_vendor ON answers (vendor_id);
`;
