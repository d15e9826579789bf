//! The families behind one number of the changes.

use futures::TryStreamExt;
use hamyar_events::Domain;
use sqlx::PgPool;
use uuid::Uuid;

use super::query::{ChangesFilter, Row, Standing, rows_of};
use crate::tierings::codes;

/// What is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Compared {
    #[default]
    Whole,
    Domain(Domain),
    /// Code of an indicator; a step is its margin.
    Indicator(String),
}

/// Which way a family went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Went {
    Better,
    Same,
    Worse,
}

/// The number that was pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangesBehind {
    /// Families that were compared: those that went one way, or all.
    Part {
        of: Compared,
        went: Option<Went>,
        /// Id or code of the group that stands by itself.
        group: Option<String>,
    },
    /// Tiered twice by two versions of the indicator set.
    TwoVersions,
    /// Tiered twice, once or twice without readings.
    WithoutReadings,
}

/// A family with what was read of it before and after: thousandths of a score, or steps of an indicator; nothing where nothing is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changed {
    pub family_id: Uuid,
    pub values: Option<(i64, i64)>,
}

/// Every family behind the number, in the order of their ids.
pub async fn families_behind(
    pool: &PgPool,
    filter: &ChangesFilter,
    behind: &ChangesBehind,
) -> Result<Vec<Changed>, sqlx::Error> {
    let place = match behind {
        ChangesBehind::Part { of: Compared::Indicator(code), .. } => codes(pool).await?.of(code),
        _ => None,
    };
    let mut found = Vec::new();
    {
        let mut query = rows_of(filter);
        let mut rows = query.build_query_as::<Row>().fetch(pool);
        while let Some(row) = rows.try_next().await? {
            if let Some(values) = behind.takes(&row, filter, place) {
                found.push(Changed { family_id: row.family_id, values });
            }
        }
    }
    found.sort_unstable_by_key(|one| one.family_id);
    Ok(found)
}

impl ChangesBehind {
    /// Whether the number counts the row, and what was read.
    fn takes(&self, row: &Row, filter: &ChangesFilter, place: Option<usize>) -> Option<Option<(i64, i64)>> {
        let standing = row.standing();
        let (of, went, group) = match self {
            Self::TwoVersions => return (standing == Standing::TwoVersions).then_some(None),
            Self::WithoutReadings => return (standing == Standing::WithoutReadings).then_some(None),
            Self::Part { of, went, group } => (of, went, group),
        };
        if standing != Standing::Compared {
            return None;
        }
        if let Some(group) = group
            && !filter.by.is_some_and(|by| row.is_in(by, group))
        {
            return None;
        }
        let (values, margin) = match of {
            Compared::Whole => (row.scores(0), i64::from(filter.margin)),
            Compared::Domain(domain) => {
                let at = Domain::ALL.iter().position(|one| one == domain)?;
                (row.scores(at + 1), i64::from(filter.margin))
            }
            Compared::Indicator(_) => {
                let step = row.steps().find(|(at, _, _)| Some(*at) == place);
                (step.map(|(_, before, after)| (before as i64, after as i64)), 0)
            }
        };
        let (before, after) = values?;
        let goes = match after - before {
            change if change > margin => Went::Better,
            change if change < -margin => Went::Worse,
            _ => Went::Same,
        };
        went.is_none_or(|asked| asked == goes).then_some(Some((before, after)))
    }
}
