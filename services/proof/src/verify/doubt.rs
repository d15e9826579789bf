//! The slow look at what no checkpoint covers: the chain of each stream, the order of positions and times, and the answers that commands were
//! given, which stand in a table of their own.
//!
//! Somebody who changes all of these together is not found here, and is by the next checkpoint's witness. So a checkpoint is made often.

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, Utc};
use hamyar_event_store::chain::{self, Link, START};
use sqlx::PgPool;
use uuid::Uuid;

use super::FINDINGS_MAX;
use super::diff::Cursor;
use super::pass::Heads;
use super::report::{Finding, Kind};
use crate::entry::Head;
use crate::error::ProofError;
use crate::row::Row;

/// How far a row may have been renumbered and still be known again.
const SHIFT_MAX: i64 = 8;

/// A row that does not fit, and how.
struct Misfit {
    row: Row,
    /// Its content does not give its hash.
    content: bool,
    /// Sequences that are missing before it.
    gap: Option<(i64, i64)>,
    /// It does not name the hash before it.
    chain: bool,
    /// It comes after an event that follows it in its stream.
    order: bool,
    /// It is recorded earlier than the event before it.
    time: bool,
    ids: bool,
}

/// Reads rows to the end and names what does not fit. `after` is the position they follow, where positions are to be held to.
pub(super) async fn about(
    pool: &PgPool,
    mut rows: Cursor,
    mut heads: Heads,
    after: Option<i64>,
) -> Result<Vec<Finding>, ProofError> {
    let mut misfits: Vec<Misfit> = Vec::new();
    let mut holes = Vec::new();
    let mut last: Option<(i64, i64, Uuid, i32)> = after.map(|after| (after, i64::MIN, Uuid::nil(), 0));
    let mut findings = Vec::new();
    while let Some(row) = rows.next().await? {
        if misfits.len() + findings.len() >= FINDINGS_MAX {
            break;
        }
        let position = row.position();
        if let Some((before, ..)) = last
            && after.is_some()
            && position != before + 1
        {
            holes.push((before + 1, position - 1));
        }
        let time = last.is_some_and(|(_, recorded_at, ..)| row.recorded_at() < recorded_at);
        let ord = match last {
            Some((_, _, command_id, ord)) if command_id == row.command_id() => row.command_ord() == ord + 1,
            Some((_, _, command_id, _)) if !command_id.is_nil() => row.command_ord() == 0,
            _ => true,
        };
        last = Some((position, row.recorded_at(), row.command_id(), row.command_ord()));
        let Some(id) = row.id() else {
            findings.push(Finding::new(Kind::Inserted, "stream", "its stream has no proper id").on(&row));
            continue;
        };
        let key = (row.kind().to_owned(), id);
        let (sequence, hash) = heads.get(&key).map_or((0, START), |head| (head.sequence, head.hash));
        let misfit = Misfit {
            content: row.own_hash() != Some(row.hash()),
            gap: (row.sequence() > sequence + 1).then_some((sequence + 1, row.sequence() - 1)),
            chain: row.sequence() == sequence + 1 && row.prev_hash() != hash,
            order: row.sequence() <= sequence,
            time,
            ids: !row.ids_agree() || !ord,
            row,
        };
        if !misfit.order {
            heads.insert(key, Head { sequence: misfit.row.sequence(), hash: misfit.row.hash() });
        }
        let Misfit { content, gap, chain, order, time, ids, .. } = &misfit;
        if *content || gap.is_some() || *chain || *order || *time || *ids {
            misfits.push(misfit);
        }
    }
    name(&misfits, &mut findings);
    let mut explained: i64 = findings.iter().filter(|f| f.kind == Kind::Deleted).map(|f| f.events as i64).sum();
    for (from, to) in holes {
        // Deleted events leave a hole in their stream too, except at its end.
        if explained > to - from {
            explained -= to - from + 1;
            continue;
        }
        findings.push(hole(pool, from, to).await?);
    }
    Ok(findings)
}

/// Positions that nobody has: the answers to commands tell whose they were.
async fn hole(pool: &PgPool, from: i64, to: i64) -> Result<Finding, ProofError> {
    let answer: Option<(String, String, i64, DateTime<Utc>, i64)> = sqlx::query_as(
        "select aggregate_type, aggregate_id, sequence, recorded_at, position from log.command_outcome
          where kind = 'committed' and position between $1 and $2 order by position limit 1",
    )
    .bind(from)
    .bind(to)
    .fetch_optional(pool)
    .await?;
    let events = usize::try_from(to - from + 1).unwrap_or(0);
    let mut finding = match answer {
        Some((kind, id, sequence, at, position)) => {
            // The answer names the command's last event.
            let sequence = (sequence - (position - from)).max(1);
            let mut finding = Finding::new(
                Kind::Truncated,
                "stream",
                "the end of the stream is cut off: a command's answer names the event",
            );
            finding.at(&kind, &id, sequence);
            finding.recorded_at = Some(at);
            finding
        }
        None => Finding::new(
            Kind::Deleted,
            "position",
            "nothing stands at this position, and nothing tells what stood there",
        ),
    };
    finding.position = Some(from);
    Ok(finding.events(events))
}

fn name(misfits: &[Misfit], findings: &mut Vec<Finding>) {
    let late: HashSet<(&str, &str, i64)> =
        misfits.iter().filter(|m| m.order).map(|m| (m.row.kind(), m.row.id_text(), m.row.sequence())).collect();
    // Of rows that were renumbered only the first tells something.
    let mut shifted: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    let mut culprits: HashSet<(String, String, i64)> = HashSet::new();
    for misfit in misfits {
        let row = &misfit.row;
        let stream = (row.kind(), row.id_text());
        let on = |kind, what, detail: String| Finding::new(kind, what, detail).on(row);
        let mut told = true;
        if misfit.content {
            let shift = shift_of(row);
            if let Some(other) = misfits.iter().filter(|m| m.content).find(|other| exchanged(row, &other.row)) {
                let other = &other.row;
                let (kind, same) = if (other.kind(), other.id_text()) == stream {
                    (Kind::Reordered, "sequence")
                } else {
                    (Kind::Swapped, "stream")
                };
                let detail =
                    format!("it belongs to {} {}, sequence {}", other.kind(), other.id_text(), other.sequence());
                findings.push(on(kind, same, detail));
            } else if let Some(shift) = shift {
                if shifted.insert(stream, shift) != Some(shift) {
                    let mut finding = if shift > 0 {
                        on(Kind::Inserted, "event", "what follows it was renumbered to make room".to_owned())
                    } else {
                        on(Kind::Deleted, "event", "what followed it was renumbered to close the gap".to_owned())
                    };
                    finding.sequence = Some(if shift > 0 { row.sequence() - shift } else { row.sequence() });
                    finding.event_id = None;
                    finding.position = Some(if shift > 0 { row.position() - 1 } else { row.position() });
                    findings.push(finding.events(usize::try_from(shift.abs()).unwrap_or(1)));
                }
            } else {
                findings.push(on(Kind::Edited, "content", "its content does not give its hash".to_owned()));
            }
            culprits.insert((stream.0.to_owned(), stream.1.to_owned(), row.sequence()));
        } else if misfit.order {
            findings.push(on(
                Kind::Reordered,
                "position",
                "it comes after events that follow it in its stream".to_owned(),
            ));
        } else if let Some((from, to)) = misfit.gap {
            if !late.contains(&(stream.0, stream.1, from)) {
                let mut finding = on(Kind::Deleted, "event", "the stream lacks it".to_owned());
                finding.sequence = Some(from);
                finding.event_id = None;
                findings.push(finding.events(usize::try_from(to - from + 1).unwrap_or(1)));
            }
        } else if misfit.chain {
            let before = (stream.0.to_owned(), stream.1.to_owned(), row.sequence() - 1);
            if !culprits.contains(&before) {
                let mut finding = on(
                    Kind::Edited,
                    "content",
                    "the event after it continues another one: it was changed together with its hash".to_owned(),
                );
                if row.sequence() > 1 {
                    finding.sequence = Some(row.sequence() - 1);
                    finding.event_id = None;
                }
                findings.push(finding);
            }
        } else {
            told = false;
        }
        if misfit.time && !told {
            findings.push(on(
                Kind::Edited,
                "recorded_at",
                "it is recorded earlier than the event before it".to_owned(),
            ));
        } else if misfit.ids && !told {
            findings.push(on(Kind::Edited, "ids", "the ids of event and command in its columns do not fit".to_owned()));
        }
    }
}

/// By how much a row's sequence was moved, where its content fits another one.
fn shift_of(row: &Row) -> Option<i64> {
    let id = row.id()?;
    let shifts = (1..=SHIFT_MAX).flat_map(|by| [by, -by]);
    let fits = |by: &i64| row.hash_at(&row.prev_hash(), row.kind(), id, row.sequence() - by) == row.hash();
    shifts.into_iter().find(fits)
}

/// Whether the row's place, or its content, is the other one's.
fn exchanged(row: &Row, other: &Row) -> bool {
    let (Some(other_id), false) = (other.id(), row.event_id() == other.event_id()) else { return false };
    // Its key columns were exchanged: with the other's they fit.
    if row.hash_at(&row.prev_hash(), other.kind(), other_id, other.sequence()) == row.hash() {
        return true;
    }
    let hash = |payload: &Row, metadata: &Row, kind: &Row| {
        chain::hash(Link {
            prev_hash: &other.prev_hash(),
            aggregate_type: other.kind(),
            aggregate_id: other_id,
            sequence: other.sequence(),
            event_type: kind.event_type(),
            event_version: kind.event_version(),
            metadata: metadata.metadata(),
            payload: payload.payload(),
        })
    };
    let mixes = [(row, row, row), (row, other, other), (row, other, row), (other, row, other)];
    mixes.into_iter().any(|(payload, metadata, kind)| hash(payload, metadata, kind) == other.hash())
}

/// Holds what no checkpoint covers to the answers of commands.
pub(super) async fn answers(pool: &PgPool, after: i64, findings: &mut Vec<Finding>) -> Result<(), ProofError> {
    type Answer = (i64, String, String, i64, DateTime<Utc>, i64, Option<i64>, Option<DateTime<Utc>>);
    let answers: Vec<Answer> = sqlx::query_as(
        "select o.position, o.aggregate_type, o.aggregate_id, o.sequence, o.recorded_at, (select coalesce(max(position), 0) from log.events),
                found.position, found.recorded_at
           from log.command_outcome o
           left join lateral (select * from log.events e where e.aggregate_type = o.aggregate_type and e.aggregate_id = o.aggregate_id
                                 and e.sequence = o.sequence and e.command_id = o.command_id) found on true
          where o.kind = 'committed' and o.position > $1
            and (found.position is distinct from o.position or found.recorded_at is distinct from o.recorded_at)
          order by o.position limit $2",
    )
    .bind(after)
    .bind(FINDINGS_MAX as i64)
    .fetch_all(pool)
    .await?;
    let told = findings
        .iter()
        .any(|f| matches!(f.kind, Kind::Deleted | Kind::Inserted | Kind::Reordered | Kind::Swapped | Kind::Truncated));
    let mut cut_off = false;
    for (position, stream, id, sequence, recorded_at, head, found, found_at) in answers {
        let (kind, what, detail) = match (found, found_at) {
            // One cause moves everything after it; what the rows themselves told says more.
            _ if told => continue,
            (None, _) if position > head && cut_off => continue,
            (None, _) if position > head => {
                cut_off = true;
                (
                    Kind::Truncated,
                    "log",
                    format!("the log ends at position {head}, and commands were answered with later ones"),
                )
            }
            (None, _) => (Kind::Deleted, "event", "a command's answer names it, and it is not there".to_owned()),
            (Some(found), _) if found != position => (
                Kind::Reordered,
                "position",
                format!("it stands at position {found}, and its command was answered with {position}"),
            ),
            (_, found_at) => {
                let now = found_at.map(|at| at.to_rfc3339()).unwrap_or_default();
                (
                    Kind::Edited,
                    "recorded_at",
                    format!("it now says {now}, and its command was answered with another time"),
                )
            }
        };
        let mut finding = Finding::new(kind, what, detail);
        finding.position = Some(position);
        finding.at(&stream, &id, sequence);
        finding.recorded_at = Some(recorded_at);
        findings.retain(|other| !(other.kind == Kind::Edited && other.what == what));
        findings.push(finding);
    }
    let unanswered: Vec<(i64, String, String, i64, Uuid, DateTime<Utc>)> = sqlx::query_as(
        "select e.position, e.aggregate_type, e.aggregate_id, e.sequence, e.event_id, e.recorded_at from log.events e
          where e.position > $1 and not exists (select 1 from log.command_outcome o where o.command_id = e.command_id and o.kind = 'committed')
          order by e.position limit $2",
    )
    .bind(after)
    .bind(FINDINGS_MAX as i64)
    .fetch_all(pool)
    .await?;
    for (position, stream, id, sequence, event_id, recorded_at) in unanswered {
        if findings.iter().any(|f| f.stream_id.as_deref() == Some(id.as_str()) && f.sequence == Some(sequence)) {
            continue;
        }
        let mut finding = Finding::new(Kind::Inserted, "event", "no command was ever answered with it");
        finding.position = Some(position);
        finding.at(&stream, &id, sequence);
        finding.event_id = Some(event_id);
        finding.recorded_at = Some(recorded_at);
        findings.push(finding);
    }
    Ok(())
}
