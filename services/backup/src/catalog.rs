//! Which tables a database has, and where each belongs. What nobody thought of is in the backup.

use sqlx::{PgConnection, Row};

use crate::BackupError;

/// Where a table belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// In the data file.
    Data,
    /// In the keys file.
    Keys,
    /// In neither, for this reason.
    LeftOut(&'static str),
}

/// The wrapped keys of persons and families, and which master key wraps them: what makes everything else readable, and what an erasure destroys.
const KEYS: &[(&str, &str)] = &[("log", "subject_key"), ("log", "master_key")];

/// What can be made anew, or must not come back.
const LEFT_OUT: &[(&str, &str, &str)] = &[
    ("log", "snapshot", "a cache of folded states"),
    ("log", "checkpoint_keeper", "when a running node last looked"),
    ("identity", "sessions", "a sign-in that was ended must not come back; everybody signs in again"),
    ("identity", "outside_starts", "an attempt under way, of ten minutes at most"),
    ("identity", "calendar_feeds", "an address that was taken back must not come back; people make another"),
    ("identity", "links", "an invitation that was used or taken back must not come back"),
];

/// Where a table belongs. A table that nobody listed is data.
pub fn kept(schema: &str, table: &str) -> Kept {
    let is = |(s, t): (&str, &str)| s == schema && t == table;
    if KEYS.iter().any(|&(s, t)| is((s, t))) {
        return Kept::Keys;
    }
    if let Some((.., why)) = LEFT_OUT.iter().find(|&&(s, t, _)| is((s, t))) {
        return Kept::LeftOut(why);
    }
    match schema {
        "public" => Kept::LeftOut("not a table of this program"),
        "projection" => Kept::LeftOut("how far each read model is; they begin anew"),
        _ if schema.starts_with("rm_") || schema.starts_with("rb_") => {
            Kept::LeftOut("a read model, built from the log")
        }
        _ if table == "_sqlx_migrations" => Kept::LeftOut("the head says which migrations were applied"),
        _ => Kept::Data,
    }
}

/// A table as the database has it.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub schema: String,
    pub name: String,
    /// In their order, computed ones left out.
    pub columns: Vec<String>,
    pub kept: Kept,
    /// On disk, keys of rows and long values left out.
    pub bytes: u64,
}

impl Table {
    /// As SQL writes it.
    pub(crate) fn quoted(&self) -> String {
        quoted_table(&self.schema, &self.name)
    }
}

pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

pub(crate) fn quoted_table(schema: &str, name: &str) -> String {
    format!("{}.{}", quoted(schema), quoted(name))
}

pub(crate) fn quoted_columns(columns: &[String]) -> String {
    columns.iter().map(|column| quoted(column)).collect::<Vec<_>>().join(", ")
}

/// Every table of the database that is not PostgreSQL's or an extension's, each after those that its rows point to.
pub(crate) async fn tables(connection: &mut PgConnection) -> Result<Vec<Table>, BackupError> {
    let rows = sqlx::query(
        "select n.nspname::text, c.relname::text, pg_relation_size(c.oid)::bigint,
                array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                         and a.attgenerated = '' order by a.attnum),
                array(select distinct fn.nspname || '.' || f.relname from pg_constraint k join pg_class f on f.oid = k.confrelid
                        join pg_namespace fn on fn.oid = f.relnamespace where k.conrelid = c.oid and k.contype = 'f' and f.oid <> c.oid)
           from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where c.relkind = 'r' and c.relpersistence <> 't' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
            and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
          order by 1, 2",
    )
    .fetch_all(connection)
    .await?;
    let mut waiting = Vec::with_capacity(rows.len());
    for row in rows {
        let (schema, name): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        let bytes: i64 = row.try_get(2)?;
        let points_to: Vec<String> = row.try_get(4)?;
        let kept = kept(&schema, &name);
        waiting.push((Table { columns: row.try_get(3)?, bytes: bytes.unsigned_abs(), kept, schema, name }, points_to));
    }
    Ok(ordered(waiting))
}

/// Tables that point at one another in a ring cannot be ordered; they keep the order of their names, and a restore would say so.
fn ordered(mut waiting: Vec<(Table, Vec<String>)>) -> Vec<Table> {
    let mut done: Vec<Table> = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let names: Vec<String> = waiting.iter().map(|(table, _)| format!("{}.{}", table.schema, table.name)).collect();
        let free = waiting.iter().position(|(_, points_to)| !points_to.iter().any(|to| names.contains(to)));
        done.push(waiting.remove(free.unwrap_or(0)).0);
    }
    // The row by which a database is a store comes last.
    if let Some(at) =
        done.iter().position(|table| (table.schema.as_str(), table.name.as_str()) == ("hamyar", "store_info"))
    {
        let last = done.remove(at);
        done.push(last);
    }
    done
}
