-- 100000 families with ten persons each, 65 in a center's care per caseworker's dozen; every id follows from a number.
insert into neighborhood (neighborhood_id, name, name_key, sort_key, place_id, source, sequence, position)
  select pg_temp.i('n', n), 'محله ' || n, 'محله' || n, n::text, pg_temp.i('place', n % 20), 'x', 1, n from generate_series(0, 499) n;
insert into place (place_id, level, name, name_key, source, sequence, position)
  select pg_temp.i('place', n), 'city', 'شهر ' || n, 'شهر' || n, 'x', 1, n from generate_series(0, 19) n;
insert into center (center_id, name, host, file_prefix, neighborhood_ids, opened_on, tier_approval, sequence, position)
  select pg_temp.i('c', n), 'مرکز ' || n, 'mosque', 'M' || n, '{}', '2024-01-01', true, 1, n from generate_series(0, 199) n;
insert into agency (agency_id, name, name_key, level, enforcement, source, aliases, alias_keys, duties, sequence, position)
  select pg_temp.i('a', n), 'دستگاه ' || n, 'دستگاه' || n, 'local', false, 'x', '{}', '{}', '[]', 1, n from generate_series(0, 99) n;
insert into caseworker (caseworker_id, center_id, name, sort_key, background, admitted_on, accredited_on, hours_before, hours_during, trainings,
                        skills, on_leave, sequence, position)
  select pg_temp.i('w', n), pg_temp.i('c', n % 200), pg_temp.given(n) || ' ' || pg_temp.family(n), n::text, 'graduate', '2024-01-01', '2024-02-01',
         40, 20, '[]', '{}', false, 1, n from generate_series(0, 100000 / 13) n;
insert into commission (commission_id, name, domain, quorum, center_ids, formed_on, sequence, position)
  select pg_temp.i('k', n), 'کمیسیون ' || n, 'social', 3, '{}', '2024-01-01', 1, n from generate_series(0, 199) n;
insert into commission_participant (participant_id, commission_id, kind, name, seated)
  select pg_temp.i('p', n), pg_temp.i('k', n / 10), 'expert', 'x', true from generate_series(0, 1999) n;

insert into family (family_id, file_number, file_number_folded, family_name, name_key, sort_key, neighborhood_id, center_id, caseworker_id, assignment_id,
    assigned_on, year_ends, tier, tier_on, baseline_tier, baseline_on, cycle, consent, consent_on, state, household_type, members, last_visit, open_referrals,
    identified_on, entry, source, referred_by, categories, coverages, sent_to, address_under_threat, erased, sequence, position, fold)
  select pg_temp.i('f', n), 'M' || n, 'm' || n, pg_temp.family(n), pg_temp.key(pg_temp.family(n)), pg_temp.family(n), pg_temp.i('n', n % 500),
         pg_temp.i('c', (n / 13) % 200), case when n % 5 > 0 then pg_temp.i('w', n / 13) end, pg_temp.i('x', n), '2026-01-01', date '2026-12-01' + (n % 300)::int,
         case when n % 20 > 0 then pg_temp.tier(n) end, '2026-01-01', case when n % 15 > 0 then pg_temp.tier(n) end, '2026-01-01', 1,
         (array['given', 'given', 'given', 'not_asked'])[1 + n % 4], '2026-01-01', 'open', 'female_headed', 10, '2026-11-01', 0,
         '2025-12-01', 'referred', 'state', '{}', '{}', '{}', '{}', false, false, 50, n, '{"members":{},"visits":{},"referrals":[],"categories":[]}'
    from generate_series(1, 100000) n;
insert into family_member (member_id, family_id, given_name, family_name, name_key, birth_year, phone_digits, relation, has_left, erased)
  select pg_temp.i('m', n), pg_temp.i('f', 1 + n % 100000), pg_temp.given(n), pg_temp.family(n * 3),
         pg_temp.key(pg_temp.given(n) || ' ' || pg_temp.family(n * 3)), 1330 + n % 70, lpad((9120000000 + n)::text, 10, '0'), 'child', false, false
    from generate_series(1, 10 * 100000) n;
insert into due_item (item_id, family_id, caseworker_id, member_id, kind, domain, service_kind, window_from, due_on, missed)
  select 'e' || n, pg_temp.i('f', 1 + n % 100000), case when (1 + n % 100000) % 5 > 0 then pg_temp.i('w', (1 + n % 100000) / 13) end,
         pg_temp.i('m', n), 'calendar_entry', 'social', 'loan', date '2026-10-01' + (n % 200)::int, date '2026-10-10' + (n % 200)::int, false
    from generate_series(1, 6 * 100000) n;
insert into caseload_slot (assignment_id, caseworker_id, family_id, state, starts_on, reserved_on)
  select assignment_id, caseworker_id, family_id, 'held', '2026-01-01', '2026-01-01' from family where caseworker_id is not null;
insert into family_cycle (row_id, family_id, cycle, year, baseline_on, baseline_tier, neighborhood_id, center_id, household_type, final_tier, caseworker_id,
                          from_position)
  select 'r' || n || '/' || y, pg_temp.i('f', n), y - 1402, y, '2025-05-05', pg_temp.tier(n), pg_temp.i('n', n % 500), pg_temp.i('c', (n / 13) % 200),
         (array['female_headed', 'male_headed', 'unknown'])[1 + n % 3], case when n % 10 > 1 then pg_temp.tier(n * 3) end, pg_temp.i('w', n / 13), n
    from generate_series(1, 100000) n, generate_series(1403, 1405) y;
insert into cycle_count (count_id, year, by, place, household_type, before, after, families)
  select year || '/center/' || row_number() over (), year, 'center', center_id, household_type, baseline_tier, final_tier, count(*)
    from family_cycle group by year, center_id, household_type, baseline_tier, final_tier
  union all
  select year || '/neighborhood/' || row_number() over (), year, 'neighborhood', neighborhood_id, household_type, baseline_tier, final_tier, count(*)
    from family_cycle group by year, neighborhood_id, household_type, baseline_tier, final_tier;
insert into referral (referral_id, family_id, commission_id, domain, question, urgency, packet_sequence, referred_on, state, position, reception)
  select pg_temp.i('r', n), pg_temp.i('f', n), pg_temp.i('k', n % 200), 'social', 'x', 'normal', 5, date '2026-01-01' + (n % 300)::int,
         case when (n / 200) % 10 = 0 then 'open' else 'decided' end, n, 'accepted' from generate_series(1, 100000) n;
insert into commission_session (session_id, commission_id, held_on, starts_at, state, present, remote, absent)
  select pg_temp.i('s', n), pg_temp.i('k', n % 200), date '2026-01-01' + (n % 300)::int, '10:00', 'closed', '[]', '{}', '[]' from generate_series(1, 10000) n;
insert into agenda_case (case_id, session_id, referral_id, family_id, commission_id, state, conflicts)
  select 'g' || n, pg_temp.i('s', 1 + n % 10000), pg_temp.i('r', n), pg_temp.i('f', n), pg_temp.i('k', n % 200), 'decided', '{}'
    from generate_series(1, 100000) n where (n / 200) % 10 > 0;
insert into task (task_id, family_id, commission_id, referral_id, decision_id, title, domain, responsible_kind, responsible_id, due_on, decided_on, state,
                  is_open, progress, given_on, sequence, position)
  select pg_temp.i('t', n), pg_temp.i('f', n), pg_temp.i('k', n % 200), pg_temp.i('r', n), pg_temp.i('d', n), 'x', 'social', 'agency', pg_temp.i('a', n % 100),
         date '2026-01-01' + (n % 300)::int, '2026-01-01', 'assigned', n % 3 = 0, '[]', '2026-01-01', 1, n from generate_series(1, 100000) n;
analyze;
