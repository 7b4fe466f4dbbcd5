-- Ledgers of loopgen. Run once, as the role that is to own them; never as the role of an application.

CREATE SCHEMA loopgen;

CREATE TABLE loopgen.schema_version (
  version integer PRIMARY KEY
);
INSERT INTO loopgen.schema_version (version) VALUES (1);

-- One ledger for each repository and lineage.
CREATE TABLE loopgen.ledger (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE CHECK (name ~ '^[A-Za-z0-9][A-Za-z0-9._/@:+-]{0,199}$'),
  writer name NOT NULL,
  reader name
);

-- The exact bytes of each entry with its line feed and the blank lines before it. Their
-- concatenation by position is the ledger's file. Verification reads no other column.
CREATE TABLE loopgen.entry (
  ledger_id integer NOT NULL REFERENCES loopgen.ledger (id),
  position bigint NOT NULL CHECK (position >= 0),
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  run bytea NOT NULL CHECK (octet_length(run) = 32),
  line bytea NOT NULL CHECK (octet_length(line) > 0),
  heads bytea,
  PRIMARY KEY (ledger_id, position)
);
CREATE INDEX entry_hash ON loopgen.entry (ledger_id, hash);
CREATE INDEX entry_run ON loopgen.entry (ledger_id, run);
COMMENT ON COLUMN loopgen.entry.run IS 'SHA-256 of the entryId';
COMMENT ON COLUMN loopgen.entry.heads IS 'how the trees of the heads continue, after the last entry of a write';

-- Keeps a role that may insert from inserting anywhere but at the end. A plan that was made while
-- the table was small must not read all of it when it is large, so only the index is left.
CREATE FUNCTION loopgen.require_next() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
  SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off AS $$
DECLARE
  ending bigint;
BEGIN
  SELECT e.position + octet_length(e.line) INTO ending
    FROM loopgen.entry e WHERE e.ledger_id = NEW.ledger_id
    ORDER BY e.position DESC LIMIT 1;
  IF NEW.position <> coalesce(ending, 0) THEN
    RAISE EXCEPTION 'an entry must follow the last one'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER require_next BEFORE INSERT ON loopgen.entry
  FOR EACH ROW EXECUTE FUNCTION loopgen.require_next();

-- Each role sees the ledgers that name it, and appends where it is the writer.
ALTER TABLE loopgen.ledger ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON loopgen.ledger FOR SELECT USING (
  pg_has_role(current_user, writer, 'MEMBER')
  OR (reader IS NOT NULL AND pg_has_role(current_user, reader, 'MEMBER')));
ALTER TABLE loopgen.entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY readable ON loopgen.entry FOR SELECT USING (
  EXISTS (SELECT FROM loopgen.ledger l WHERE l.id = ledger_id));
CREATE POLICY appendable ON loopgen.entry FOR INSERT WITH CHECK (
  EXISTS (
    SELECT FROM loopgen.ledger l
      WHERE l.id = ledger_id AND pg_has_role(current_user, l.writer, 'MEMBER')));

-- Creates a ledger; the roles must exist. Neither gets UPDATE, DELETE or TRUNCATE.
CREATE FUNCTION loopgen.create_ledger(ledger text, writer name, reader name DEFAULT NULL)
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO loopgen.ledger (name, writer, reader) VALUES (ledger, writer, reader);
  EXECUTE format('GRANT USAGE ON SCHEMA loopgen TO %I', writer);
  EXECUTE format('GRANT SELECT ON loopgen.schema_version, loopgen.ledger TO %I', writer);
  EXECUTE format('GRANT SELECT, INSERT ON loopgen.entry TO %I', writer);
  IF reader IS NOT NULL THEN
    EXECUTE format('GRANT USAGE ON SCHEMA loopgen TO %I', reader);
    EXECUTE format('GRANT SELECT ON loopgen.schema_version, loopgen.ledger, loopgen.entry TO %I', reader);
  END IF;
END $$;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA loopgen FROM PUBLIC;
