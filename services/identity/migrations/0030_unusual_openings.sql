-- The openings that stand out (broken glass, reveals, the auditor's) are read by themselves, of all families and of one.
CREATE INDEX access_log_by_ground ON access_log (ground, id);
