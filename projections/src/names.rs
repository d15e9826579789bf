//! Names of what read models refer to by id: centers, neighborhoods, places, caseworkers, agencies, commissions.

use std::collections::HashMap;

use sqlx::PgPool;
use uuid::Uuid;

use crate::views::NamedRef;

/// Names by id. Ids are random and never shared between kinds, so one table of names serves all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(HashMap<Uuid, String>);

impl Names {
    /// Names given as pairs.
    pub fn from_pairs(pairs: impl IntoIterator<Item = (Uuid, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// The name of `id`, when it is known and not erased.
    pub fn get(&self, id: Uuid) -> Option<&str> {
        self.0.get(&id).map(String::as_str)
    }

    /// A reference with its name.
    pub fn named(&self, id: Uuid) -> NamedRef {
        NamedRef { id, name: self.get(id).map(str::to_owned) }
    }

    /// The names of `ids`, in one round trip. Pool: [`read pool`](crate#reading).
    pub async fn load(pool: &PgPool, ids: &[Uuid]) -> Result<Self, sqlx::Error> {
        if ids.is_empty() {
            return Ok(Self::default());
        }
        let rows: Vec<(Uuid, String)> = sqlx::query_as(
            "select center_id, name from center where center_id = any($1)
             union all select neighborhood_id, name from neighborhood where neighborhood_id = any($1)
             union all select place_id, name from place where place_id = any($1)
             union all select caseworker_id, name from caseworker where caseworker_id = any($1) and name is not null
             union all select agency_id, name from agency where agency_id = any($1)
             union all select commission_id, name from commission where commission_id = any($1)",
        )
        .bind(ids)
        .fetch_all(pool)
        .await?;
        Ok(Self(rows.into_iter().collect()))
    }
}

/// What an id is looked for among, where one kind alone may answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedKind {
    Agency,
    Caseworker,
    Center,
    Commission,
    /// By its file number.
    Family,
    Neighborhood,
    Office,
    /// A place of the tree, or a group of neighborhoods.
    Place,
}

impl NamedKind {
    const fn sql(self) -> &'static str {
        match self {
            Self::Agency => "select name from agency where agency_id = $1",
            Self::Caseworker => "select name from caseworker where caseworker_id = $1 and name is not null",
            Self::Center => "select name from center where center_id = $1",
            Self::Commission => "select name from commission where commission_id = $1",
            Self::Family => "select file_number from family where family_id = $1",
            Self::Neighborhood => "select name from neighborhood where neighborhood_id = $1",
            Self::Office => "select name from office where office_id = $1",
            Self::Place => "select name from place where place_id = $1",
        }
    }
}

/// The name of an id among things of one kind. Pool: [`read pool`](crate#reading).
pub async fn name_of(pool: &PgPool, kind: NamedKind, id: Uuid) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar(kind.sql()).bind(id).fetch_optional(pool).await
}

/// The center of a caseworker. Pool: [`read pool`](crate#reading).
pub async fn center_of_caseworker(pool: &PgPool, id: Uuid) -> Result<Option<Uuid>, sqlx::Error> {
    sqlx::query_scalar("select center_id from caseworker where caseworker_id = $1").bind(id).fetch_optional(pool).await
}
