/** What the database itself refuses: changes to history, and changes to published questionnaires. */
export const GUARDS = `
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Only the removal of the sample and the undo of an import set this, for their transaction.
  IF current_setting('chaperone.purge', true) = 'on' THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER risk_scores_append_only BEFORE UPDATE OR DELETE ON risk_scores
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER compliance_states_append_only BEFORE UPDATE OR DELETE ON compliance_states
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER service_decisions_append_only BEFORE UPDATE OR DELETE ON service_decisions
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION keep_published_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'DRAFT' OR current_setting('chaperone.purge', true) = 'on' THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  -- The one step that is left to a published version, with nothing else changed.
  IF TG_OP = 'UPDATE' AND OLD.status = 'PUBLISHED' AND NEW.status = 'RETIRED'
    AND to_jsonb(NEW) - 'status' = to_jsonb(OLD) - 'status' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a published version of a questionnaire never changes'
    USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER template_versions_immutable BEFORE UPDATE OR DELETE ON template_versions
  FOR EACH ROW EXECUTE FUNCTION keep_published_version();

CREATE FUNCTION keep_published_parts() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public, pg_temp AS $$
DECLARE
  versions uuid[] := CASE TG_OP
    WHEN 'INSERT' THEN ARRAY[NEW.version_id]
    WHEN 'DELETE' THEN ARRAY[OLD.version_id]
    ELSE ARRAY[OLD.version_id, NEW.version_id] END;
BEGIN
  IF current_setting('chaperone.purge', true) IS DISTINCT FROM 'on' AND EXISTS (
    SELECT FROM template_versions WHERE id = ANY (versions) AND status <> 'DRAFT') THEN
    RAISE EXCEPTION 'a published version of a questionnaire never changes'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;

CREATE TRIGGER template_sections_immutable BEFORE INSERT OR UPDATE OR DELETE ON template_sections
  FOR EACH ROW EXECUTE FUNCTION keep_published_parts();
CREATE TRIGGER questions_immutable BEFORE INSERT OR UPDATE OR DELETE ON questions
  FOR EACH ROW EXECUTE FUNCTION keep_published_parts();
`;
