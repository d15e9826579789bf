-- A file that came with late work waits for a person longer than a day: its bytes are kept until the work is settled, and destroyed after it. What is
-- recorded then is a copy under an id of its own, sealed for whom it belongs to.

-- How late work stands whose event names these bytes: 'waiting', 'settled', or nothing where there is none. Ids stand in the clear.
create function attachments.of_late_work(p_family uuid, p_attachment uuid) returns text language sql stable
set search_path = pg_catalog, pg_temp as $$
  select case when exists (select 1 from log.events s where s.aggregate_type = 'family' and s.aggregate_id = p_family::text
                              and s.event_type = 'late_work_settled' and s.payload->>'late_id' = p.payload->>'late_id')
              then 'settled' else 'waiting' end
    from log.events p
   where p.aggregate_type = 'family' and p.aggregate_id = p_family::text and p.event_type = 'late_work_parked'
     and p.payload->'file'->>'attachment_id' = p_attachment::text
   limit 1
$$;

-- Destroys the bytes of a file whose late work the history says is settled, and no other.
create function attachments.destroy_settled(p_family uuid, p_attachment uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from attachments.sealed s where s.attachment_id = p_attachment and s.family_id = p_family
     and attachments.of_late_work(p_family, p_attachment) = 'settled';
  return found;
end $$;

create or replace function attachments.sweep() returns table (destroyed bigint, kept bigint)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  one record;
begin
  destroyed := 0;
  kept := 0;
  for one in
    select w.attachment_id, w.since, s.family_id,
           attachments.happened('attachment_added', s.family_id, s.attachment_id) as added,
           attachments.happened('attachment_removed', s.family_id, s.attachment_id) as removed,
           coalesce(attachments.of_late_work(s.family_id, s.attachment_id), '') as late
      from attachments.waiting w join attachments.sealed s using (attachment_id)
     order by w.since limit 1000 for update of w skip locked
  loop
    if one.removed or one.late = 'settled'
       or (not one.added and one.late = '' and one.since < clock_timestamp() - interval '1 day') then
      delete from attachments.sealed s where s.attachment_id = one.attachment_id;
      destroyed := destroyed + 1;
    elsif one.since < clock_timestamp() - interval '1 day' then
      delete from attachments.waiting w where w.attachment_id = one.attachment_id;
      kept := kept + 1;
    end if;
  end loop;
  return next;
end $$;

revoke all on function attachments.of_late_work, attachments.destroy_settled from public;
grant execute on function attachments.destroy_settled to hamyar_app;
