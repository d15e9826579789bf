-- Accounts by invitation, second factors, sessions that are listed, devices that can be wiped, and the record of signing in.

-- An invited account has no password until its person sets one.
ALTER TABLE users ALTER COLUMN password_hash DROP NOT NULL;

-- One-time links by which a person sets the own password. Only the SHA-256 of the token is kept.
CREATE TABLE links (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash bytea NOT NULL UNIQUE,
    -- Who made it: an account, or nobody for the command line.
    made_by uuid,
    made_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    revoked_at timestamptz
);
-- At most one link of an account is open at a time.
CREATE UNIQUE INDEX open_link_of_user ON links (user_id) WHERE used_at IS NULL AND revoked_at IS NULL;

-- Time-based one-time codes (RFC 6238). The secret is sealed under a key outside the database.
CREATE TABLE second_factors (
    user_id uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    -- Null while the person has not yet shown a code of the first one.
    secret bytea,
    confirmed_at timestamptz,
    -- A new one, until a code of it was shown; the old one counts until then.
    next_secret bytea,
    -- The newest step whose code was taken: it and those before it are taken no more.
    last_step bigint NOT NULL DEFAULT 0
);

-- Keyed hashes under a key outside the database; each code works once.
CREATE TABLE recovery_codes (
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    code_hash bytea NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (user_id, code_hash)
);

-- Wrong codes of an account, counted apart for devices it has signed in on before, so that whoever holds a stolen password cannot keep its
-- owner out. In the database, because a million codes are few enough to be tried over restarts and nodes.
CREATE TABLE code_attempts (
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    known_device boolean NOT NULL,
    attempts integer NOT NULL,
    since timestamptz NOT NULL,
    PRIMARY KEY (user_id, known_device)
);

-- A browser in which an account has signed in whole. The cookie that names the browser is long-lived; only its SHA-256 is kept.
CREATE TABLE devices (
    id uuid PRIMARY KEY,
    token_hash bytea NOT NULL,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- What the person calls it.
    name text,
    -- Family of the browser and kind of machine, as `Chrome, Android`.
    browser text NOT NULL,
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    wipe_asked_at timestamptz,
    wipe_asked_by uuid,
    wiped_at timestamptz,
    UNIQUE (token_hash, user_id)
);
CREATE INDEX devices_of_user ON devices (user_id, last_seen_at);
CREATE INDEX devices_to_wipe ON devices (token_hash) WHERE wipe_asked_at IS NOT NULL;

-- Sessions of before end: they do not know which factors were shown.
DELETE FROM sessions;
ALTER TABLE sessions
    ADD COLUMN id uuid NOT NULL UNIQUE,
    ADD COLUMN last_used_at timestamptz NOT NULL,
    ADD COLUMN device_id uuid REFERENCES devices (id) ON DELETE SET NULL,
    ADD COLUMN browser text,
    -- Network the session began from, cut to where it no longer names a household.
    ADD COLUMN network text,
    -- When the second factor was shown in this session.
    ADD COLUMN factor_at timestamptz,
    -- When who sits there was last made sure of, by password or by code.
    ADD COLUMN confirmed_at timestamptz NOT NULL;

-- What happened around signing in. Ids, kinds and coarse networks; never a password, a code, a token, or a name typed by somebody unknown.
CREATE TABLE sign_in_events (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    -- The account it happened to; null where the name typed is no account's.
    user_id uuid,
    -- Who did it, where it was somebody else.
    by_user uuid,
    device_id uuid,
    browser text,
    network text,
    -- Why an administrator did it, in the administrator's words.
    reason text
);
CREATE INDEX sign_in_events_of_user ON sign_in_events (user_id, id);
CREATE INDEX sign_in_events_by_kind ON sign_in_events (kind, id);
CREATE FUNCTION refuse_change_of_sign_ins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the record of signing in is only added to';
END $$;
CREATE TRIGGER sign_in_events_are_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON sign_in_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_sign_ins();
