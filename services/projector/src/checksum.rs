//! Checksums of a projection's tables that do not depend on the order of rows.

use hamyar_projections::Projection;
use sqlx::PgConnection;

use crate::ProjectorError;

/// Number of rows and checksum of a projection's tables in `schema`, as the connection's transaction sees them.
pub(crate) async fn of(
    connection: &mut PgConnection,
    projection: &dyn Projection,
    schema: &str,
) -> Result<(i64, String), ProjectorError> {
    let mut rows = 0;
    let mut parts = String::new();
    for table in projection.tables() {
        // Two independent 64-bit hashes of each row's text, summed: the same rows in any order give the same sums.
        let sql = format!(
            "select count(*), coalesce(sum(hashtextextended(r::text, 0)::numeric), 0)::text, coalesce(sum(hashtextextended(r::text, 1)::numeric), 0)::text
               from {schema}.{table} r"
        );
        let (count, first, second): (i64, String, String) =
            sqlx::query_as(&sql).persistent(false).fetch_one(&mut *connection).await?;
        rows += count;
        parts.push_str(&format!("{table}:{count}:{first}:{second};"));
    }
    let checksum = sqlx::query_scalar("select md5($1)").bind(parts).fetch_one(connection).await?;
    Ok((rows, checksum))
}
