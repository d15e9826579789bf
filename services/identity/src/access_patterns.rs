//! Questions an auditor asks of the record of openings: whose, when, how many in a short time. Answers hold ids and counts only.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::FromRow;
use std::collections::{BTreeMap, HashMap, VecDeque};
use uuid::Uuid;

use crate::access_log::AccessRecord;
use crate::error::IdentityError;
use crate::principal::Role;
use crate::store::Identity;

/// Which openings are asked for; every given condition must hold.
#[derive(Clone, Debug, Default)]
pub struct AccessFilter {
    /// What was opened, as `family:<uuid>`.
    pub subject: Option<String>,
    pub user_id: Option<Uuid>,
    /// Operation ids; any of them.
    pub operations: Vec<String>,
    /// Grounds; any of them.
    pub grounds: Vec<String>,
    /// At this instant or later.
    pub from: Option<DateTime<Utc>>,
    /// Before this instant.
    pub to: Option<DateTime<Utc>>,
}

/// Many files opened by one account in a short time: the densest such span of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkReads {
    pub user_id: Uuid,
    /// Different files opened within the span.
    pub files: i64,
    pub began_at: DateTime<Utc>,
    pub ended_at: DateTime<Utc>,
    /// Different files the account opened in all the days looked at.
    pub files_in_all: i64,
}

/// The files an account opened.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct FilesRead {
    pub user_id: Uuid,
    pub families: Vec<Uuid>,
}

/// An account as an auditor chooses it in a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountName {
    pub id: Uuid,
    pub name: String,
    pub roles: Vec<Role>,
    pub disabled: bool,
}

/// Openings are numbered in the order in which they are written, a little after they happen; rows this near an end of a span are looked at.
const SLACK: TimeDelta = TimeDelta::hours(1);

const COLUMNS: &str = "id, user_id, operation, subject, ground, via, accessed_at";

impl Identity {
    /// Openings, newest first, before the given id.
    pub async fn filtered_accesses(
        &self,
        filter: &AccessFilter,
        before: Option<i64>,
        limit: i64,
    ) -> Result<Vec<AccessRecord>, IdentityError> {
        let (first, last) = self.access_ids(filter.from, filter.to).await?;
        let rows = sqlx::query_as(&format!(
            "SELECT {COLUMNS} FROM identity.access_log \
             WHERE ($1::text IS NULL OR subject = $1) AND ($2::uuid IS NULL OR user_id = $2) AND (cardinality($3::text[]) = 0 OR operation = ANY ($3)) \
               AND ($4::timestamptz IS NULL OR accessed_at >= $4) AND ($5::timestamptz IS NULL OR accessed_at < $5) \
               AND (cardinality($10::text[]) = 0 OR ground = ANY ($10)) \
               AND id >= $6 AND id <= $7 AND ($8::bigint IS NULL OR id < $8) ORDER BY id DESC LIMIT $9"
        ))
        // Planned for these very values: with them, what is not asked for costs nothing.
        .persistent(false)
        .bind(&filter.subject)
        .bind(filter.user_id)
        .bind(&filter.operations)
        .bind(filter.from)
        .bind(filter.to)
        .bind(first)
        .bind(last)
        .bind(before)
        .bind(limit)
        .bind(&filter.grounds)
        .fetch_all(&self.pool)
        .await?;
        Ok(rows)
    }

    /// Accounts that opened at least `min_files` different families' files within `minutes`, in a span of time. Opening a file again counts once.
    pub async fn bulk_reads(
        &self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
        min_files: i64,
        minutes: i64,
    ) -> Result<Vec<BulkReads>, IdentityError> {
        let (first, last) = self.access_ids(Some(from), Some(to)).await?;
        // Only accounts with so many files at all are looked at row by row.
        let rows: Vec<(Uuid, String, DateTime<Utc>)> = sqlx::query_as(
            "WITH opened AS MATERIALIZED (SELECT user_id, subject, accessed_at FROM identity.access_log \
                 WHERE id BETWEEN $1 AND $2 AND accessed_at >= $3 AND accessed_at < $4 AND subject LIKE 'family:%'), \
             many AS (SELECT user_id FROM opened GROUP BY user_id HAVING count(DISTINCT subject) >= $5) \
             SELECT o.user_id, o.subject, o.accessed_at FROM opened o JOIN many m ON m.user_id = o.user_id ORDER BY o.user_id, o.accessed_at",
        )
        .persistent(false)
        .bind(first)
        .bind(last)
        .bind(from)
        .bind(to)
        .bind(min_files)
        .fetch_all(&self.pool)
        .await?;
        let mut by_user: BTreeMap<Uuid, Vec<(String, DateTime<Utc>)>> = BTreeMap::new();
        for (user, subject, at) in rows {
            by_user.entry(user).or_default().push((subject, at));
        }
        let mut found: Vec<BulkReads> = by_user
            .into_iter()
            .filter_map(|(user, reads)| densest(user, &reads, TimeDelta::minutes(minutes)))
            .filter(|found| found.files >= min_files)
            .collect();
        found.sort_by_key(|found| (std::cmp::Reverse(found.files), found.user_id));
        Ok(found)
    }

    /// Accounts that opened at least `min_files` different families' files in a span of time, each with those files. Auditors are left out:
    /// reading is their work.
    pub async fn files_read(
        &self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
        min_files: i64,
    ) -> Result<Vec<FilesRead>, IdentityError> {
        let (first, last) = self.access_ids(Some(from), Some(to)).await?;
        Ok(sqlx::query_as(
            "SELECT a.user_id, array_agg(DISTINCT split_part(a.subject, ':', 2)::uuid) AS families FROM identity.access_log a \
               JOIN identity.users u ON u.id = a.user_id AND NOT 'auditor' = ANY (u.roles) \
              WHERE a.id BETWEEN $1 AND $2 AND a.accessed_at >= $3 AND a.accessed_at < $4 AND a.subject ~ '^family:[0-9a-f-]{36}$' \
              GROUP BY a.user_id HAVING count(DISTINCT a.subject) >= $5",
        )
        .persistent(false)
        .bind(first)
        .bind(last)
        .bind(from)
        .bind(to)
        .bind(min_files)
        .fetch_all(&self.pool)
        .await?)
    }

    /// Accounts by a part of their shown name or user name, or those given; folded as names are everywhere.
    pub async fn find_accounts(
        &self,
        part: Option<&str>,
        ids: Option<&[Uuid]>,
        limit: usize,
    ) -> Result<Vec<AccountName>, IdentityError> {
        let rows: Vec<(Uuid, String, String, Vec<String>, bool)> = sqlx::query_as(
            "SELECT id, display_name, username, roles, disabled FROM identity.users WHERE $1::uuid[] IS NULL OR id = ANY ($1) ORDER BY display_name, id",
        )
        .bind(ids)
        .fetch_all(&self.pool)
        .await?;
        let wanted = hamyar_persian::fold_joined(part.unwrap_or_default());
        let has = |text: &str| wanted.is_empty() || hamyar_persian::fold_joined(text).contains(&wanted);
        let found = rows.into_iter().filter(|(_, name, username, ..)| has(name) || has(username)).take(limit);
        Ok(found
            .map(|(id, name, _, roles, disabled)| AccountName {
                id,
                name,
                roles: roles.iter().filter_map(|role| role.parse().ok()).collect(),
                disabled,
            })
            .collect())
    }

    /// The ids between which every opening of a span of time lies. Ids follow time closely, so their ends are found by halving.
    async fn access_ids(
        &self,
        from: Option<DateTime<Utc>>,
        to: Option<DateTime<Utc>>,
    ) -> Result<(i64, i64), IdentityError> {
        let first = match from {
            Some(from) => self.first_access_since(from - SLACK).await?,
            None => 0,
        };
        let last = match to {
            Some(to) => self.first_access_since(to + SLACK).await?,
            None => i64::MAX,
        };
        Ok((first, last))
    }

    /// The least id whose opening was at the instant or later; beyond the last when there is none.
    async fn first_access_since(&self, instant: DateTime<Utc>) -> Result<i64, IdentityError> {
        let head: Option<i64> =
            sqlx::query_scalar("SELECT max(id) FROM identity.access_log").fetch_one(&self.pool).await?;
        let (mut low, mut high) = (1, head.unwrap_or(0) + 1);
        while low < high {
            let middle = low + (high - low) / 2;
            let next: Option<(i64, DateTime<Utc>)> =
                sqlx::query_as("SELECT id, accessed_at FROM identity.access_log WHERE id >= $1 ORDER BY id LIMIT 1")
                    .bind(middle)
                    .fetch_optional(&self.pool)
                    .await?;
            match next {
                Some((id, at)) if at < instant => low = id + 1,
                _ => high = middle,
            }
        }
        Ok(low)
    }
}

/// The span of a length that holds the most different files, over one account's openings in order of time.
fn densest(user_id: Uuid, reads: &[(String, DateTime<Utc>)], length: TimeDelta) -> Option<BulkReads> {
    let mut within: VecDeque<usize> = VecDeque::new();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut best: Option<BulkReads> = None;
    for (n, (subject, at)) in reads.iter().enumerate() {
        within.push_back(n);
        *counts.entry(subject).or_default() += 1;
        while let Some(&oldest) = within.front() {
            let (old, then) = &reads[oldest];
            if *at - *then < length {
                break;
            }
            within.pop_front();
            if let Some(count) = counts.get_mut(old.as_str()) {
                *count -= 1;
                if *count == 0 {
                    counts.remove(old.as_str());
                }
            }
        }
        let files = i64::try_from(counts.len()).unwrap_or(i64::MAX);
        if best.as_ref().is_none_or(|best| files > best.files) {
            let began_at = within.front().map_or(*at, |&first| reads[first].1);
            best = Some(BulkReads { user_id, files, began_at, ended_at: *at, files_in_all: 0 });
        }
    }
    let all: std::collections::HashSet<&str> = reads.iter().map(|(subject, _)| subject.as_str()).collect();
    let files_in_all = i64::try_from(all.len()).unwrap_or(i64::MAX);
    best.map(|best| BulkReads { files_in_all, ..best })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    #[test]
    fn the_densest_hour_counts_different_files_and_crosses_the_full_hour() {
        let read = |file: &str, minute| (format!("family:{file}"), at(minute));
        let reads =
            [read("a", 0), read("b", 50), read("c", 55), read("c", 56), read("d", 65), read("e", 109), read("f", 400)];
        let found = densest(Uuid::nil(), &reads, TimeDelta::minutes(60));
        let found = found.map(|one| (one.files, one.began_at, one.ended_at, one.files_in_all));
        assert_eq!(found, Some((4, at(50), at(109), 6)));
    }

    #[test]
    fn what_lies_exactly_the_length_apart_is_not_within_it() {
        let reads = [("family:a".to_owned(), at(0)), ("family:b".to_owned(), at(60))];
        assert_eq!(densest(Uuid::nil(), &reads, TimeDelta::minutes(60)).map(|one| one.files), Some(1));
        assert_eq!(densest(Uuid::nil(), &[], TimeDelta::minutes(60)), None);
    }
}
