-- Forgetting a person, and changing the master key while nodes serve.

-- Which master key wraps new subject keys. A node whose key file is older is told so before it wraps anything with a key that is on its way out.
create table log.master_key (
  one        boolean primary key default true check (one),
  master_id  text not null,
  since      timestamptz not null default clock_timestamp()
);
insert into log.master_key (master_id) select k.master_id from log.subject_key k where k.destroyed_at is null limit 1;
-- Looked at when a store is opened, and to find what is still wrapped by the former master key.
create index subject_key_by_master on log.subject_key (master_id, key_id) where destroyed_at is null;

-- Erasures that were carried out: the entries of the register that lies beside the master key, of which each node keeps a copy. Holds ids alone.
create table log.erasure (
  event_id    uuid        primary key,  -- of personal_data_erased; after a restore of an older backup the log may lack it
  stream      text        not null,
  stream_id   uuid        not null,
  subjects    text[]      not null check (cardinality(subjects) > 0),
  key_ids     uuid[]      not null,
  erased_on   date        not null,
  tag         bytea       not null check (octet_length(tag) = 32),  -- keyed hash of the entry
  done_at     timestamptz not null default clock_timestamp()
);
create trigger append_only before update or delete on log.erasure for each row execute function log.refuse_change();
create trigger append_only_truncate before truncate on log.erasure for each statement execute function log.refuse_change();

-- Finds the erasures that were decided and not yet carried out.
create index events_erased on log.events (position) where event_type = 'personal_data_erased';

-- Destroys the keys of subjects, so that nothing sealed with them is ever read again and nothing new is sealed for them, and gives up what was
-- claimed for them. A destroyed key keeps its row; a subject that never had one gets a row too. Nodes are told to drop what they hold in memory.
create function log.forget(p_subjects text[], p_key_ids uuid[]) returns integer
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  destroyed integer;
begin
  -- One after another with the making of keys, so that no key is made for a subject while it is forgotten.
  perform pg_advisory_xact_lock(7236837, 6);
  update log.subject_key k set wrapped = null, destroyed_at = clock_timestamp()
   where k.destroyed_at is null and (k.subject = any(p_subjects) or k.key_id = any(p_key_ids));
  get diagnostics destroyed = row_count;
  insert into log.subject_key (key_id, subject, master_id, wrapped, destroyed_at)
  select gen_random_uuid(), s, '', null, clock_timestamp() from unnest(p_subjects) s
   where not exists (select 1 from log.subject_key k where k.subject = s);
  delete from log.national_id_claim c
   where 'person:' || c.member_id = any(p_subjects) or 'family:' || c.family_id = any(p_subjects);
  -- Files of the case, sealed beside the log. Made by a later migration.
  if to_regprocedure('attachments.purge_of(text[])') is not null then
    perform attachments.purge_of(p_subjects);
  end if;
  perform pg_notify('hamyar_keys', 'forget');
  return destroyed;
end $$;

-- Carries an erasure out that stands in the log: only whom a committed event names can be forgotten. Done again, it changes nothing.
create function log.erase(p_event_id uuid, p_key_ids uuid[], p_erased_on date, p_tag bytea) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  said record;
  named text[];
begin
  select e.aggregate_type, e.aggregate_id::uuid as id, e.payload into said from log.events e
   where e.event_id = p_event_id and e.event_type = 'personal_data_erased';
  if not found then
    raise exception 'no event % says that anybody is erased', p_event_id using errcode = 'HY003';
  end if;
  select array_agg(s.subject order by s.subject) into named from json_array_elements_text(said.payload->'subjects') s(subject);
  insert into log.erasure (event_id, stream, stream_id, subjects, key_ids, erased_on, tag)
  values (p_event_id, said.aggregate_type, said.id, named, p_key_ids, p_erased_on, p_tag) on conflict do nothing;
  if not found then
    return false;
  end if;
  perform log.forget(named, '{}');
  return true;
end $$;

-- As before, and: a key is only made under the master key that is in use, and says which one wraps it.
drop function log.keys_of(text[], uuid[], bytea[], text);
create function log.keys_of(p_subject text[], p_key_id uuid[], p_wrapped bytea[], p_master_id text)
returns table (subject text, key_id uuid, wrapped bytea, master_id text)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  perform pg_advisory_xact_lock_shared(7236837, 6);
  if exists (select 1 from log.master_key m where m.master_id <> p_master_id) then
    raise exception 'another master key wraps new keys' using errcode = 'HY004';
  end if;
  insert into log.subject_key (key_id, subject, master_id, wrapped)
  select u.key_id, u.subject, p_master_id, u.wrapped from unnest(p_subject, p_key_id, p_wrapped) as u(subject, key_id, wrapped)
   where not exists (select 1 from log.subject_key d where d.subject = u.subject and d.destroyed_at is not null)
   order by u.subject
  on conflict do nothing;
  return query select k.subject, k.key_id, k.wrapped, k.master_id from log.subject_key k
                where k.subject = any(p_subject) and k.destroyed_at is null;
end $$;

revoke all on function log.forget, log.erase, log.keys_of from public;
grant execute on function log.keys_of, log.erase to hamyar_app;
grant select, insert on log.master_key to hamyar_app;
grant select on log.erasure to hamyar_app;
