-- Where a person wants to be written to, outside the program. Addresses are sealed under the store's key file.
CREATE TABLE contacts (
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    channel text NOT NULL CHECK (channel IN ('email', 'sms')),
    address bytea NOT NULL,
    language text NOT NULL CHECK (language IN ('fa', 'en')),
    rhythm text NOT NULL CHECK (rhythm IN ('at_once', 'daily')),
    made_at timestamptz NOT NULL,
    -- A keyed hash of the code that was sent to the address; nothing else is sent there before it comes back.
    code_hash bytea,
    code_until timestamptz,
    code_tries integer NOT NULL DEFAULT 0,
    confirmed_at timestamptz,
    PRIMARY KEY (user_id, channel)
);

-- What each was told of already.
CREATE TABLE told (
    user_id uuid NOT NULL,
    channel text NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    -- The letter that told of it; one that is given up told nobody.
    letter_id uuid NOT NULL,
    told_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, channel, kind, key),
    FOREIGN KEY (user_id, channel) REFERENCES contacts (user_id, channel) ON DELETE CASCADE
);

-- What is to be sent, and was: counts by kind, or a code. Never a name.
CREATE TABLE letters (
    letter_id uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    channel text NOT NULL,
    -- Sealed like the address; gone once it was sent.
    code bytea,
    counts jsonb,
    made_at timestamptz NOT NULL,
    next_try_at timestamptz NOT NULL,
    tries integer NOT NULL DEFAULT 0,
    sent_at timestamptz,
    given_up_at timestamptz,
    FOREIGN KEY (user_id, channel) REFERENCES contacts (user_id, channel) ON DELETE CASCADE
);
CREATE INDEX letters_due ON letters (next_try_at) WHERE sent_at IS NULL AND given_up_at IS NULL;
CREATE INDEX letters_of ON letters (user_id, channel, made_at);

-- When codes were asked for, over the last hour.
CREATE TABLE codes_asked (
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    asked_at timestamptz NOT NULL
);
CREATE INDEX codes_asked_of ON codes_asked (user_id, asked_at);
