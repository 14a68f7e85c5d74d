/**
 * The audit log: entries in a chain, and the rows that a transaction has changed so far.
 * Triggers gather rows, `append_audit` writes the entry, and a commit whose rows were not appended is
 * refused. Which tables are watched is said in ../audit/watched.ts.
 */
export const AUDIT = `
CREATE TABLE audit_entries (
  seq bigint NOT NULL,
  at timestamptz NOT NULL,
  action text NOT NULL,
  outcome text NOT NULL,
  person_id uuid,
  about text[] NOT NULL DEFAULT '{}',
  words text NOT NULL DEFAULT '',
  content text NOT NULL,
  hash text NOT NULL,
  CONSTRAINT pk_audit_entries PRIMARY KEY (seq),
  CONSTRAINT ck_audit_entries_seq CHECK (seq >= 1),
  CONSTRAINT ck_audit_entries_outcome CHECK (outcome IN ('SUCCESS', 'FAILURE', 'DENIED')),
  CONSTRAINT ck_audit_entries_hash CHECK (hash ~ '^[0-9a-f]{64}$')
);
CREATE INDEX ix_audit_entries_about ON audit_entries USING gin (about);
CREATE INDEX ix_audit_entries_action ON audit_entries (action, seq DESC);
CREATE INDEX ix_audit_entries_at ON audit_entries (at);
CREATE INDEX ix_audit_entries_person ON audit_entries (person_id, seq DESC);
CREATE INDEX ix_audit_entries_security ON audit_entries (seq DESC)
  WHERE action <> 'CHANGE' OR outcome <> 'SUCCESS';
CREATE INDEX ix_audit_entries_words ON audit_entries USING gin (words gin_trgm_ops);

CREATE TABLE audit_settings (
  id boolean NOT NULL DEFAULT true,
  retention_years integer NOT NULL DEFAULT 6,
  CONSTRAINT pk_audit_settings PRIMARY KEY (id),
  CONSTRAINT ck_audit_settings_id CHECK (id),
  CONSTRAINT ck_audit_settings_retention_years CHECK (retention_years BETWEEN 6 AND 100)
);
INSERT INTO audit_settings DEFAULT VALUES;

CREATE FUNCTION keep_audit() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public, pg_temp AS $$
BEGIN
  -- Old entries go by the command that signs a cut first; young ones never, whoever asks.
  IF TG_OP = 'DELETE' THEN
    IF OLD.seq <= nullif(current_setting('chaperone.audit_cut', true), '')::bigint
      AND OLD.at < now() - make_interval(years => (SELECT retention_years FROM audit_settings)) THEN
      RETURN OLD;
    END IF;
  END IF;
  RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE ON audit_entries
  FOR EACH ROW EXECUTE FUNCTION keep_audit();
CREATE TRIGGER audit_entries_never_emptied BEFORE TRUNCATE ON audit_entries
  FOR EACH STATEMENT EXECUTE FUNCTION keep_audit();

CREATE UNLOGGED TABLE audit_gathered (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
  op text NOT NULL,
  kind text NOT NULL,
  owner text,
  row_key text,
  label text,
  belongs jsonb,
  before jsonb,
  after jsonb,
  secrets text[],
  CONSTRAINT pk_audit_gathered PRIMARY KEY (id)
);
CREATE INDEX ix_audit_gathered_xact ON audit_gathered (xact);

CREATE FUNCTION gather_audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  names_of_label text[] := string_to_array(TG_ARGV[1], ',');
  owners text[] := string_to_array(TG_ARGV[2], ',');
  ignored text[] := string_to_array(TG_ARGV[3], ',');
  is_now jsonb;
  was jsonb;
  became jsonb;
  key_of_row text;
  belongs_to jsonb;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    is_now := to_jsonb(NEW);
    SELECT jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, is_now -> o.key)
      INTO was, became
      FROM jsonb_each(to_jsonb(OLD)) AS o
      WHERE o.value IS DISTINCT FROM is_now -> o.key AND NOT (o.key = ANY (ignored));
    IF was IS NULL THEN RETURN NULL; END IF;
  ELSIF TG_OP = 'INSERT' THEN
    is_now := to_jsonb(NEW);
    became := jsonb_strip_nulls(is_now - ignored);
  ELSE
    is_now := to_jsonb(OLD);
    was := jsonb_strip_nulls(is_now - ignored);
  END IF;
  -- What the product proposes by itself is no change of anybody's until somebody decides it.
  IF TG_ARGV[5] = 'PROPOSED' AND is_now ->> 'state' = 'PROPOSED'
    AND coalesce(was ->> 'state', 'PROPOSED') = 'PROPOSED' THEN
    RETURN NULL;
  END IF;
  SELECT jsonb_object_agg(split_part(o, '=', 2), is_now -> split_part(o, '=', 1)) INTO belongs_to
    FROM unnest(owners) AS o WHERE is_now ->> split_part(o, '=', 1) IS NOT NULL;
  key_of_row := coalesce(is_now ->> 'id', (SELECT string_agg(value, '/') FROM jsonb_each_text(belongs_to)));
  IF belongs_to ? 'SERVICE' AND NOT belongs_to ? 'VENDOR' THEN
    belongs_to := belongs_to || coalesce((SELECT jsonb_build_object('VENDOR', vendor_id)
      FROM services WHERE id = (belongs_to ->> 'SERVICE')::uuid), '{}');
  END IF;
  INSERT INTO audit_gathered (op, kind, owner, row_key, label, belongs, before, after, secrets)
  VALUES (TG_OP, TG_ARGV[0], nullif(TG_ARGV[6], ''), key_of_row,
    (SELECT string_agg(nullif(is_now ->> c, ''), ' ') FROM unnest(names_of_label) AS c),
    coalesce(belongs_to, '{}') || jsonb_build_object(TG_ARGV[0], key_of_row), was, became,
    nullif(string_to_array(TG_ARGV[4], ','), '{}'));
  RETURN NULL;
END
$$;

CREATE FUNCTION gather_bulk() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO audit_gathered (op, kind) VALUES ('BULK_' || TG_OP, TG_ARGV[0]);
  RETURN NULL;
END
$$;

CREATE FUNCTION refuse_unappended() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM audit_gathered WHERE id = NEW.id) THEN
    RAISE EXCEPTION 'a change of % without its entry in the audit log', NEW.kind
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER audit_appended AFTER INSERT ON audit_gathered
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_unappended();

CREATE FUNCTION audit_label(of_kind text, of_key text) RETURNS text LANGUAGE plpgsql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN CASE of_kind
    WHEN 'VENDOR' THEN (SELECT ref || ' ' || display_name FROM vendors WHERE id = of_key::uuid)
    WHEN 'SERVICE' THEN (SELECT name FROM services WHERE id = of_key::uuid)
    WHEN 'AGREEMENT' THEN (SELECT ref || ' ' || agreements.kind FROM agreements WHERE id = of_key::uuid)
    WHEN 'ASSESSMENT' THEN (SELECT ref FROM assessments WHERE id = of_key::uuid)
    WHEN 'BREACH' THEN (SELECT ref || ' ' || title FROM breaches WHERE id = of_key::uuid)
    WHEN 'TEMPLATE' THEN (SELECT title FROM question_templates WHERE id = of_key::uuid)
    WHEN 'TEMPLATE_VERSION' THEN (SELECT t.title || ' ' || v.version FROM template_versions v
      JOIN question_templates t ON t.id = v.template_id WHERE v.id = of_key::uuid)
    WHEN 'MATCH' THEN (SELECT b.ref || ' ' || v.display_name FROM breach_matches m
      JOIN breaches b ON b.id = m.breach_id JOIN vendors v ON v.id = m.vendor_id
      WHERE m.id = of_key::uuid)
    WHEN 'PERSON' THEN (SELECT name FROM people WHERE id = of_key::uuid)
  END;
END
$$;

CREATE FUNCTION gathered_audit(most integer) RETURNS jsonb LANGUAGE plpgsql VOLATILE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  mine xid8 := pg_current_xact_id();
  found_rows jsonb;
  in_all bigint;
BEGIN
  SELECT jsonb_agg(jsonb_build_object('op', g.op, 'kind', g.kind, 'id', g.row_key,
      'label', coalesce(g.label, audit_label(g.kind, g.row_key)), 'owner', g.owner,
      'ownerLabel', audit_label(g.owner, g.belongs ->> g.owner), 'belongs', g.belongs,
      'before', g.before, 'after', g.after, 'secrets', g.secrets) ORDER BY g.id)
    INTO found_rows FROM (SELECT * FROM audit_gathered WHERE xact = mine ORDER BY id LIMIT most) g;
  IF found_rows IS NULL THEN RETURN NULL; END IF;
  IF jsonb_array_length(found_rows) < most THEN RETURN jsonb_build_object('rows', found_rows); END IF;
  SELECT count(*) INTO in_all FROM audit_gathered WHERE xact = mine;
  IF in_all = most THEN RETURN jsonb_build_object('rows', found_rows); END IF;
  RETURN jsonb_build_object('rows', found_rows,
    'counts', (SELECT jsonb_agg(jsonb_build_object('op', c.op, 'kind', c.kind, 'rows', c.n))
      FROM (SELECT op, kind, count(*) AS n FROM audit_gathered WHERE xact = mine
        GROUP BY op, kind ORDER BY op, kind) c),
    'digest', (SELECT encode(sha256(string_agg(sha256(convert_to(
        concat_ws('|', op, kind, row_key, before::text, after::text), 'UTF8')), ''::bytea ORDER BY id)), 'hex')
      FROM audit_gathered WHERE xact = mine));
END
$$;

CREATE FUNCTION append_audit(contents text[]) RETURNS bigint LANGUAGE plpgsql VOLATILE
  SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  next_seq bigint;
  head text;
  moment timestamptz := date_trunc('milliseconds', clock_timestamp());
  each text;
  entry jsonb;
BEGIN
  DELETE FROM audit_gathered WHERE xact = pg_current_xact_id();
  -- Held until the commit, which follows at once: this is the transaction's last statement.
  PERFORM pg_advisory_xact_lock(7262040);
  SELECT seq, hash INTO next_seq, head FROM audit_entries ORDER BY seq DESC LIMIT 1;
  next_seq := coalesce(next_seq, 0);
  head := coalesce(head, repeat('0', 64));
  FOREACH each IN ARRAY contents LOOP
    next_seq := next_seq + 1;
    entry := each::jsonb;
    head := encode(sha256(convert_to(
      '{"at":"' || to_char(moment, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '","entry":' || each
      || ',"seq":' || next_seq || '}' || head, 'UTF8')), 'hex');
    INSERT INTO audit_entries (seq, at, action, outcome, person_id, about, words, content, hash)
    VALUES (next_seq, moment, entry ->> 'action', entry ->> 'outcome',
      (entry #>> '{by,id}')::uuid,
      ARRAY(SELECT jsonb_array_elements_text(entry -> 'about')),
      left(lower(concat_ws(' ', entry #>> '{subject,label}', entry #>> '{by,name}',
        entry #>> '{request,doing}', entry ->> 'why', entry #>> '{request,address}',
        entry #>> '{request,id}')), 400),
      each, head);
  END LOOP;
  RETURN next_seq;
END
$$;
`;

/** The way back. */
export const AUDIT_DOWN = `
DROP TABLE audit_gathered, audit_entries, audit_settings;
DROP FUNCTION append_audit(text[]), gathered_audit(integer), audit_label(text, text),
  refuse_unappended(), keep_audit();
DROP FUNCTION gather_bulk() CASCADE;
DROP FUNCTION gather_audit() CASCADE;
`;
