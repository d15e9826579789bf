//! Rows → the texts that the program's bodies approved.

use chrono::NaiveDate;
use hamyar_events::ApprovedTextKind;
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::views::{CivilDate, Title};

/// An approved text in a list, in its newest version.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ApprovedTextCard {
    pub id: Uuid,
    pub version: i64,
    pub kind: ApprovedTextKind,
    pub title: Title,
    /// The body that approved it.
    pub approved_by: String,
    pub approved_on: CivilDate,
    /// Since when it is no longer in force.
    pub withdrawn_on: Option<CivilDate>,
}

/// One version as it was approved.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ApprovedTextView {
    #[serde(flatten)]
    pub card: ApprovedTextCard,
    /// An empty line parts paragraphs.
    pub body: String,
    pub withdrawn_because: Option<String>,
    /// Every version, the newest first.
    pub versions: Vec<ApprovedTextVersion>,
}

/// A version and its day.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ApprovedTextVersion {
    pub version: i64,
    pub approved_by: String,
    pub approved_on: CivilDate,
}

#[derive(FromRow)]
struct Found {
    text_id: Uuid,
    version: i64,
    kind: String,
    title_fa: String,
    title_en: String,
    body: String,
    approved_by: String,
    approved_on: NaiveDate,
    withdrawn_on: Option<NaiveDate>,
    withdrawn_because: Option<String>,
}

impl Found {
    fn card(&self) -> Option<ApprovedTextCard> {
        Some(ApprovedTextCard {
            id: self.text_id,
            version: self.version,
            kind: self.kind.parse().ok()?,
            title: Title { fa: self.title_fa.clone(), en: self.title_en.clone() },
            approved_by: self.approved_by.clone(),
            approved_on: self.approved_on.into(),
            withdrawn_on: self.withdrawn_on.map(Into::into),
        })
    }
}

/// All texts in their newest version: those in force first, then by kind and title.
pub async fn approved_texts(pool: &PgPool) -> Result<Vec<ApprovedTextCard>, sqlx::Error> {
    let rows: Vec<Found> =
        sqlx::query_as("select distinct on (text_id) * from approved_text order by text_id, version desc")
            .fetch_all(pool)
            .await?;
    let mut cards: Vec<ApprovedTextCard> = rows.iter().filter_map(Found::card).collect();
    let place = |kind: ApprovedTextKind| ApprovedTextKind::ALL.iter().position(|one| *one == kind);
    cards.sort_by_cached_key(|card| {
        (card.withdrawn_on.is_some(), place(card.kind), crate::sort_key(&card.title.fa), card.id)
    });
    Ok(cards)
}

/// One text in the named version, or the newest.
pub async fn approved_text(
    pool: &PgPool,
    id: Uuid,
    version: Option<i64>,
) -> Result<Option<ApprovedTextView>, sqlx::Error> {
    let rows: Vec<Found> = sqlx::query_as("select * from approved_text where text_id = $1 order by version desc")
        .bind(id)
        .fetch_all(pool)
        .await?;
    let found = rows.iter().find(|row| version.is_none_or(|version| row.version == version));
    Ok(found.and_then(|found| {
        let mut card = found.card()?;
        // Of whichever version: the text is no longer in force.
        card.withdrawn_on = rows.first().and_then(|newest| newest.withdrawn_on).map(Into::into);
        Some(ApprovedTextView {
            card,
            body: found.body.clone(),
            withdrawn_because: rows.first().and_then(|newest| newest.withdrawn_because.clone()),
            versions: rows
                .iter()
                .map(|row| ApprovedTextVersion {
                    version: row.version,
                    approved_by: row.approved_by.clone(),
                    approved_on: row.approved_on.into(),
                })
                .collect(),
        })
    }))
}
