-- The letter of a week, for whoever works at an agency: its numbers, and of which weeks each person was told. Kept by person and not by address: whoever has
-- two, or takes another one, still has one letter a week.
ALTER TABLE letters ADD COLUMN week jsonb;

CREATE TABLE weeks_told (
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- The first day of the week that the letter is about.
    week date NOT NULL,
    -- The letter that told of it; one that is given up told nobody.
    letter_id uuid NOT NULL,
    PRIMARY KEY (user_id, week)
);
