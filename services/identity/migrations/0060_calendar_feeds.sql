-- The feed of a caseworker's calendar: one secret address a person, of which only the hash is kept.
CREATE TABLE calendar_feeds (
    user_id uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    -- From which the ids in the feed are made, so that they are nobody else's.
    feed_id uuid NOT NULL,
    token_hash bytea NOT NULL UNIQUE,
    made_at timestamptz NOT NULL,
    last_read_at timestamptz
);
