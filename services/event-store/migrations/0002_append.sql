-- The only way into the log. Takes the commands of a batch as arrays, accepts each whole or not at all, and answers each.
--
-- Under one transaction-scoped advisory lock: positions are max + 1, so they are gapless, and because the lock outlives the commit's becoming
-- visible, the order of positions is the order in which readers can see them. A command is accepted when its id is new, the head of its stream is
-- the sequence and hash it was decided on, and each national id it claims is free or already that member's. A refusal and a "nothing new" are held
-- to the same head, for they were decided on it.
--
-- Answers (status): committed | nothing | refused (written now) · repeated (the id has an answer already; it is returned) · conflict (the head is
-- another; `sequence` is the true one) · claimed (a national id is another person's) · again (an earlier command of this very batch has the same
-- id, stream or national id: send it once more).
create function log.append_batch(
  c_id uuid[], c_actor text[], c_fingerprint bytea[], c_kind text[], c_type text[], c_aggregate text[], c_base bigint[], c_prev bytea[],
  c_refusal text[], c_events integer[],
  e_command integer[], e_ord integer[], e_id uuid[], e_type text[], e_version text[], e_payload text[], e_metadata text[], e_prev bytea[],
  e_hash bytea[],
  k_command integer[], k_index bytea[], k_family uuid[], k_member uuid[],
  r_command integer[], r_family uuid[], r_member uuid[], r_left boolean[]
) returns table (ord integer, status text, kind text, sequence bigint, "position" bigint, events integer, actor text, fingerprint bytea,
                 refusal text, family_id uuid, member_id uuid, recorded_at timestamptz)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
-- Plans are made once per connection, maybe on an empty table. Every look into a table is a lateral with a limit, which leaves nothing but a
-- probe of its index per row; no plan may read a table from end to end.
set enable_seqscan = off
set enable_mergejoin = off
set plan_cache_mode = force_generic_plan
set lock_timeout = '15s'
as $$
#variable_conflict use_column
declare
  last_position bigint;
  last_recorded timestamptz;
  this_epoch integer;
  now_recorded timestamptz;
  plain boolean;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'append_batch needs read committed: an older snapshot cannot see what the lock waited for' using errcode = '25001';
  end if;
  perform pg_advisory_xact_lock(7236837, 1);

  select e.position, e.recorded_at into last_position, last_recorded from log.events e order by e.position desc limit 1;
  last_position := coalesce(last_position, 0);
  now_recorded := greatest(clock_timestamp(), last_recorded);
  select max(p.epoch) into this_epoch from log.epoch p;

  -- The usual batch: no claim, no two commands of one stream or id, every command decided on the head as it is, no id known. It needs no judging
  -- of each command against the others and is written straight away; any other batch takes the long way below, which gives the same answers.
  plain := cardinality(k_command) = 0 and cardinality(r_command) = 0
       and cardinality(e_id) = (select sum(u) from unnest(c_events) u)
       and (select count(distinct u) from unnest(c_id) u) = cardinality(c_id)
       and (select count(distinct u) from unnest(c_aggregate) u) = cardinality(c_id)
       and not exists (select 1 from unnest(c_id) u cross join lateral (select 1 from log.command_outcome o where o.command_id = u limit 1) known)
       and (select bool_and(coalesce(head.sequence, 0) = c.base
                            and coalesce(head.hash, '\x0000000000000000000000000000000000000000000000000000000000000000') = c.prev)
              from unnest(c_type, c_aggregate, c_base, c_prev) as c(type, aggregate, base, prev)
              left join lateral (select e.sequence, e.hash from log.events e where e.aggregate_type = c.type and e.aggregate_id = c.aggregate
                                  order by e.sequence desc limit 1) head on true);
  if plain then
    insert into log.events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata, position, epoch, event_id,
                            command_id, command_ord, recorded_at, prev_hash, hash)
    select c.type, c.aggregate, c.base + e.ord + 1, e.type, e.version, e.payload::json, e.metadata::json, last_position + e.nth, this_epoch, e.id,
           c.id, e.ord, now_recorded, e.prev, e.hash
      from unnest(e_command, e_ord, e_id, e_type, e_version, e_payload, e_metadata, e_prev, e_hash)
           with ordinality as e(command, ord, id, type, version, payload, metadata, prev, hash, nth)
      join unnest(c_id, c_type, c_aggregate, c_base) with ordinality as c(id, type, aggregate, base, ord) on c.ord = e.command
     order by e.nth;
    return query
    insert into log.command_outcome (command_id, actor, fingerprint, kind, aggregate_type, aggregate_id, sequence, position, events, refusal,
                                     recorded_at)
    select c.id, c.actor, c.fingerprint, c.kind, c.type, c.aggregate, c.base + c.events,
           last_position + sum(c.events) over (order by c.ord rows unbounded preceding), c.events, c.refusal::json, now_recorded
      from unnest(c_id, c_actor, c_fingerprint, c_kind, c_type, c_aggregate, c_base, c_refusal, c_events)
           with ordinality as c(id, actor, fingerprint, kind, type, aggregate, base, refusal, events, ord)
    returning array_position(c_id, command_id), kind, kind, sequence, position, events, null::text, null::bytea, null::text, null::uuid,
              null::uuid, recorded_at;
    if cardinality(e_id) > 0 then
      perform pg_notify('hamyar_log', (last_position + cardinality(e_id))::text);
    end if;
    return;
  end if;

  return query
  with command as materialized (
    select u.* from unnest(c_id, c_actor, c_fingerprint, c_kind, c_type, c_aggregate, c_base, c_prev, c_refusal, c_events)
      with ordinality as u(id, actor, fingerprint, kind, type, aggregate, base, prev, refusal, events, ord)
  ), claim as materialized (
    select u.* from unnest(k_command, k_index, k_family, k_member) as u(command, blind_index, family, member)
  ), release as materialized (
    select u.* from unnest(r_command, r_family, r_member, r_left) as u(command, family, member, has_left)
  ), taken as materialized (
    select distinct on (c.command) c.command, n.family_id, n.member_id from claim c
      cross join lateral (select * from log.national_id_claim n where n.blind_index = c.blind_index limit 1) n
     where n.family_id <> c.family or (n.member_id <> c.member and not n.has_left) order by c.command, n.position
  ), crowded as materialized (
    select distinct later.command from claim later join claim earlier
        on earlier.blind_index = later.blind_index and earlier.command < later.command and (earlier.family, earlier.member) <> (later.family, later.member)
  ), judged as materialized (
    select c.*, head.sequence as head_sequence, o.command_id as known,
           o.kind as o_kind, o.sequence as o_sequence, o.position as o_position, o.events as o_events, o.actor as o_actor,
           o.fingerprint as o_fingerprint, o.refusal as o_refusal, o.recorded_at as o_recorded_at, t.family_id, t.member_id,
           case when o.command_id is not null then 'repeated'
                when row_number() over (partition by c.id order by c.ord) > 1
                  or row_number() over (partition by c.type, c.aggregate order by c.ord) > 1
                  or exists (select 1 from crowded w where w.command = c.ord) then 'again'
                when coalesce(head.sequence, 0) <> c.base
                  or coalesce(head.hash, '\x0000000000000000000000000000000000000000000000000000000000000000') <> c.prev then 'conflict'
                when t.command is not null then 'claimed'
                else c.kind end as verdict
      from command c
      left join lateral (select e.sequence, e.hash from log.events e where e.aggregate_type = c.type and e.aggregate_id = c.aggregate
                          order by e.sequence desc limit 1) head on true
      left join lateral (select * from log.command_outcome o where o.command_id = c.id limit 1) o on true
      left join taken t on t.command = c.ord
  ), placed as materialized (
    select j.ord, j.id, j.type, j.aggregate, j.verdict, j.base + j.events as sequence,
           last_position + sum(j.events) over (order by j.ord) as position, j.events
      from judged j where j.verdict in ('committed', 'nothing', 'refused')
  ), inserted as (
    insert into log.events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata, position, epoch, event_id,
                            command_id, command_ord, recorded_at, prev_hash, hash)
    select p.type, p.aggregate, p.sequence - p.events + e.ord + 1, e.type, e.version, e.payload::json, e.metadata::json,
           p.position - p.events + e.ord + 1, this_epoch, e.id, p.id, e.ord, now_recorded, e.prev, e.hash
      from unnest(e_command, e_ord, e_id, e_type, e_version, e_payload, e_metadata, e_prev, e_hash)
             as e(command, ord, id, type, version, payload, metadata, prev, hash)
      join placed p on p.ord = e.command and p.verdict = 'committed'
     order by 8
  ), answered as (
    insert into log.command_outcome (command_id, actor, fingerprint, kind, aggregate_type, aggregate_id, sequence, position, events, refusal,
                                     recorded_at)
    select j.id, j.actor, j.fingerprint, j.verdict, j.type, j.aggregate, p.sequence, p.position, j.events, j.refusal::json, now_recorded
      from placed p join judged j on j.ord = p.ord
  ), claimed as (
    insert into log.national_id_claim as held (blind_index, family_id, member_id, position)
    select distinct on (c.blind_index) c.blind_index, c.family, c.member, p.position
      from claim c join placed p on p.ord = c.command and p.verdict = 'committed'
     order by c.blind_index, c.command
    on conflict (blind_index) do update set member_id = excluded.member_id, has_left = false, position = excluded.position
     where held.has_left
  ), freed as (
    delete from log.national_id_claim n using release r join placed p on p.ord = r.command and p.verdict = 'committed'
     where n.family_id = r.family and (r.member is null or n.member_id = r.member) and not r.has_left
       and not exists (select 1 from claim c where c.command = r.command and c.blind_index = n.blind_index)
  ), left_behind as (
    update log.national_id_claim n set has_left = true from release r join placed p on p.ord = r.command and p.verdict = 'committed'
     where n.family_id = r.family and n.member_id = r.member and r.has_left
  )
  select j.ord::integer, j.verdict, coalesce(j.o_kind, j.verdict),
         case j.verdict when 'repeated' then j.o_sequence when 'conflict' then coalesce(j.head_sequence, 0) else p.sequence end,
         coalesce(j.o_position, p.position)::bigint, coalesce(j.o_events, j.events), j.o_actor, j.o_fingerprint, j.o_refusal::text,
         j.family_id, j.member_id, coalesce(j.o_recorded_at, now_recorded)
    from judged j left join placed p on p.ord = j.ord;

  if exists (select 1 from log.events e where e.position > last_position) then
    perform pg_notify('hamyar_log', (select max(e.position)::text from log.events e));
  end if;
end $$;

-- Gives each subject its active key, making it when there is none. Its transaction commits before the first event that uses the key is appended.
-- A subject whose key was destroyed gets none: who was forgotten is not sealed anew in silence.
create function log.keys_of(p_subject text[], p_key_id uuid[], p_wrapped bytea[], p_master_id text)
returns table (subject text, key_id uuid, wrapped bytea)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  insert into log.subject_key (key_id, subject, master_id, wrapped)
  select u.key_id, u.subject, p_master_id, u.wrapped from unnest(p_subject, p_key_id, p_wrapped) as u(subject, key_id, wrapped)
   where not exists (select 1 from log.subject_key d where d.subject = u.subject and d.destroyed_at is not null)
   order by u.subject
  on conflict do nothing;
  return query select k.subject, k.key_id, k.wrapped from log.subject_key k where k.subject = any(p_subject) and k.destroyed_at is null;
end $$;

revoke all on all functions in schema log from public;
grant usage on schema log to hamyar_app;
grant select, insert on log.key_name to hamyar_app;
grant select on log.epoch, log.events, log.command_outcome, log.subject_key, log.national_id_claim to hamyar_app;
grant select, insert, update, delete on log.snapshot to hamyar_app;
grant execute on function log.append_batch, log.keys_of, log.event_hash, log.prefixed, log.current_epoch to hamyar_app;
