-- The bytes of files that belong to families' cases: sealed with the key of the subject whose file it is, in chunks, outside the log, so that they can
-- be destroyed with the subject or on their own while the history stays; in the same database, so that one backup holds both.
--
-- Bytes come first and their event second, so that no event ever speaks of bytes that are not there. What no event claims within a day is swept.
-- The application reads these tables and changes them through the functions below alone, each of which looks into the log for what it is allowed to do.
create schema if not exists attachments;

create table attachments.sealed (
  attachment_id uuid    primary key,
  family_id     uuid    not null,
  subject       text    not null check (subject ~ '^(person|family):[0-9a-f-]{36}$'),
  key_id        uuid    not null,  -- of log.subject_key
  header        bytea   not null check (octet_length(header) = 24),  -- version, salt and nonce; see `attachments/seal.rs`
  sha256        bytea   not null check (octet_length(sha256) = 32),  -- of header and chunks; the event has it too, and only that one is believed
  content       bytea   not null check (octet_length(content) = 32), -- of the open bytes, keyed with the subject's key: the same file sent again is known
  plain_bytes   bigint  not null check (plain_bytes > 0),
  chunks        integer not null check (chunks > 0),
  uploaded_at   timestamptz not null default clock_timestamp()
);
create index sealed_of_subject on attachments.sealed (subject);
create index sealed_of_family on attachments.sealed (family_id);

create table attachments.blob (
  attachment_id uuid    not null references attachments.sealed on delete cascade,
  chunk         integer not null check (chunk >= 0),
  bytes         bytea   not null check (octet_length(bytes) between 17 and 65552),
  primary key (attachment_id, chunk)
);
-- Cipher text does not compress.
alter table attachments.blob alter column bytes set storage external;

-- What has to be looked at again: uploads whose event may never have come, and removals whose bytes may still be there.
create table attachments.waiting (
  attachment_id uuid primary key references attachments.sealed on delete cascade,
  since         timestamptz not null default clock_timestamp()
);
create index waiting_since on attachments.waiting (since);

create function attachments.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'attachments.% is kept or destroyed, never changed: % is refused', tg_table_name, tg_op using errcode = 'HY001';
end $$;
create trigger never_changed before update on attachments.sealed for each row execute function attachments.refuse_change();
create trigger never_changed before update on attachments.blob for each row execute function attachments.refuse_change();
create trigger never_emptied before truncate on attachments.sealed for each statement execute function attachments.refuse_change();
create trigger never_emptied before truncate on attachments.blob for each statement execute function attachments.refuse_change();

-- Whether the family's history has this event about the attachment. Ids stand in the clear.
create function attachments.happened(p_type text, p_family uuid, p_attachment uuid) returns boolean language sql stable
set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from log.events e where e.aggregate_type = 'family' and e.aggregate_id = p_family::text and e.event_type = p_type
                    and e.payload->>'attachment_id' = p_attachment::text)
$$;

-- Keeps bytes until their event comes, and answers with what is kept under the id: these, or those that were there first. A second sending of one
-- upload, and one that goes on after a crash, find the first one's bytes. The key must live, and stays alive until this commits, so that whoever
-- destroys it afterwards finds the bytes.
create function attachments.put(p_attachment uuid, p_family uuid, p_subject text, p_key uuid, p_header bytea, p_sha256 bytea, p_content bytea,
                                p_plain bigint, p_chunks bytea[])
returns table (family_id uuid, subject text, sha256 bytea, content bytea, plain_bytes bigint)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform 1 from log.subject_key k where k.key_id = p_key and k.subject = p_subject and k.destroyed_at is null for share;
  if not found then
    raise exception 'the key of an attachment is destroyed' using errcode = 'HY002';
  end if;
  insert into attachments.sealed (attachment_id, family_id, subject, key_id, header, sha256, content, plain_bytes, chunks)
  values (p_attachment, p_family, p_subject, p_key, p_header, p_sha256, p_content, p_plain, cardinality(p_chunks))
  on conflict do nothing;
  if found then
    insert into attachments.blob (attachment_id, chunk, bytes)
    select p_attachment, u.nth - 1, u.bytes from unnest(p_chunks) with ordinality as u(bytes, nth);
  end if;
  delete from attachments.waiting w where w.attachment_id = p_attachment;
  insert into attachments.waiting (attachment_id) values (p_attachment) on conflict do nothing;
  return query select s.family_id, s.subject, s.sha256, s.content, s.plain_bytes from attachments.sealed s where s.attachment_id = p_attachment;
end $$;

-- Before a file is taken out: should the removal be recorded and the node die before the bytes are destroyed, the sweep destroys them.
create function attachments.look_again(p_attachment uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into attachments.waiting (attachment_id) select s.attachment_id from attachments.sealed s where s.attachment_id = p_attachment
  on conflict do nothing
$$;

-- Destroys the bytes of a file that the history says was taken out, and no other.
create function attachments.destroy_removed(p_family uuid, p_attachment uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from attachments.sealed s where s.attachment_id = p_attachment and s.family_id = p_family
     and attachments.happened('attachment_removed', p_family, p_attachment);
  return found;
end $$;

-- Gives up bytes whose command was refused for good, so that they need not wait for the sweep.
create function attachments.give_up(p_attachment uuid, p_command uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from attachments.sealed s where s.attachment_id = p_attachment
     and exists (select 1 from log.command_outcome o where o.command_id = p_command and o.kind = 'refused')
     and not attachments.happened('attachment_added', s.family_id, p_attachment);
  return found;
end $$;

-- Destroys what was taken out, and what no event claimed within a day; forgets to look at what an event did claim. Several nodes may sweep at once.
create function attachments.sweep() returns table (destroyed bigint, kept bigint)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  one record;
begin
  destroyed := 0;
  kept := 0;
  for one in
    select w.attachment_id, w.since, s.family_id,
           attachments.happened('attachment_added', s.family_id, s.attachment_id) as added,
           attachments.happened('attachment_removed', s.family_id, s.attachment_id) as removed
      from attachments.waiting w join attachments.sealed s using (attachment_id)
     order by w.since limit 1000 for update of w skip locked
  loop
    if one.removed or (not one.added and one.since < clock_timestamp() - interval '1 day') then
      delete from attachments.sealed s where s.attachment_id = one.attachment_id;
      destroyed := destroyed + 1;
    elsif one.added and one.since < clock_timestamp() - interval '1 day' then
      delete from attachments.waiting w where w.attachment_id = one.attachment_id;
      kept := kept + 1;
    end if;
  end loop;
  return next;
end $$;

-- Destroys every byte sealed for these subjects, claimed or not. Called when their keys are destroyed.
create function attachments.purge_of(p_subjects text[]) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  gone bigint;
begin
  delete from attachments.sealed s where s.subject = any(p_subjects);
  get diagnostics gone = row_count;
  return gone;
end $$;

revoke all on all functions in schema attachments from public;
grant usage on schema attachments to hamyar_app;
grant select on attachments.sealed, attachments.blob, attachments.waiting to hamyar_app;
grant execute on function attachments.put, attachments.look_again, attachments.destroy_removed, attachments.give_up, attachments.sweep,
                          attachments.purge_of to hamyar_app;
