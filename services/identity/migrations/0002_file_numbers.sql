-- Prefixes that differ only in the case of their letters share one counter, because file numbers are found without regard to it.
INSERT INTO file_numbers AS kept (prefix, last_number)
SELECT lower(prefix), max(last_number) FROM file_numbers GROUP BY lower(prefix)
ON CONFLICT (prefix) DO UPDATE SET last_number = greatest(kept.last_number, excluded.last_number);
DELETE FROM file_numbers WHERE prefix <> lower(prefix);
