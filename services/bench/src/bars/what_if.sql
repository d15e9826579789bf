-- What every tier of the last of the three years stood on: 30 readings for each baseline and final tier, and for the tier of today.
create or replace function pg_temp.read(n bigint, what text) returns text language sql immutable as $$
  select translate(substr(md5(what || n) || md5(what || -n), 1, 30), '0123456789abcdef', '0123401234123434') $$;
insert into tiering (tiering_id, family_id, cycle, moment, is_now, assigned_on, tier, computed, by_hand, set_id, set_version, rule_version, score,
                     social, economic, cultural, readings)
  select case when m.is_now then f.id || '/now' else f.id || '/3/' || m.moment end, f.id, 3, m.moment, m.is_now, date '2026-05-05', pg_temp.tier(n), pg_temp.tier(n), n % 50 = 0,
         pg_temp.i('set', 1), 1, 1, 500, 500, 500, 500, pg_temp.read(n, case when m.moment = 'baseline' then 'before' else 'after' end)
    from generate_series(1, 100000) n
    cross join lateral (select pg_temp.i('f', n) as id) f
    cross join (values ('baseline', 'baseline', false), ('final', 'final', false), ('now', 'final', true)) m (part, moment, is_now)
   where m.part = 'baseline' or n % 10 > 1;
analyze tiering;
