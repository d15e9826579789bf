-- Phones that carry families away: what each told of itself, and the server's half of the way back into a store whose PIN was forgotten.

ALTER TABLE devices
    -- When it last carried families away.
    ADD COLUMN synced_at timestamptz,
    -- How many pieces of work waited on it then, unsent.
    ADD COLUMN unsent integer,
    -- The store on it: a new one means that the browser emptied the old one.
    ADD COLUMN store_id uuid,
    -- Pieces of work that were in a store which was emptied.
    ADD COLUMN lost integer NOT NULL DEFAULT 0,
    -- Opens nothing by itself: the other half never leaves the phone.
    ADD COLUMN store_share bytea;
