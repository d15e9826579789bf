//! Rows → the changes of a year.

use std::collections::{BTreeMap, BTreeSet};

use futures::TryStreamExt;
use hamyar_events::{Domain, Tier};
use serde::Serialize;
use sqlx::{FromRow, PgPool, Postgres, QueryBuilder};
use utoipa::ToSchema;
use uuid::Uuid;

use super::counting::Counted;
use super::stats::{Mean, Share, Sums, Tests, share, tests};
use crate::cycles::{BeforeAfterFilter, Matrix, TierRow, before_after_rounded, conditions};
use crate::rounding::Keyed;
use crate::tierings::codes;
use crate::{Names, views::NamedRef};

/// A score moves by more than this, in thousandths, or has not changed.
pub const MARGIN: u16 = 50;
/// The widest margin that may be asked for.
pub const MARGIN_MAX: u16 = 300;
/// Steps of an indicator.
const STEPS: usize = 5;
/// The group of families that were given nothing.
const NOTHING_GIVEN: &str = "none";
/// Groups shown at most, the largest first.
const GROUPS_MAX: usize = 200;

/// What the families are divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupBy {
    Center,
    Caseworker,
    Neighborhood,
    HouseholdType,
    /// Domain of services given between the two assessments; a family may be in several groups.
    ServiceDomain,
    /// Kind of services given between the two assessments; a family may be in several groups.
    ServiceKind,
}

impl GroupBy {
    /// Whether every group is a place or a person.
    const fn is_named(self) -> bool {
        matches!(self, Self::Center | Self::Caseworker | Self::Neighborhood)
    }
}

/// Which changes are counted.
#[derive(Clone, Debug, Default)]
pub struct ChangesFilter {
    pub cycles: BeforeAfterFilter,
    /// In thousandths of a score.
    pub margin: u16,
    pub by: Option<GroupBy>,
}

/// How many went one way, and their share of those compared.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct Way {
    /// Null where fewer than five for a reader of counts alone.
    pub families: Option<i64>,
    pub share: Option<Share>,
}

/// The changes of some families.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Part {
    pub families: Option<i64>,
    /// By more than the margin.
    pub better: Way,
    pub same: Way,
    pub worse: Way,
    /// Mean change in thousandths of the score, or in steps of the indicator; absent for a reader of counts alone.
    pub mean: Option<Mean>,
    /// Of the table of tiers, or of steps; absent where nobody moved, or a cell may not be shown.
    pub tests: Option<Tests>,
}

/// One indicator's changes; a step is its margin.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct IndicatorPart {
    /// Code of the indicator.
    pub indicator: String,
    pub part: Part,
}

/// One domain's changes.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct DomainPart {
    pub domain: Domain,
    pub part: Part,
}

/// The changes of one group of families.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Group {
    /// A center, caseworker or neighborhood.
    pub named: Option<NamedRef>,
    /// A household type, a domain or a kind of service; `none` for families that were given nothing.
    pub code: Option<String>,
    pub part: Part,
}

/// How families changed between baseline and final assessment of a year.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Changes {
    pub year: i32,
    /// In thousandths of a score: what does not move by more has not changed.
    pub margin: u16,
    pub whole: Part,
    pub domains: Vec<DomainPart>,
    pub indicators: Vec<IndicatorPart>,
    pub groups: Vec<Group>,
    /// Tiered twice by two versions of the indicator set, whose scores cannot be compared: in none of the above.
    pub two_versions: Option<i64>,
    /// Tiered twice, once or twice without readings: in none of the above.
    pub without_readings: Option<i64>,
    /// Whether every number was rounded to a multiple of five with a lasting error of its own, and left out below five.
    pub rounded: bool,
    /// Log position the numbers were computed at.
    pub position: i64,
}

#[derive(FromRow)]
pub(super) struct Row {
    pub(super) family_id: Uuid,
    center_id: Option<Uuid>,
    caseworker_id: Option<Uuid>,
    neighborhood_id: Uuid,
    household_type: String,
    before: String,
    after: String,
    domains_before: Vec<Option<String>>,
    domains_after: Vec<Option<String>>,
    scores_before: Option<Vec<Option<i16>>>,
    scores_after: Option<Vec<Option<i16>>>,
    same_version: Option<bool>,
    readings_before: Option<String>,
    readings_after: Option<String>,
    given: Option<Vec<String>>,
}

/// Whether a cycle that was tiered twice can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    WithoutReadings,
    TwoVersions,
    Compared,
}

impl Row {
    pub(super) fn standing(&self) -> Standing {
        let twice = self.scores_before.is_some() && self.scores_after.is_some();
        if twice && self.same_version != Some(true) {
            Standing::TwoVersions
        } else if self.scores(0).is_some() {
            Standing::Compared
        } else {
            Standing::WithoutReadings
        }
    }

    /// The score before and after, of the whole (0) or of a domain (its place, from 1).
    pub(super) fn scores(&self, at: usize) -> Option<(i64, i64)> {
        let score = |scores: &Option<Vec<Option<i16>>>| scores.as_ref()?.get(at).copied().flatten().map(i64::from);
        score(&self.scores_before).zip(score(&self.scores_after))
    }

    /// The steps before and after of the indicators read both times, with their places.
    pub(super) fn steps(&self) -> impl Iterator<Item = (usize, usize, usize)> {
        let readings = |text: &Option<String>| text.clone().unwrap_or_default().into_bytes();
        let pairs = readings(&self.readings_before).into_iter().zip(readings(&self.readings_after));
        pairs
            .enumerate()
            .filter(|(_, (before, after))| before.is_ascii_digit() && after.is_ascii_digit())
            .map(|(place, (before, after))| (place, usize::from(before - b'0'), usize::from(after - b'0')))
    }

    /// The place or person of the family's group, where groups are such.
    fn named(&self, by: GroupBy) -> Option<Uuid> {
        match by {
            GroupBy::Center => Some(self.center_id.unwrap_or_default()),
            GroupBy::Caseworker => Some(self.caseworker_id.unwrap_or_default()),
            GroupBy::Neighborhood => Some(self.neighborhood_id),
            GroupBy::HouseholdType | GroupBy::ServiceDomain | GroupBy::ServiceKind => None,
        }
    }

    /// The codes of the family's groups, where groups are such: several where it was given several things.
    fn coded(&self, by: GroupBy) -> BTreeSet<&str> {
        match by {
            GroupBy::HouseholdType => BTreeSet::from([self.household_type.as_str()]),
            GroupBy::ServiceDomain | GroupBy::ServiceKind => {
                let given: BTreeSet<&str> = self.given.iter().flatten().map(String::as_str).collect();
                if given.is_empty() { BTreeSet::from([NOTHING_GIVEN]) } else { given }
            }
            GroupBy::Center | GroupBy::Caseworker | GroupBy::Neighborhood => BTreeSet::new(),
        }
    }

    /// Whether the family stands in a group, by the group's id or code.
    pub(super) fn is_in(&self, by: GroupBy, group: &str) -> bool {
        self.named(by).is_some_and(|id| group.parse() == Ok(id)) || self.coded(by).contains(group)
    }
}

pub(super) fn rows_of(filter: &ChangesFilter) -> QueryBuilder<'static, Postgres> {
    let given = match filter.by {
        Some(GroupBy::ServiceDomain) => Some("domain"),
        Some(GroupBy::ServiceKind) => Some("kind"),
        _ => None,
    };
    let given = given.map_or("null::text[]".to_owned(), |column| {
        format!(
            "(select coalesce(array_agg(distinct s.{column}), '{{}}') from service_given s
               where s.family_id = c.family_id and s.delivered_on between c.baseline_on and c.final_on)"
        )
    });
    let mut query = QueryBuilder::new(format!(
        "select c.family_id, c.center_id, c.caseworker_id, c.neighborhood_id, c.household_type, c.baseline_tier as before, c.final_tier as after,
                array[c.baseline_social, c.baseline_economic, c.baseline_cultural] as domains_before,
                array[c.final_social, c.final_economic, c.final_cultural] as domains_after,
                case when b.family_id is not null then array[b.score, b.social, b.economic, b.cultural] end as scores_before,
                case when l.family_id is not null then array[l.score, l.social, l.economic, l.cultural] end as scores_after,
                (b.set_id, b.set_version, b.rule_version) = (l.set_id, l.set_version, l.rule_version) as same_version,
                b.readings as readings_before, l.readings as readings_after, {given} as given
           from family_cycle c
           left join tiering b on b.family_id = c.family_id and b.cycle = c.cycle and b.moment = 'baseline' and not b.is_now
           left join tiering l on l.family_id = c.family_id and l.cycle = c.cycle and l.moment = 'final' and not l.is_now"
    ));
    conditions(&mut query, &filter.cycles);
    query.push(" and c.final_tier is not null");
    query
}

/// Counts of one part while rows are gone through.
#[derive(Clone)]
struct Tally {
    all: Counted,
    better: Counted,
    same: Counted,
    worse: Counted,
    sums: Sums,
    table: Vec<Vec<Counted>>,
}

impl Tally {
    fn new(size: usize) -> Self {
        let none = Counted::default();
        let table = vec![vec![none; size]; size];
        Self { all: none, better: none, same: none, worse: none, sums: Sums::default(), table }
    }

    fn add(&mut self, id: Uuid, change: i64, margin: i64, cell: Option<(usize, usize)>) {
        self.all.add(id);
        self.sums.add(change);
        let way = if change > margin {
            &mut self.better
        } else if change < -margin {
            &mut self.worse
        } else {
            &mut self.same
        };
        way.add(id);
        if let Some(counted) = cell.and_then(|(before, after)| self.table.get_mut(before)?.get_mut(after)) {
            counted.add(id);
        }
    }

    fn part(&self, keyed: Option<Keyed<'_>>, table: Option<Vec<Vec<Option<i64>>>>) -> Part {
        let families = self.all.shown(keyed);
        let way = |counted: Counted| {
            let count = counted.shown(keyed);
            Way { families: count, share: count.zip(families).and_then(|(count, whole)| share(count, whole)) }
        };
        let shown = |cell: &Counted| cell.shown(keyed);
        let table = table.unwrap_or_else(|| self.table.iter().map(|row| row.iter().map(shown).collect()).collect());
        // The diagonal says nothing to the tests; a hidden cell beside it leaves nothing to say.
        let known: Option<Vec<Vec<i64>>> = table
            .iter()
            .enumerate()
            .map(|(i, row)| {
                row.iter().enumerate().map(|(j, one)| if i == j { Some(one.unwrap_or(0)) } else { *one }).collect()
            })
            .collect();
        Part {
            families,
            better: way(self.better),
            same: way(self.same),
            worse: way(self.worse),
            mean: if keyed.is_none() { self.sums.mean() } else { None },
            tests: known.and_then(|table| tests(&table)),
        }
    }
}

fn tier_at(text: &str) -> Option<usize> {
    Some(match text.parse::<Tier>().ok()? {
        Tier::Stable => 0,
        Tier::AtRisk => 1,
        Tier::Harmed => 2,
    })
}

fn rows_of_matrix(matrix: &Matrix) -> Vec<Vec<Option<i64>>> {
    let row = |row: &TierRow| vec![row.stable, row.at_risk, row.harmed];
    vec![row(&matrix.stable), row(&matrix.at_risk), row(&matrix.harmed)]
}

struct Folded {
    whole: Tally,
    domains: Vec<Tally>,
    indicators: BTreeMap<usize, Tally>,
    named: BTreeMap<Uuid, Tally>,
    coded: BTreeMap<String, Tally>,
    two_versions: Counted,
    without_readings: Counted,
}

impl Folded {
    fn take(&mut self, row: &Row, margin: i64, by: Option<GroupBy>) {
        let id = row.family_id;
        match row.standing() {
            Standing::WithoutReadings => return self.without_readings.add(id),
            Standing::TwoVersions => return self.two_versions.add(id),
            Standing::Compared => {}
        }
        let change = |at: usize| row.scores(at).map(|(before, after)| after - before);
        let Some(whole) = change(0) else { return };
        let cell = tier_at(&row.before).zip(tier_at(&row.after));
        self.whole.add(id, whole, margin, cell);
        for (at, tally) in self.domains.iter_mut().enumerate() {
            if let Some(change) = change(at + 1) {
                let tier = |tiers: &[Option<String>]| tier_at(tiers.get(at)?.as_deref()?);
                tally.add(id, change, margin, tier(&row.domains_before).zip(tier(&row.domains_after)));
            }
        }
        for (place, before, after) in row.steps() {
            let tally = self.indicators.entry(place).or_insert_with(|| Tally::new(STEPS));
            tally.add(id, after as i64 - before as i64, 0, Some((before, after)));
        }
        let Some(by) = by else { return };
        if let Some(group) = row.named(by) {
            self.named.entry(group).or_insert_with(|| Tally::new(3)).add(id, whole, margin, cell);
        }
        for code in row.coded(by) {
            self.coded.entry(code.to_owned()).or_insert_with(|| Tally::new(3)).add(id, whole, margin, cell);
        }
    }
}

/// The table that the rounded comparison shows; none for who reads exact counts.
async fn shown_table(
    pool: &PgPool,
    filter: &ChangesFilter,
    keyed: Option<Keyed<'_>>,
    domain: Option<Domain>,
) -> Result<Option<Vec<Vec<Option<i64>>>>, sqlx::Error> {
    let Some(keyed) = keyed else { return Ok(None) };
    let filter = BeforeAfterFilter { domain, ..filter.cycles.clone() };
    Ok(Some(rows_of_matrix(&before_after_rounded(pool, &filter, keyed).await?.matrix)))
}

/// The changes of a year; rounded where a key is given. The table of the tests is then the one that the rounded comparison shows, so that no cell is
/// told twice with two errors.
pub async fn changes(pool: &PgPool, filter: &ChangesFilter, keyed: Option<Keyed<'_>>) -> Result<Changes, sqlx::Error> {
    let mut folded = Folded {
        whole: Tally::new(3),
        domains: vec![Tally::new(3); Domain::ALL.len()],
        indicators: BTreeMap::new(),
        named: BTreeMap::new(),
        coded: BTreeMap::new(),
        two_versions: Counted::default(),
        without_readings: Counted::default(),
    };
    {
        let mut query = rows_of(filter);
        let mut rows = query.build_query_as::<Row>().fetch(pool);
        while let Some(row) = rows.try_next().await? {
            folded.take(&row, i64::from(filter.margin), filter.by);
        }
    }
    let (places, position) = futures::try_join!(codes(pool), crate::position(pool, "tierings"))?;
    let whole = folded.whole.part(keyed, shown_table(pool, filter, keyed, None).await?);
    let mut domains = Vec::new();
    for (domain, tally) in Domain::ALL.iter().zip(&folded.domains) {
        let table = shown_table(pool, filter, keyed, Some(*domain)).await?;
        domains.push(DomainPart { domain: *domain, part: tally.part(keyed, table) });
    }
    let mut indicators: Vec<IndicatorPart> = places
        .iter()
        .filter_map(|(code, place)| {
            let part = folded.indicators.get(&place)?.part(keyed, None);
            Some(IndicatorPart { indicator: code.to_owned(), part })
        })
        .collect();
    indicators.sort_by(|left, right| left.indicator.cmp(&right.indicator));
    Ok(Changes {
        year: filter.cycles.year,
        margin: filter.margin,
        whole,
        domains,
        indicators,
        groups: groups(pool, filter.by, &folded, keyed).await?,
        two_versions: folded.two_versions.shown(keyed),
        without_readings: folded.without_readings.shown(keyed),
        rounded: keyed.is_some(),
        position,
    })
}

/// The groups, the largest first. A group of whom nothing may be shown is left out: that it is there would tell that somebody is in it.
async fn groups(
    pool: &PgPool,
    by: Option<GroupBy>,
    folded: &Folded,
    keyed: Option<Keyed<'_>>,
) -> Result<Vec<Group>, sqlx::Error> {
    let Some(by) = by else { return Ok(Vec::new()) };
    let mut found: Vec<(Option<Uuid>, Option<String>, &Tally)> = if by.is_named() {
        folded.named.iter().map(|(id, tally)| (Some(*id), None, tally)).collect()
    } else {
        folded.coded.iter().map(|(code, tally)| (None, Some(code.clone()), tally)).collect()
    };
    found.retain(|(_, _, tally)| tally.all.shown(keyed).is_some());
    found.sort_by_key(|(id, _, tally)| (std::cmp::Reverse(tally.all.shown(keyed)), *id));
    found.truncate(GROUPS_MAX);
    let ids: Vec<Uuid> = found.iter().filter_map(|(id, _, _)| *id).collect();
    let names = Names::load(pool, &ids).await?;
    // Tables of groups are no question of the comparison's: no reader of counts alone is given a test of them.
    let hidden = || keyed.map(|_| vec![vec![None; 3]; 3]);
    let group = |(id, code, tally): (Option<Uuid>, Option<String>, &Tally)| Group {
        named: id.map(|id| names.named(id)),
        code,
        part: tally.part(keyed, hidden()),
    };
    Ok(found.into_iter().map(group).collect())
}
