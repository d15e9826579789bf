-- Signing in through an outside provider. Which person there is which account here, and attempts under way.

-- One outside identity opens one account. Only a keyed digest of issuer and subject is kept, under a key outside the database.
CREATE TABLE outside_links (
    digest bytea PRIMARY KEY,
    user_id uuid NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
    linked_at timestamptz NOT NULL
);

-- An attempt, until it comes back: for one use, for ten minutes, in the browser that began it.
CREATE TABLE outside_starts (
    state_hash bytea PRIMARY KEY,
    browser_hash bytea NOT NULL,
    -- Nonce and PKCE secret, sealed under a key outside the database and bound to the attempt.
    sealed bytea NOT NULL,
    -- A path of this installation.
    back text NOT NULL,
    -- The session that links its own account; null for signing in.
    link_session uuid,
    expires_at timestamptz NOT NULL
);
CREATE INDEX outside_starts_by_expiry ON outside_starts (expires_at);

-- How a session was opened.
ALTER TABLE sessions ADD COLUMN outside boolean NOT NULL DEFAULT false;
