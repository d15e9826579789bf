//! Rows of read models: a batch loads the rows it touches, folds in memory, and writes every changed row of a table in one statement.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, de::DeserializeOwned};
use sqlx::{PgConnection, Postgres, postgres::PgArguments, query::Query};
use uuid::Uuid;

use crate::projection::ProjectionError;

/// The primary key of a row: one column, a uuid or a text.
pub(crate) trait RowId: Ord + Clone + Send + Sync + Sized + 'static {
    fn bind_all(query: Query<'_, Postgres, PgArguments>, ids: Vec<Self>) -> Query<'_, Postgres, PgArguments>;
}

impl RowId for Uuid {
    fn bind_all(query: Query<'_, Postgres, PgArguments>, ids: Vec<Self>) -> Query<'_, Postgres, PgArguments> {
        query.bind(ids)
    }
}

impl RowId for String {
    fn bind_all(query: Query<'_, Postgres, PgArguments>, ids: Vec<Self>) -> Query<'_, Postgres, PgArguments> {
        query.bind(ids)
    }
}

/// A row of one table; made by [`row!`].
pub(crate) trait Row: Serialize + DeserializeOwned + Clone + PartialEq + Send + Sync {
    type Id: RowId;
    const TABLE: &'static str;
    const KEY: &'static str;
    const COLUMNS: &'static [&'static str];
    fn id(&self) -> Self::Id;
}

/// Declares a row: a struct whose fields are the columns of its table, the first being the key.
macro_rules! row {
    ($(#[$doc:meta])* $name:ident in $table:literal { $key:ident : $key_type:ty, $($field:ident : $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        pub(crate) struct $name { pub $key: $key_type, $(pub $field: $type),* }
        impl $crate::rows::Row for $name {
            type Id = $key_type;
            const TABLE: &'static str = $table;
            const KEY: &'static str = stringify!($key);
            const COLUMNS: &'static [&'static str] = &[stringify!($key), $(stringify!($field)),*];
            fn id(&self) -> $key_type { self.$key.clone() }
        }
    };
}
pub(crate) use row;

/// The rows of one table that a batch touches.
pub(crate) struct Table<R: Row> {
    rows: BTreeMap<R::Id, R>,
    changed: BTreeSet<R::Id>,
    removed: BTreeSet<R::Id>,
}

impl<R: Row> Table<R> {
    /// Nothing loaded: for rows that are only ever written whole.
    pub(crate) fn empty() -> Self {
        Self { rows: BTreeMap::new(), changed: BTreeSet::new(), removed: BTreeSet::new() }
    }

    /// Loads the rows with the given keys, those that exist.
    pub(crate) async fn load(
        connection: &mut PgConnection,
        ids: impl IntoIterator<Item = R::Id>,
    ) -> Result<Self, ProjectionError> {
        let ids: BTreeSet<R::Id> = ids.into_iter().collect();
        let mut table = Self::empty();
        if ids.is_empty() {
            return Ok(table);
        }
        let sql = format!("select row_to_json(r)::text from {} r where {} = any($1)", R::TABLE, R::KEY);
        let query = R::Id::bind_all(sqlx::query(&sql), ids.into_iter().collect());
        for row in query.fetch_all(connection).await? {
            let text: String = sqlx::Row::try_get(&row, 0)?;
            let row: R = serde_json::from_str(&text)?;
            table.rows.insert(row.id(), row);
        }
        Ok(table)
    }

    pub(crate) fn get(&self, id: &R::Id) -> Option<&R> {
        self.rows.get(id)
    }

    /// The row, to be changed.
    pub(crate) fn edit(&mut self, id: &R::Id) -> Option<&mut R> {
        let row = self.rows.get_mut(id)?;
        self.changed.insert(id.clone());
        Some(row)
    }

    /// The row, made by `new` when there is none, to be changed.
    pub(crate) fn edit_or(&mut self, id: R::Id, new: impl FnOnce() -> R) -> &mut R {
        self.changed.insert(id.clone());
        self.removed.remove(&id);
        self.rows.entry(id).or_insert_with(new)
    }

    /// Changes every loaded row that `holds` is true of.
    pub(crate) fn edit_where(&mut self, holds: impl Fn(&R) -> bool, change: impl Fn(&mut R)) {
        for (id, row) in self.rows.iter_mut().filter(|(_, row)| holds(row)) {
            change(row);
            self.changed.insert(id.clone());
        }
    }

    /// Keys of the loaded rows that `holds` is true of.
    pub(crate) fn ids_where(&self, holds: impl Fn(&R) -> bool) -> Vec<R::Id> {
        self.rows.iter().filter(|(_, row)| holds(row)).map(|(id, _)| id.clone()).collect()
    }

    /// Writes a row whole.
    pub(crate) fn put(&mut self, row: R) {
        let id = row.id();
        self.removed.remove(&id);
        self.changed.insert(id.clone());
        self.rows.insert(id, row);
    }

    /// Takes a row out.
    pub(crate) fn remove(&mut self, id: R::Id) {
        self.rows.remove(&id);
        self.changed.remove(&id);
        self.removed.insert(id);
    }

    /// Writes what changed: one statement for all rows, one for those taken out.
    pub(crate) async fn save(self, connection: &mut PgConnection) -> Result<(), ProjectionError> {
        if !self.removed.is_empty() {
            let sql = format!("delete from {} where {} = any($1)", R::TABLE, R::KEY);
            R::Id::bind_all(sqlx::query(&sql), self.removed.into_iter().collect()).execute(&mut *connection).await?;
        }
        let rows: Vec<&R> = self.changed.iter().filter_map(|id| self.rows.get(id)).collect();
        if rows.is_empty() {
            return Ok(());
        }
        let columns = R::COLUMNS.join(", ");
        let updates: Vec<String> =
            R::COLUMNS[1..].iter().map(|column| format!("{column} = excluded.{column}")).collect();
        let sql = format!(
            "insert into {table} ({columns}) select {columns} from json_populate_recordset(null::{table}, $1::text::json)
             on conflict ({key}) do update set {updates}",
            table = R::TABLE,
            key = R::KEY,
            updates = updates.join(", "),
        );
        sqlx::query(&sql).bind(serde_json::to_string(&rows)?).execute(&mut *connection).await?;
        Ok(())
    }
}
