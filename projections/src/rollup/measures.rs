//! Each measure of all rows in one statement.

use chrono::NaiveDate;
use hamyar_persian::add_jalali_months;
use sqlx::{FromRow, PgPool};
use std::collections::HashMap;
use uuid::Uuid;

use super::rows::Inside;
use super::{ActionCounts, DUTY_MONTHS, DutyCounts, NeedsCounts, OfficeCounts, PriorityCounts, RollupCounts};
use crate::families::TierCounts;
use crate::offices::{Lateness, STATE, late};

/// Neighborhoods `$1` with their rows `$2`: the beginning of each statement.
const INSIDE: &str = "with inside as materialized (select n, r from unnest($1::uuid[], $2::uuid[]) as t(n, r))";

/// The day before which the last word on a duty is late.
pub(crate) fn duty_limit(today: NaiveDate) -> NaiveDate {
    // Back by whole quarters is forward from one of the days before; the month is as long as the day's own.
    let mut day = today;
    while add_jalali_months(day, DUTY_MONTHS) > today {
        day = day.pred_opt().unwrap_or(day);
    }
    day
}

/// Nothing at all.
pub(super) fn nothing() -> RollupCounts {
    RollupCounts {
        neighborhoods: 0,
        with_profile: 0,
        without_profile: 0,
        approved: 0,
        priorities: PriorityCounts::default(),
        offices: OfficeCounts::default(),
        roadmaps: 0,
        actions: ActionCounts::default(),
        duties: DutyCounts::default(),
        needs: NeedsCounts::default(),
        families: TierCounts::NONE,
        served: Some(0),
        services: Some(0),
        profiles_as_of: None,
        last_position: 0,
    }
}

#[derive(Default, FromRow)]
struct Neighborhoods {
    r: Option<Uuid>,
    neighborhoods: i64,
    with_profile: i64,
    approved: i64,
    first: i64,
    second: i64,
    third: i64,
    none: i64,
    as_of: Option<NaiveDate>,
    position: Option<i64>,
}

impl Neighborhoods {
    fn and(self, other: &Self) -> Self {
        Self {
            r: self.r,
            neighborhoods: self.neighborhoods + other.neighborhoods,
            with_profile: self.with_profile + other.with_profile,
            approved: self.approved + other.approved,
            first: self.first + other.first,
            second: self.second + other.second,
            third: self.third + other.third,
            none: self.none + other.none,
            as_of: self.as_of.max(other.as_of),
            position: self.position.max(other.position),
        }
    }
}

#[derive(FromRow)]
struct Offices {
    r: Option<Uuid>,
    called: i64,
    contracted: i64,
    open: i64,
    closed: i64,
    contract_over: i64,
    evaluation_late: i64,
    report_late: i64,
    position: Option<i64>,
}

/// Some numbers of a row, in an order that its statement knows.
type Numbers = (Option<Uuid>, Vec<i64>);

/// The rows, and the whole under none: a neighborhood lies in one row, so what belongs to neighborhoods adds up.
fn with_whole(mut rows: Vec<Numbers>) -> Vec<Numbers> {
    let mut whole = Vec::new();
    for (_, numbers) in &rows {
        whole.resize(numbers.len().max(whole.len()), 0);
        whole.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += number);
    }
    rows.push((None, whole));
    rows
}

/// The numbers of every row, those of the whole under no row.
pub(super) async fn count(
    pool: &PgPool,
    inside: &Inside,
    today: NaiveDate,
    year: i32,
) -> Result<HashMap<Option<Uuid>, RollupCounts>, sqlx::Error> {
    let neighborhoods = format!(
        "{INSIDE} select i.r, count(*) as neighborhoods, count(s.profile_id) as with_profile, count(s.approved_on) as approved,
                count(*) filter (where s.level = 'first') as first, count(*) filter (where s.level = 'second') as second,
                count(*) filter (where s.level = 'third') as third, count(*) filter (where s.level is null) as none,
                max(s.profile_as_of) as as_of, max(h.position) as position
           from inside i join neighborhood h on h.neighborhood_id = i.n left join neighborhood_standing s on s.neighborhood_id = i.n
          group by i.r"
    );
    let late_of = |what| late(what, "$3");
    let offices = format!(
        "{INSIDE}, serves as (
           select distinct i.r, o.office_id from office o cross join lateral unnest(o.neighborhood_ids) as x(n) join inside i on i.n = x.n),
         each as (
           select o.office_id, o.position, {STATE} as state, {contract} as contract_over, {evaluation} as evaluation_late, {report} as report_late from office o)
         select s.r, count(*) filter (where state = 'called') as called, count(*) filter (where state = 'contracted') as contracted,
                count(*) filter (where state = 'open') as open, count(*) filter (where state = 'closed') as closed,
                count(*) filter (where contract_over) as contract_over, count(*) filter (where evaluation_late) as evaluation_late,
                count(*) filter (where report_late) as report_late, max(position) as position
           from (select r, office_id from serves union all select null, office_id from (select distinct office_id from serves) once) s
           join each e on e.office_id = s.office_id group by s.r",
        contract = late_of(Lateness::Contract),
        evaluation = late_of(Lateness::Evaluation),
        report = late_of(Lateness::Report),
    );
    let served_places = format!(
        "{INSIDE}, held as (
           select distinct x.n from office o cross join lateral unnest(o.neighborhood_ids) as x(n) where o.opened_on is not null and o.closed_on is null)
         select i.r, array[count(*)] from inside i join held h on h.n = i.n group by i.r"
    );
    let provinces = "with recursive inside as materialized (select n, r from unnest($1::uuid[], $2::uuid[]) as t(n, r)),
         held as materialized (
           select distinct i.n, i.r, h.place_id from office o cross join lateral unnest(o.neighborhood_ids) as x(n) join inside i on i.n = x.n
             join neighborhood h on h.neighborhood_id = i.n where o.opened_on is not null and o.closed_on is null),
         above as (
           select p.place_id as start, p.place_id, p.level, p.parent_id from place p where p.place_id in (select place_id from held)
           union select a.start, p.place_id, p.level, p.parent_id from above a join place p on p.place_id = a.parent_id)
         select h.r, array[count(distinct a.place_id)] from held h join above a on a.start = h.place_id and a.level = 'province'
          group by grouping sets ((h.r), ())"
    .to_owned();
    let actions = format!(
        "{INSIDE} select i.r, array[count(*) filter (where a.state = 'planned'), count(*) filter (where a.state = 'in_progress'),
                count(*) filter (where a.state = 'done'), count(*) filter (where a.state = 'dropped')]
           from inside i join roadmap_action a on a.neighborhood_id = i.n where a.since_version is not null group by i.r"
    );
    let roadmaps = format!(
        "{INSIDE} select i.r, array[count(*)] from inside i where exists (select from roadmap_version v where v.neighborhood_id = i.n) group by i.r"
    );
    // What has many rows in a neighborhood is counted there first, and those counts are joined.
    let duties = format!(
        "{INSIDE}, told as (
           select d.neighborhood_id as n, count(*) as reported, count(*) filter (where d.state = 'done') as done,
                  count(*) filter (where d.state <> 'done' and d.reported_on < $3) as late
             from duty_standing d where d.neighborhood_id = any($1) group by 1)
         select i.r, array[sum(t.reported)::bigint, sum(t.done)::bigint, sum(t.late)::bigint] from inside i join told t on t.n = i.n group by i.r"
    );
    let needs = format!(
        "{INSIDE} select i.r, array[count(*) filter (where d.state = 'drafted'), count(*) filter (where d.state = 'returned'),
                count(*) filter (where d.state = 'in_headquarters'), count(*) filter (where d.state = 'approved'), count(*) filter (where d.state = 'notified')]
           from inside i join office_needs d on d.neighborhood_id = i.n group by i.r"
    );
    let families = format!(
        "{INSIDE}, told as (
           select f.neighborhood_id as n, count(*) as families, count(*) filter (where f.tier = 'stable') as stable,
                  count(*) filter (where f.tier = 'at_risk') as at_risk, count(*) filter (where f.tier = 'harmed') as harmed
             from family f where f.state = 'open' and f.neighborhood_id = any($1) group by 1)
         select i.r, array[sum(t.families)::bigint, sum(t.stable)::bigint, sum(t.at_risk)::bigint, sum(t.harmed)::bigint]
           from inside i join told t on t.n = i.n group by i.r"
    );
    // A family counts once in a row, and once in the total: services are added up by family before families are counted, which needs no sorting.
    let services = format!(
        "{INSIDE}, given as materialized (
           select i.r, v.family_id, sum(v.services) as services from service_year v join inside i on i.n = v.neighborhood_id
            where v.year = $3 group by 1, 2)
         select r, array[sum(services)::bigint, count(*)] from given group by 1
         union all select null, array[coalesce(sum(services), 0)::bigint, count(*)]
           from (select sum(services) as services from given group by family_id) once"
    );
    let (ids, rows) = (&inside.neighborhoods, &inside.row_ids);
    // Planned for the neighborhoods at hand: a city of three and a nation are read by different ways.
    let numbers = |sql| sqlx::query_as::<_, Numbers>(sql).persistent(false).bind(ids).bind(rows);
    let (neighborhoods, offices, served_places, provinces) = futures::try_join!(
        sqlx::query_as::<_, Neighborhoods>(&neighborhoods).persistent(false).bind(ids).bind(rows).fetch_all(pool),
        sqlx::query_as::<_, Offices>(&offices).persistent(false).bind(ids).bind(rows).bind(today).fetch_all(pool),
        numbers(&served_places).fetch_all(pool),
        numbers(&provinces).fetch_all(pool),
    )?;
    let (actions, roadmaps, duties, needs, families, services) = futures::try_join!(
        numbers(&actions).fetch_all(pool),
        numbers(&roadmaps).fetch_all(pool),
        numbers(&duties).bind(duty_limit(today)).fetch_all(pool),
        numbers(&needs).fetch_all(pool),
        numbers(&families).fetch_all(pool),
        numbers(&services).bind(year).fetch_all(pool),
    )?;
    let mut found: HashMap<Option<Uuid>, RollupCounts> = HashMap::new();
    let mut each = |rows: Vec<Numbers>, take: &dyn Fn(&mut RollupCounts, &[i64])| {
        for (row, numbers) in rows {
            take(found.entry(row).or_insert_with(nothing), &numbers);
        }
    };
    each(with_whole(served_places), &|counts, of| counts.offices.neighborhoods = at(of, 0));
    each(provinces, &|counts, of| counts.offices.provinces = at(of, 0));
    each(with_whole(actions), &|counts, of| {
        counts.actions =
            ActionCounts { planned: at(of, 0), in_progress: at(of, 1), done: at(of, 2), dropped: at(of, 3) };
    });
    each(with_whole(roadmaps), &|counts, of| counts.roadmaps = at(of, 0));
    each(with_whole(duties), &|counts, of| {
        counts.duties = DutyCounts { reported: at(of, 0), done: at(of, 1), late: at(of, 2) }
    });
    each(with_whole(needs), &|counts, of| {
        let [drafted, returned, in_headquarters, approved, notified] = [0, 1, 2, 3, 4].map(|n| at(of, n));
        counts.needs = NeedsCounts { drafted, returned, in_headquarters, approved, notified };
    });
    each(with_whole(families), &|counts, of| {
        let [total, stable, at_risk, harmed] = [0, 1, 2, 3].map(|n| Some(at(of, n)));
        counts.families = TierCounts { total, stable, at_risk, harmed };
    });
    each(services, &|counts, of| (counts.services, counts.served) = (Some(at(of, 0)), Some(at(of, 1))));
    for row in offices {
        let counts = found.entry(row.r).or_insert_with(nothing);
        let (neighborhoods, provinces) = (counts.offices.neighborhoods, counts.offices.provinces);
        counts.offices = OfficeCounts {
            called: row.called,
            contracted: row.contracted,
            open: row.open,
            closed: row.closed,
            contract_over: row.contract_over,
            evaluation_late: row.evaluation_late,
            report_late: row.report_late,
            neighborhoods,
            provinces,
        };
        counts.last_position = counts.last_position.max(row.position.unwrap_or(0));
    }
    let whole = neighborhoods.iter().fold(Neighborhoods::default(), Neighborhoods::and);
    for row in neighborhoods.into_iter().chain([whole]) {
        let counts = found.entry(row.r).or_insert_with(nothing);
        counts.neighborhoods = row.neighborhoods;
        counts.with_profile = row.with_profile;
        counts.without_profile = row.neighborhoods - row.with_profile;
        counts.approved = row.approved;
        counts.priorities = PriorityCounts { first: row.first, second: row.second, third: row.third, none: row.none };
        counts.profiles_as_of = row.as_of.map(Into::into);
        counts.last_position = counts.last_position.max(row.position.unwrap_or(0));
    }
    Ok(found)
}

fn at(of: &[i64], n: usize) -> i64 {
    of.get(n).copied().unwrap_or(0)
}
