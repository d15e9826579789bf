//! The list behind a number of a roll-up: neighborhoods, actions, duties, needs profiles. Offices have a list of their own, and families none here.

use chrono::NaiveDate;
use sqlx::{FromRow, PgPool};
use std::str::FromStr;
use utoipa::ToSchema;
use uuid::Uuid;

use super::measures::duty_limit;
use crate::views::{CivilDate, NamedRef};

/// A number whose list can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RollupList {
    Neighborhoods,
    WithProfile,
    WithoutProfile,
    Approved,
    First,
    Second,
    Third,
    NoPriority,
    WithOffice,
    Roadmaps,
    ActionsPlanned,
    ActionsInProgress,
    ActionsDone,
    ActionsDropped,
    DutiesReported,
    DutiesDone,
    DutiesLate,
    NeedsDrafted,
    NeedsReturned,
    NeedsInHeadquarters,
    NeedsApproved,
    NeedsNotified,
}

const NAMES: &[(&str, RollupList)] = &[
    ("neighborhoods", RollupList::Neighborhoods),
    ("with_profile", RollupList::WithProfile),
    ("without_profile", RollupList::WithoutProfile),
    ("approved", RollupList::Approved),
    ("priority_first", RollupList::First),
    ("priority_second", RollupList::Second),
    ("priority_third", RollupList::Third),
    ("priority_none", RollupList::NoPriority),
    ("with_office", RollupList::WithOffice),
    ("roadmaps", RollupList::Roadmaps),
    ("actions_planned", RollupList::ActionsPlanned),
    ("actions_in_progress", RollupList::ActionsInProgress),
    ("actions_done", RollupList::ActionsDone),
    ("actions_dropped", RollupList::ActionsDropped),
    ("duties_reported", RollupList::DutiesReported),
    ("duties_done", RollupList::DutiesDone),
    ("duties_late", RollupList::DutiesLate),
    ("needs_drafted", RollupList::NeedsDrafted),
    ("needs_returned", RollupList::NeedsReturned),
    ("needs_in_headquarters", RollupList::NeedsInHeadquarters),
    ("needs_approved", RollupList::NeedsApproved),
    ("needs_notified", RollupList::NeedsNotified),
];

impl FromStr for RollupList {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        NAMES.iter().find(|(name, _)| *name == text).map(|(_, list)| *list).ok_or(())
    }
}

/// One thing that a number counts.
#[derive(Clone, Debug, PartialEq, serde::Serialize, ToSchema)]
pub struct RollupItem {
    pub neighborhood: NamedRef,
    /// The office whose needs profile it is.
    pub office: Option<NamedRef>,
    /// The agency whose duty it is.
    pub agency: Option<NamedRef>,
    /// The action or duty in its words.
    pub text: Option<String>,
    /// Code of the state, of the level where a neighborhood is counted.
    pub state: Option<String>,
    /// The day of the state.
    pub on: Option<CivilDate>,
}

#[derive(FromRow)]
struct Found {
    neighborhood_id: Uuid,
    neighborhood: String,
    other_id: Option<Uuid>,
    other: Option<String>,
    text: Option<String>,
    state: Option<String>,
    day: Option<NaiveDate>,
}

/// Where a list is read from.
struct Source {
    /// `state`, `day` and, where there is one, what `words` needs: of everything that is counted.
    columns: &'static str,
    /// From what, beside `inside i` and its neighborhood `h`.
    joined: &'static str,
    /// The other party and the words, of the lines `l` of a page alone: a province has a hundred thousand duties.
    words: &'static str,
}

const fn source(list: RollupList) -> Source {
    use RollupList as L;
    match list {
        L::ActionsPlanned | L::ActionsInProgress | L::ActionsDone | L::ActionsDropped => Source {
            columns: "a.state, a.due_on as day, null::uuid as id, null::integer as part, a.text",
            joined: "join roadmap_action a on a.neighborhood_id = h.neighborhood_id where a.since_version is not null and",
            words: "select null::uuid as other_id, null::text as other, l.text",
        },
        L::DutiesReported | L::DutiesDone | L::DutiesLate => Source {
            columns: "d.state, d.reported_on as day, d.agency_id as id, d.duty as part, null::text as text",
            joined: "join duty_standing d on d.neighborhood_id = h.neighborhood_id where",
            words: "select g.agency_id as other_id, g.name as other,
                 (select e.value->>'text' from json_array_elements(g.duties) e where (e.value->>'number')::integer = l.part) as text
                from agency g where g.agency_id = l.id",
        },
        L::NeedsDrafted | L::NeedsReturned | L::NeedsInHeadquarters | L::NeedsApproved | L::NeedsNotified => Source {
            columns: "d.state, d.changed_on as day, d.office_id as id, null::integer as part, null::text as text",
            joined: "join office_needs d on d.neighborhood_id = h.neighborhood_id where",
            words: "select o.office_id as other_id, o.name as other, null::text as text from office o where o.office_id = l.id",
        },
        _ => Source {
            columns: "s.level as state, s.profile_as_of as day, null::uuid as id, null::integer as part, null::text as text",
            joined: "left join neighborhood_standing s on s.neighborhood_id = h.neighborhood_id where",
            words: "select null::uuid as other_id, null::text as other, null::text as text",
        },
    }
}

fn condition(list: RollupList) -> &'static str {
    use RollupList as L;
    match list {
        L::Neighborhoods | L::DutiesReported => "true",
        L::WithProfile => "s.profile_id is not null",
        L::WithoutProfile => "s.profile_id is null",
        L::Approved => "s.approved_on is not null",
        L::First => "s.level = 'first'",
        L::Second => "s.level = 'second'",
        L::Third => "s.level = 'third'",
        L::NoPriority => "s.level is null",
        L::WithOffice => {
            "h.neighborhood_id in (select unnest(neighborhood_ids) from office where opened_on is not null and closed_on is null)"
        }
        L::Roadmaps => "h.neighborhood_id in (select neighborhood_id from roadmap_version)",
        L::ActionsPlanned => "a.state = 'planned'",
        L::ActionsInProgress => "a.state = 'in_progress'",
        L::ActionsDone => "a.state = 'done'",
        L::ActionsDropped => "a.state = 'dropped'",
        L::DutiesDone => "d.state = 'done'",
        L::DutiesLate => "d.state <> 'done' and d.reported_on < $2",
        L::NeedsDrafted => "d.state = 'drafted'",
        L::NeedsReturned => "d.state = 'returned'",
        L::NeedsInHeadquarters => "d.state = 'in_headquarters'",
        L::NeedsApproved => "d.state = 'approved'",
        L::NeedsNotified => "d.state = 'notified'",
    }
}

/// A page of what a number counts in these neighborhoods, by their names, and how many there are. Pool: [`read pool`](crate#reading).
pub async fn items(
    pool: &PgPool,
    neighborhoods: &[Uuid],
    list: RollupList,
    today: NaiveDate,
    offset: i64,
    limit: i64,
) -> Result<(Vec<RollupItem>, i64), sqlx::Error> {
    let Source { columns, joined, words } = source(list);
    let counted = format!(
        "with inside as materialized (select n from unnest($1::uuid[]) as t(n)), line as (
           select h.neighborhood_id, h.name as neighborhood, h.sort_key, {columns}
             from inside i join neighborhood h on h.neighborhood_id = i.n {joined} {condition} and $2::date is not null)",
        condition = condition(list),
    );
    let page = format!(
        "{counted}, page as (
           select * from line order by sort_key, neighborhood_id, day, id, part, text nulls first offset $3 limit $4)
         select l.neighborhood_id, l.neighborhood, l.state, l.day, w.other_id, w.other, w.text
           from page l left join lateral ({words}) w on true
          order by l.sort_key, l.neighborhood_id, l.day, l.id, l.part, l.text nulls first"
    );
    let count = format!("{counted} select count(*) from line");
    let limit_day = duty_limit(today);
    let rows = sqlx::query_as::<_, Found>(&page).bind(neighborhoods).bind(limit_day).bind(offset).bind(limit);
    let total = sqlx::query_scalar::<_, i64>(&count).bind(neighborhoods).bind(limit_day);
    let (rows, total) = futures::try_join!(rows.fetch_all(pool), total.fetch_one(pool))?;
    let of_duties = matches!(list, RollupList::DutiesReported | RollupList::DutiesDone | RollupList::DutiesLate);
    let item = |row: Found| {
        let other = row.other_id.map(|id| NamedRef { id, name: row.other });
        let (agency, office) = if of_duties { (other, None) } else { (None, other) };
        RollupItem {
            neighborhood: NamedRef { id: row.neighborhood_id, name: Some(row.neighborhood) },
            office,
            agency,
            text: row.text,
            state: row.state,
            on: row.day.map(Into::into),
        }
    };
    Ok((rows.into_iter().map(item).collect(), total))
}
