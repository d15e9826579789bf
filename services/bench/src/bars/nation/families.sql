insert into family (family_id, file_number, file_number_folded, family_name, name_key, sort_key, neighborhood_id, center_id, tier, cycle, consent, state,
    household_type, members, open_referrals, identified_on, entry, source, referred_by, categories, coverages, sent_to, address_under_threat, erased, sequence,
    position, fold)
  select ('00000000-0000-000f-0000-' || lpad(to_hex(n), 12, '0'))::uuid, 'R' || n, 'r' || n, 'x', 'x', 'x',
         ('00000000-0000-0004-0000-' || lpad(to_hex(n % {neighborhoods}), 12, '0'))::uuid, null,
         (array['stable', 'at_risk', 'harmed', null])[1 + n % 4], 1, 'given', 'open', 'female_headed', 4, 0, '2024-12-01', 'referred', 'state', '{}', '{}', '{}',
         '{}', false, false, 1, n, '{"members":{},"visits":{},"referrals":[],"categories":[]}'
    from generate_series(0, 20 * {neighborhoods} - 1) n;
insert into service_fact (service_id, family_id, neighborhood_id, domain, kind, capacity, delivered_on, persons, contacts, hours, success, struck)
  select ('00000000-0000-000e-0000-' || lpad(to_hex(n), 12, '0'))::uuid,
         ('00000000-0000-000f-0000-' || lpad(to_hex(n % (20 * {neighborhoods})), 12, '0'))::uuid,
         ('00000000-0000-0004-0000-' || lpad(to_hex(n % {neighborhoods}), 12, '0'))::uuid, (array['social', 'economic', 'cultural'])[1 + n % 3], 'loan', 'family',
         current_date - (n % 1000)::int, '{}', 1, 0, true, false
    from generate_series(0, 120 * {neighborhoods} - 1) n;
