//! One person per national id: claims under a keyed hash, made and given up in the transaction that appends.

use crate::{EventStore, StoreError};
use uuid::Uuid;

/// The label under which national ids are hashed.
pub(crate) const LABEL: &str = "national_id";

/// Who holds a national id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NationalIdHolder {
    /// The family.
    pub family_id: Uuid,
    /// Its member.
    pub member_id: Uuid,
}

impl EventStore {
    /// Who holds the national id of these ten ASCII digits, if anyone.
    pub async fn find_national_id(&self, digits: &str) -> Result<Option<NationalIdHolder>, StoreError> {
        let index = self.blind_index(LABEL, digits);
        let row: Option<(Uuid, Uuid)> =
            sqlx::query_as("select family_id, member_id from log.national_id_claim where blind_index = $1")
                .bind(&index[..])
                .fetch_optional(self.pool())
                .await?;
        Ok(row.map(|(family_id, member_id)| NationalIdHolder { family_id, member_id }))
    }

    /// Those of these families in which somebody holds a national id.
    pub async fn families_with_national_id(&self, families: &[Uuid]) -> Result<Vec<Uuid>, StoreError> {
        let sql = "select distinct family_id from log.national_id_claim where family_id = any($1)";
        Ok(sqlx::query_scalar(sql).bind(families).fetch_all(self.pool()).await?)
    }

    /// Those of these members who hold a national id, whichever it is.
    pub async fn with_national_id(&self, members: &[Uuid]) -> Result<Vec<Uuid>, StoreError> {
        let sql = "select distinct member_id from log.national_id_claim where member_id = any($1)";
        Ok(sqlx::query_scalar(sql).bind(members).fetch_all(self.pool()).await?)
    }
}
