-- What signed checkpoints of the log need of the database. The checkpoints themselves, the ledger of leaves and the signing key lie outside it:
-- whoever may change everything here must not be able to change what it is held to.

-- Names the store for good: every checkpoint says of which log it speaks.
create table log.store (
  one       boolean primary key default true check (one),
  store_id  uuid not null default gen_random_uuid()
);
insert into log.store default values;

-- Copies of the checkpoints, for nodes that do not keep the folder and for the auditor's screen. `hamyar verify` believes the folder, and says
-- where a copy differs.
create table log.checkpoint (
  number   bigint primary key check (number >= 1),
  size     bigint not null check (size >= 1),
  note     text   not null,
  kept_at  timestamptz not null default clock_timestamp()
);

create trigger append_only before update or delete on log.checkpoint for each row execute function log.refuse_change();
create trigger append_only_truncate before truncate on log.checkpoint for each statement execute function log.refuse_change();
create trigger append_only before update or delete on log.store for each row execute function log.refuse_change();
create trigger append_only_truncate before truncate on log.store for each statement execute function log.refuse_change();

-- The node that keeps the checkpoints: when it last looked, and what keeps it from signing, by name.
create table log.checkpoint_keeper (
  one      boolean primary key default true check (one),
  seen_at  timestamptz not null default clock_timestamp(),
  fault    text
);

create function log.keep_checkpoint(p_number bigint, p_size bigint, p_note text) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$ insert into log.checkpoint (number, size, note) values (p_number, p_size, p_note) on conflict (number) do nothing $$;

create function log.checkpoint_keeper_says(p_fault text) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$
  insert into log.checkpoint_keeper (fault) values (p_fault)
  on conflict (one) do update set seen_at = clock_timestamp(), fault = excluded.fault
$$;

revoke all on function log.keep_checkpoint, log.checkpoint_keeper_says from public;
grant execute on function log.keep_checkpoint, log.checkpoint_keeper_says to hamyar_app;
grant select on log.store, log.checkpoint, log.checkpoint_keeper to hamyar_app;
