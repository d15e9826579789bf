-- Who may what, as the log's `account` streams tell it. The log is the truth; this table is read at every request and can be made anew from it.

-- The newest event of the account's stream that stands in these tables; behind the log's, nothing here is believed until it has caught up.
ALTER TABLE users ADD COLUMN account_sequence bigint NOT NULL DEFAULT 0;

CREATE TABLE grants (
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    grant_id uuid NOT NULL,
    role text NOT NULL,
    -- What it is bound to: a kind, and an id unless it is the nation.
    kind text NOT NULL,
    bound_id uuid,
    from_day date NOT NULL,
    until_day date,
    -- Sequence of the event that gave it, for their order.
    sequence bigint NOT NULL,
    withdrawn boolean NOT NULL DEFAULT false,
    PRIMARY KEY (user_id, grant_id),
    CHECK ((kind = 'nation') = (bound_id IS NULL))
);
CREATE INDEX grants_of_user ON grants (user_id) WHERE NOT withdrawn;
CREATE INDEX grants_by_role ON grants (role) WHERE NOT withdrawn;

-- Roles and what they are bound to stood here before there were grants. They are told to the log once, as what existed before, and read no more.
COMMENT ON COLUMN users.roles IS 'before grants; told to the log once, read no more';
ALTER TABLE users ALTER COLUMN roles SET DEFAULT '{}';
