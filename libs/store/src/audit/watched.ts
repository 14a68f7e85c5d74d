/**
 * Which tables the audit log watches, and how it calls their rows. In: nothing. Out: data, from which
 * watch-tables.ts makes the triggers. A new table gets a line here or in `UNWATCHED`; a spec asks for it.
 */

/** How the rows of a table are told in the audit log. */
export interface Watched {
  /** What such a row is. */
  readonly kind: string;
  /** Columns by which people know it; none: the database looks it up. */
  readonly label?: readonly string[];
  /** Columns that hold the key of a record that it belongs to, and that record's kind. */
  readonly belongs?: Readonly<Record<string, string>>;
  /** The kind of record that a change of such a row is a change of; none: it stands for itself. */
  readonly owner?: string;
  /** Columns whose change tells nobody anything, beside rev, updated_at and updated_by. */
  readonly ignore?: readonly string[];
  /** Columns that are never told in clear, only as keyed digests. Sealed values are known as such. */
  readonly secret?: readonly string[];
  /** Rows whose state is this are the product's own proposals: they count once somebody decides. */
  readonly skipState?: 'PROPOSED';
}

const OF_VENDOR = { vendor_id: 'VENDOR' };
const SEARCHED = ['normalised_name', 'normalised_aliases', 'search_text'];

/** By table. */
export const WATCHED: Readonly<Record<string, Watched>> = {
  organisation: { kind: 'ORGANISATION', label: ['name'] },
  people: {
    kind: 'PERSON',
    label: ['name'],
    ignore: ['last_seen_at'],
    secret: ['password_hash'],
  },
  api_tokens: {
    kind: 'API_TOKEN',
    label: ['name'],
    ignore: ['last_used_at'],
    secret: ['token_hash'],
  },
  sign_in_links: {
    kind: 'SIGN_IN_LINK',
    label: ['purpose'],
    belongs: { person_id: 'PERSON' },
    secret: ['token_hash'],
  },
  factors: {
    kind: 'FACTOR',
    label: ['kind', 'name'],
    belongs: { person_id: 'PERSON' },
    owner: 'PERSON',
    ignore: ['last_used_at', 'last_step', 'counter', 'backed_up'],
    secret: ['seed', 'credential_id', 'public_key'],
  },
  recovery_codes: {
    kind: 'RECOVERY_CODE',
    belongs: { person_id: 'PERSON' },
    owner: 'PERSON',
    secret: ['code_hash'],
  },
  identity_providers: { kind: 'IDENTITY_PROVIDER', label: ['name'] },
  provider_accounts: {
    kind: 'PROVIDER_ACCOUNT',
    label: ['issuer'],
    belongs: { person_id: 'PERSON' },
    owner: 'PERSON',
    ignore: ['last_used_at'],
  },
  vendors: { kind: 'VENDOR', label: ['ref', 'display_name'], ignore: SEARCHED },
  vendor_relations: {
    kind: 'SUBPROCESSOR',
    belongs: OF_VENDOR,
    owner: 'VENDOR',
  },
  services: { kind: 'SERVICE', label: ['name'], belongs: OF_VENDOR },
  service_covers: {
    kind: 'SERVICE_COVER',
    label: ['kind'],
    belongs: { service_id: 'SERVICE' },
    owner: 'SERVICE',
  },
  service_decisions: {
    kind: 'SERVICE_DECISION',
    label: ['outcome'],
    belongs: { service_id: 'SERVICE' },
    owner: 'SERVICE',
  },
  evidence: { kind: 'EVIDENCE', label: ['title'], belongs: OF_VENDOR },
  agreements: { kind: 'AGREEMENT', label: ['ref', 'kind'], belongs: OF_VENDOR },
  agreement_services: {
    kind: 'AGREEMENT_SERVICE',
    belongs: { agreement_id: 'AGREEMENT', service_id: 'SERVICE' },
    owner: 'AGREEMENT',
  },
  question_templates: { kind: 'TEMPLATE', label: ['title'] },
  template_versions: {
    kind: 'TEMPLATE_VERSION',
    belongs: { template_id: 'TEMPLATE' },
    owner: 'TEMPLATE',
  },
  template_sections: {
    kind: 'TEMPLATE_SECTION',
    label: ['title'],
    belongs: { version_id: 'TEMPLATE_VERSION' },
    owner: 'TEMPLATE_VERSION',
  },
  questions: {
    kind: 'QUESTION',
    label: ['key'],
    belongs: { version_id: 'TEMPLATE_VERSION' },
    owner: 'TEMPLATE_VERSION',
  },
  assessments: { kind: 'ASSESSMENT', label: ['ref'], belongs: OF_VENDOR },
  answers: {
    kind: 'ANSWER',
    label: ['question_key'],
    belongs: { assessment_id: 'ASSESSMENT', vendor_id: 'VENDOR' },
    owner: 'ASSESSMENT',
  },
  incidents: { kind: 'INCIDENT', label: ['ref', 'title'] },
  incident_proposals: {
    kind: 'INCIDENT_PROPOSAL',
    belongs: { vendor_id: 'VENDOR', incident_id: 'INCIDENT' },
    skipState: 'PROPOSED',
  },
  breaches: {
    kind: 'BREACH',
    label: ['ref', 'title'],
    belongs: { incident_id: 'INCIDENT' },
    ignore: ['normalised_name', 'search_text', 'raw', 'last_import_id'],
  },
  breach_matches: {
    kind: 'MATCH',
    belongs: { breach_id: 'BREACH', vendor_id: 'VENDOR' },
    ignore: ['score', 'words'],
    skipState: 'PROPOSED',
  },
  import_runs: {
    kind: 'IMPORT',
    label: ['ref', 'source'],
    ignore: ['progress', 'stage', 'counts', 'finished_at', 'file_sha256'],
  },
  stored_files: {
    kind: 'FILE',
    label: ['name'],
    belongs: { agreement_id: 'AGREEMENT', evidence_id: 'EVIDENCE', answer_id: 'ANSWER' },
    ignore: ['detached_at'],
  },
  uploads: { kind: 'UPLOAD', label: ['file_name'], ignore: ['path'] },
  access_reviews: { kind: 'ACCESS_REVIEW', label: ['ref'] },
  access_review_items: {
    kind: 'REVIEW_ITEM',
    label: ['name'],
    belongs: { review_id: 'ACCESS_REVIEW', person_id: 'PERSON', token_id: 'API_TOKEN' },
    owner: 'ACCESS_REVIEW',
  },
  audit_settings: { kind: 'AUDIT_SETTINGS' },
};

/** Tables that are not watched, and why. */
export const UNWATCHED: Readonly<Record<string, string>> = {
  key_ring: 'changed by commands that leave an entry of their own',
  data_keys: 'changed by commands that leave an entry of their own',
  sealed_columns: 'how far the sealing of older values has come',
  migrations: 'written by the product before it serves anybody',
  installation: 'written once, never changed',
  jobs_done: 'which daily work has run',
  sessions: 'opened and closed with entries of their own; touched by every request',
  rate_limits: 'counters',
  mails: 'what a person is told; its cause has an entry',
  sso_states: 'numbers that live for minutes',
  challenges: 'numbers that live for minutes',
  alerts: 'what a person is told; its cause has an entry',
  known_places: 'from where a person usually comes',
  saved_views: "a person's own way of looking at a list",
  compliance_states: 'derived from what is watched; a history of its own',
  risk_scores: 'derived from what is watched; a history of its own',
  vendor_rows: 'derived from what is watched',
  match_decisions: 'a copy of what was decided about a match, kept for later imports',
  incident_changes: 'how to take back a change that is told with its breach records',
  import_changes: 'what a run wrote; its entry holds a digest of them',
  import_conflicts: 'what an undo left alone',
  import_errors: "a run's remarks",
  audit_entries: 'the log itself',
  audit_gathered: 'empty between transactions',
};
