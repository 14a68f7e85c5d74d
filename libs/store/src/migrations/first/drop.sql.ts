/** The way back: every table, then what they used. The extension stays, others may use it. */
export const DROP = `
DROP TABLE uploads, import_conflicts, import_changes, import_errors, import_runs;
DROP TABLE vendor_rows, risk_scores;
DROP TABLE match_decisions, breach_matches, breaches, incident_changes, incident_proposals,
  incidents;
DROP TABLE answers, assessments, questions, template_sections, template_versions,
  question_templates;
DROP TABLE compliance_states, agreement_services, agreements;
DROP TABLE evidence, service_decisions, service_covers, services, vendor_relations, vendors;
DROP TABLE saved_views, rate_limits, sign_in_links, api_tokens, sessions, people;
DROP TABLE jobs_done, organisation, installation;
DROP FUNCTION refuse_change(), keep_published_version(), keep_published_parts();
DROP SEQUENCE import_refs, incident_refs, breach_refs, assessment_refs, agreement_refs,
  vendor_refs;
`;
