-- The log: one append-only table in one total order, the answers to commands, the keys of sealed subjects, and the claims on national ids.
-- Roles (hamyar_owner, hamyar_app) are created before the migrations, by `setup`, because roles belong to the cluster and not to a database.
-- postgres-es's seven columns keep their names and types; ours follow with defaults, so that its insert (conformance database only) still works.

-- One row per reign of a primary: a failover that may have lost rows starts a new epoch, and positions travel as epoch.position.
create table log.epoch (
  epoch       integer primary key check (epoch >= 1),
  started_at  timestamptz not null default clock_timestamp(),
  reason      text not null
);
insert into log.epoch (epoch, reason) values (1, 'created');

create function log.current_epoch() returns integer language sql stable
  as $$ select max(epoch) from log.epoch $$;

create table log.events (
  aggregate_type  text    not null,
  aggregate_id    text    not null,
  sequence        bigint  not null check (sequence >= 1),
  event_type      text    not null,
  event_version   text    not null,
  payload         json    not null,  -- json and not jsonb: the very bytes that were hashed are kept
  metadata        json    not null,
  position        bigint  not null check (position >= 1),
  epoch           integer not null default log.current_epoch(),
  event_id        uuid    not null default gen_random_uuid(),
  command_id      uuid    not null default gen_random_uuid(),
  command_ord     integer not null default 0 check (command_ord >= 0),
  recorded_at     timestamptz not null default clock_timestamp(),
  txid            xid8    not null default pg_current_xact_id(),
  prev_hash       bytea   not null check (octet_length(prev_hash) = 32),
  hash            bytea   not null check (octet_length(hash) = 32),
  primary key (aggregate_type, aggregate_id, sequence),
  constraint events_position_once unique (position),
  constraint events_event_id_once unique (event_id)
);
-- Rows arrive in the order of position and never change: physical order is reading order.
alter table log.events set (autovacuum_analyze_scale_factor = 0.02, fillfactor = 100);

create function log.next_position() returns bigint language sql volatile
  as $$ select coalesce(max(position), 0) + 1 from log.events $$;
alter table log.events alter column position set default log.next_position();

-- What a command was answered, for ever: repeated, it gets the same answer.
create table log.command_outcome (
  command_id   uuid    primary key,
  actor        text    not null,
  fingerprint  bytea   not null check (octet_length(fingerprint) = 32),  -- keyed; says nothing without the key
  kind         text    not null check (kind in ('committed', 'refused', 'nothing')),
  aggregate_type text  not null,
  aggregate_id text    not null,
  sequence     bigint  not null,  -- the stream's sequence after the command
  position     bigint  not null,  -- of its last event; for a refusal or nothing, the head of the log at that time
  events       integer not null,
  refusal      json,
  recorded_at  timestamptz not null,
  check ((kind = 'refused') = (refusal is not null)),
  check ((kind = 'committed') = (events > 0))
);

create function log.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'log.% is append-only: % is refused', tg_table_name, tg_op using errcode = 'HY001';
end $$;
create trigger append_only before update or delete on log.events for each row execute function log.refuse_change();
create trigger append_only_truncate before truncate on log.events for each statement execute function log.refuse_change();
create trigger append_only before update or delete on log.command_outcome for each row execute function log.refuse_change();
create trigger append_only_truncate before truncate on log.command_outcome for each statement execute function log.refuse_change();

-- Data keys of subjects, wrapped by a master key that lives outside the database. A destroyed key keeps its row and loses its wrapped bytes.
create table log.subject_key (
  key_id        uuid  primary key,
  subject       text  not null check (subject ~ '^(person|family):[0-9a-f-]{36}$'),
  master_id     text  not null,  -- which master key wraps it; no secret
  wrapped       bytea,
  created_at    timestamptz not null default clock_timestamp(),
  destroyed_at  timestamptz,
  check ((destroyed_at is null) = (wrapped is not null))
);
create unique index subject_key_one_active on log.subject_key (subject) where destroyed_at is null;
create index subject_key_destroyed on log.subject_key (subject) where destroyed_at is not null;

-- One person per national id. The key is a keyed hash; the digits are nowhere.
create table log.national_id_claim (
  blind_index  bytea  primary key check (octet_length(blind_index) = 32),
  family_id    uuid   not null,
  member_id    uuid   not null,
  position     bigint not null,
  has_left     boolean not null default false  -- the member left: whoever of the family comes with this id is the same person
);
create index national_id_claim_of_family on log.national_id_claim (family_id, member_id);

-- Which keys the store was made with, by names that tell nothing of them, so that a wrong or lost line of the key file is noticed before claims
-- and fingerprints are made under another key. The master key is named by each key it wraps and may be changed; these two may not.
create table log.key_name (
  purpose  text primary key check (purpose in ('blind-index', 'fingerprint')),
  key_id   text not null
);

-- A cache of folded states. May be emptied at any time.
create table log.snapshot (
  aggregate_type  text   not null,
  aggregate_id    text   not null,
  version         text   not null,  -- of the code that folded it
  sequence        bigint not null,
  hash            bytea  not null,  -- of the event at that sequence: a snapshot of another history is not used
  state           json   not null,
  written_at      timestamptz not null default clock_timestamp(),
  primary key (aggregate_type, aggregate_id)
);

create function log.prefixed(part text) returns bytea language sql immutable as $$
  select int4send(octet_length(convert_to(part, 'UTF8'))) || convert_to(part, 'UTF8')
$$;

-- The chain's hash in SQL, so that an auditor needs nothing but the database. The same as `chain::hash` in Rust.
create function log.event_hash(prev_hash bytea, aggregate_type text, aggregate_id text, sequence bigint, event_type text, event_version text,
                               metadata json, payload json) returns bytea language sql immutable as $$
  select sha256(prev_hash || log.prefixed(aggregate_type) || log.prefixed(aggregate_id) || int8send(sequence) || log.prefixed(event_type)
                || log.prefixed(event_version) || log.prefixed(metadata::text) || log.prefixed(payload::text))
$$;
