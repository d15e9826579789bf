-- Accounts, sessions and the record of what was opened. All tables stand in the schema `identity`, which `migrate` creates; nothing here is
-- part of the log, because a password is changed and a session ends, while history is only added to.

-- People who sign in. The folded name is what is unique: «زهرا» typed on an Arabic keyboard is the same account.
CREATE TABLE users (
    id uuid PRIMARY KEY,
    username text NOT NULL,
    username_folded text NOT NULL UNIQUE,
    display_name text NOT NULL,
    -- PHC string of argon2id, with its own salt and parameters.
    password_hash text NOT NULL,
    roles text[] NOT NULL,
    caseworker_id uuid,
    center_id uuid,
    commission_ids uuid[] NOT NULL DEFAULT '{}',
    agency_id uuid,
    place_id uuid,
    disabled boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- Only the SHA-256 of the token is kept: who reads this table can sign in as nobody.
CREATE TABLE sessions (
    token_hash bytea PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_of_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- Who opened what, when and on what ground (statement S062). Ids only, never a value.
CREATE TABLE access_log (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id uuid NOT NULL,
    operation text NOT NULL,
    subject text NOT NULL,
    ground text NOT NULL,
    via text NOT NULL CHECK (via IN ('api', 'cli')),
    accessed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX access_log_by_subject ON access_log (subject, id);
CREATE INDEX access_log_by_user ON access_log (user_id, id);

-- The trace is only added to, also by its owner.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the record of openings is only added to';
END $$;
CREATE TRIGGER access_log_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON access_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The last number given to a file under a prefix. Numbers are never given twice; a refused intake leaves a gap.
CREATE TABLE file_numbers (
    prefix text PRIMARY KEY,
    last_number bigint NOT NULL
);
