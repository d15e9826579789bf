//! What a store says about itself: real or demo, and how far the demo's load came. The mark stands in the database, so that a demo
//! stays a demo whoever serves it.

use hamyar_event_store::{APP_ROLE, OWNER_ROLE};
use serde::{Deserialize, Serialize};
use sqlx::postgres::PgPoolOptions;
use sqlx::{ConnectOptions, Connection, Executor, PgPool};

use crate::failure::Failure;

/// How long a server may take to answer a first connection.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(5);

/// Real or demo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// People's own data.
    Real,
    /// Made-up families, to try things with.
    Demo,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::Demo => "demo",
        }
    }
}

/// The store's own row.
#[derive(Clone, Debug)]
pub struct StoreInfo {
    pub kind: Kind,
    /// The demo, once its load began.
    pub demo: Option<DemoInfo>,
}

/// The demo of a store: what it was to be, and once it is loaded whole, its sign-ins.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DemoInfo {
    pub plan: DemoPlan,
    pub sign_ins: Option<Vec<hamyar_demo::SignIn>>,
}

/// What makes a demo the same demo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoPlan {
    pub families: usize,
    pub caseworkers: usize,
    pub seed: u64,
    pub today: chrono::NaiveDate,
}

/// Makes the schema. Run with the owner's rights; the app role may read it and, once, fill it.
pub async fn migrate(admin_url: &str) -> Result<(), Failure> {
    let mut connection = hamyar_event_store::connect::options(admin_url, "hamyar-setup")?.connect().await?;
    let statements = format!(
        "select pg_advisory_lock(7236837, 20);
         create schema if not exists hamyar authorization {OWNER_ROLE};
         set role {OWNER_ROLE};
         create table if not exists hamyar.store_info (
           one boolean primary key default true check (one),
           kind text not null check (kind in ('real', 'demo')),
           made_by text not null,
           made_at timestamptz not null default now(),
           demo jsonb,
           check (kind = 'demo' or demo is null)
         );
         create or replace function hamyar.kind_stays() returns trigger language plpgsql as $$
         begin
           if new.kind <> old.kind then raise exception 'a store stays what it is'; end if;
           return new;
         end $$;
         create or replace trigger kind_stays before update on hamyar.store_info for each row execute function hamyar.kind_stays();
         grant usage on schema hamyar to {APP_ROLE};
         grant select, insert, update on hamyar.store_info to {APP_ROLE};
         reset role;
         select pg_advisory_unlock(7236837, 20);"
    );
    connection.execute(statements.as_str()).await?;
    connection.close().await?;
    Ok(())
}

/// The store's row; `None` for a database that is prepared and not yet a store.
pub async fn read(pool: &PgPool) -> Result<Option<StoreInfo>, Failure> {
    let row: Option<(String, Option<serde_json::Value>)> =
        sqlx::query_as("select kind, demo from hamyar.store_info").fetch_optional(pool).await?;
    row.map(|(kind, demo)| {
        let kind = if kind == "demo" { Kind::Demo } else { Kind::Real };
        Ok(StoreInfo { kind, demo: demo.map(serde_json::from_value).transpose()? })
    })
    .transpose()
}

/// Whether the database is prepared at all. Asks the catalog, so that an unprepared one is no error.
pub async fn is_prepared(url: &str) -> Result<bool, Failure> {
    let options = hamyar_event_store::connect::options(url, "hamyar-look")?;
    let pool = PgPoolOptions::new().max_connections(1).acquire_timeout(PATIENCE).connect_with(options).await?;
    let prepared = sqlx::query_scalar("select to_regclass('hamyar.store_info') is not null").fetch_one(&pool).await;
    pool.close().await;
    Ok(prepared?)
}

/// Makes the database a store of a kind. Of two that do so at once the first one wins; returns what it is now.
pub async fn declare(pool: &PgPool, kind: Kind) -> Result<StoreInfo, Failure> {
    sqlx::query("insert into hamyar.store_info (kind, made_by) values ($1, $2) on conflict do nothing")
        .bind(kind.as_str())
        .bind(env!("CARGO_PKG_VERSION"))
        .execute(pool)
        .await?;
    read(pool).await?.ok_or_else(|| Failure::Fault("the store's own row cannot be read back".to_owned()))
}

/// Notes what the demo is to be, unless a load began already, and returns what was noted first.
pub async fn plan_demo(pool: &PgPool, plan: &DemoPlan) -> Result<DemoInfo, Failure> {
    let demo = serde_json::to_value(DemoInfo { plan: plan.clone(), sign_ins: None })?;
    sqlx::query("update hamyar.store_info set demo = $1 where kind = 'demo' and demo is null")
        .bind(demo)
        .execute(pool)
        .await?;
    let found = read(pool).await?.and_then(|info| info.demo);
    found.ok_or_else(|| Failure::Fault("the demo's plan cannot be read back".to_owned()))
}

/// Notes that the demo is loaded whole.
pub async fn demo_is_loaded(pool: &PgPool, demo: &DemoInfo) -> Result<(), Failure> {
    let demo = serde_json::to_value(demo)?;
    sqlx::query("update hamyar.store_info set demo = $1 where kind = 'demo'").bind(demo).execute(pool).await?;
    Ok(())
}
