-- Bytes are purged of subjects whose keys are destroyed, and of nobody else: whoever can act as the application cannot destroy what can still be read.
create or replace function attachments.purge_of(p_subjects text[]) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  gone bigint;
begin
  delete from attachments.sealed s
   where s.subject = any(p_subjects)
     and exists (select 1 from log.subject_key k where k.subject = s.subject and k.destroyed_at is not null)
     and not exists (select 1 from log.subject_key k where k.subject = s.subject and k.destroyed_at is null);
  get diagnostics gone = row_count;
  return gone;
end $$;
