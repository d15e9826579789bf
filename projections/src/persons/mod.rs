//! Who is registered: one row a person with the keys under which other spellings of the same person meet, and how many bear each name. Asked before
//! anybody is registered again. National ids are not kept here: an exact search goes through the store's blind index.

mod apply;
mod query;
mod state;

pub(crate) use query::{Found, found};
pub use query::{KnownPerson, facts, known_persons};

use async_trait::async_trait;
use hamyar_events::family::FamilyEvent;
use sqlx::PgConnection;

use crate::event::{ProjectedEvent, StreamEventAny};
use crate::projection::{Projection, ProjectionError};

/// The `persons` projection.
pub struct Persons;

#[async_trait]
impl Projection for Persons {
    fn name(&self) -> &'static str {
        "persons"
    }
    fn version(&self) -> i32 {
        2
    }
    fn streams(&self) -> &'static [&'static str] {
        &["family"]
    }
    fn tables(&self) -> &'static [&'static str] {
        &["person", "person_word"]
    }
    fn ddl(&self) -> &'static str {
        "create table person (
           person_id uuid primary key, family_id uuid not null, given_name text, family_name text, father_name text,
           birth_date date, birth_year integer, phone text, keys integer[] not null, members uuid[] not null);
         create index person_by_family on person (family_id);
         create index person_by_keys on person using gin (keys);
         create table person_word (word text primary key, persons integer not null);"
    }
    fn wants(&self, event: &StreamEventAny) -> bool {
        let StreamEventAny::Family(event) = event else { return true };
        matches!(
            **event,
            FamilyEvent::FamilyIdentified(_)
                | FamilyEvent::MemberJoined(_)
                | FamilyEvent::MemberChanged(_)
                | FamilyEvent::MemberLeft(_)
                | FamilyEvent::CaseClosed(_)
                | FamilyEvent::PersonalDataErased(_)
                | FamilyEvent::MergedAway(_)
                | FamilyEvent::MergeUndone(_)
                | FamilyEvent::MembersMovedIn(_)
                | FamilyEvent::MembersReturned(_)
        )
    }
    async fn apply(&self, connection: &mut PgConnection, batch: &[&ProjectedEvent]) -> Result<(), ProjectionError> {
        apply::apply(connection, batch).await
    }
}
