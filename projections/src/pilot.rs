//! The statistics of the empowerment pilot, as its report prints them (`001_statistics.csv`), counted again from what the program knows. A printed
//! figure stands beside the counted one with its qualifier (exact, about, more than), and neither corrects the other.

use chrono::NaiveDate;
use hamyar_events::Qualifier;
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use uuid::Uuid;

/// Where the seed's figures were declared.
const SOURCE: &str = "001/statistics";

/// What the counted figures are read from: they are right up to the lowest of these positions.
pub const READ: &[&str] = &["families", "services", "activities", "funds", "councils", "places", "directory"];

/// One figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PilotFigure {
    /// As the seed names it.
    pub indicator: &'static str,
    /// Counted in the read models; none where nothing the program records says it.
    pub counted: Option<i64>,
    /// As printed.
    pub declared: Option<i64>,
    /// How the printed one is meant.
    pub qualifier: Option<Qualifier>,
}

#[derive(FromRow)]
struct Counts {
    women: i64,
    counselled: i64,
    jobs: i64,
    classes: i64,
    funds: i64,
    fund_trainings: i64,
    trained: i64,
    borrowers: i64,
    council: i64,
    working_groups: i64,
    empowerment: i64,
    secretariat_hours: i64,
    committee_hours: i64,
}

/// `$1` is the last day that counts, `$2` the place within which is counted. Each person counts once, however often. What has no neighborhood of its own lies
/// where its center works; a body without a place is of no place, and counts where none is asked for.
const COUNTS: &str = "with recursive below as (select $2::uuid as id union select p.place_id from place p join below b on p.parent_id = b.id),
     inside as materialized (select n from neighborhoods_of($2)),
     works as (select center_id from center where $2 is null or neighborhood_ids && (select coalesce(array_agg(n), '{}') from inside)),
     given as (select kind, unnest(persons) as person from service_fact
                where not struck and delivered_on <= $1 and ($2 is null or neighborhood_id in (select n from inside))),
     helped as (select fund_id, formed_on from fund
                 where $2 is null or neighborhood_id in (select n from inside) or (neighborhood_id is null and center_id in (select center_id from works))),
     held as (select c.kind, s.* from council_session s join council c using (council_id)
               where s.held_on <= $1 and s.cancelled_on is null and ($2 is null or c.place_id in (select id from below)))
 select (select count(*) from family f join family_member m on m.member_id = f.head_member_id
          where f.state = 'open' and not f.erased and not m.has_left and not m.erased and m.sex = 'female' and f.identified_on <= $1
            and ($2 is null or f.neighborhood_id in (select n from inside))) as women,
        (select count(distinct person) from given where kind in ('counselling', 'counselling_social_work')) as counselled,
        (select count(distinct person) from given where kind = 'job_placement') as jobs,
        (select count(*) from activity a where a.held_on <= $1 and a.cancelled_on is null
            and ($2 is null or a.neighborhood_id in (select n from inside)
                 or (a.neighborhood_id is null and a.center_id in (select center_id from works)))) as classes,
        (select count(*) from helped where formed_on <= $1) as funds,
        (select count(*) from fund_training join helped using (fund_id) where held_on <= $1) as fund_trainings,
        (select count(distinct p) from fund_training t join helped using (fund_id), unnest(t.present) p where t.held_on <= $1) as trained,
        (select count(distinct member_id) from fund_loan join helped using (fund_id) where granted_on <= $1) as borrowers,
        (select count(*) from held where kind = 'strategic_council') as council,
        (select count(*) from held where kind = 'working_group') as working_groups,
        (select count(*) from held where kind = 'empowerment_group') as empowerment,
        (select coalesce(sum((a->>'persons')::bigint * (a->>'hours')::bigint), 0)::bigint from held, jsonb_array_elements(attendance) a
          where kind = 'strategic_council' and a->>'agency_id' is null) as secretariat_hours,
        (select coalesce(sum(person_hours), 0)::bigint from held where kind = 'committee') as committee_hours";

/// Names of the places whose printed figures are the pilot's.
pub async fn printed_of(pool: &PgPool) -> Result<Vec<String>, sqlx::Error> {
    let names = "select distinct p.name from place_figure f join place p on p.place_id = f.place_id where f.source = $1 order by 1";
    sqlx::query_scalar(names).bind(SOURCE).fetch_all(pool).await
}

/// Every figure of the seed, in its order; counted within a place, or everywhere. What is printed of a place stands beside the counts of that place and of
/// those above it, and of no other.
pub async fn pilot_figures(
    pool: &PgPool,
    place: Option<Uuid>,
    until: NaiveDate,
) -> Result<Vec<PilotFigure>, sqlx::Error> {
    let counts = sqlx::query_as::<_, Counts>(COUNTS).bind(until).bind(place).fetch_one(pool);
    let declared = sqlx::query_as::<_, (String, i64, String)>(
        "with recursive below as (select $2::uuid as id union select p.place_id from place p join below b on p.parent_id = b.id)
         select indicator, value_thousandths, qualifier from place_figure where source = $1 and ($2 is null or place_id in (select id from below))",
    );
    let (found, printed) = futures::try_join!(counts, declared.bind(SOURCE).bind(place).fetch_all(pool))?;
    let figure = |(indicator, counted): (&'static str, Option<i64>)| {
        let row = printed.iter().find(|(name, ..)| name == indicator);
        PilotFigure {
            indicator,
            counted,
            declared: row.map(|(_, thousandths, _)| thousandths / 1_000),
            qualifier: row.and_then(|(_, _, qualifier)| qualifier.parse().ok()),
        }
    };
    let figures = [
        ("working_group_sessions", Some(found.working_groups)),
        ("steering_council_sessions", Some(found.council)),
        ("empowerment_working_group_sessions", Some(found.empowerment)),
        ("classes_held", Some(found.classes)),
        ("registry_completed", Some(found.women)),
        // The same figure as the narrative rounds it.
        ("registry_about", Some(found.women)),
        ("loan_recipients", Some(found.borrowers)),
        ("jobs_created", Some(found.jobs)),
        ("counselled", Some(found.counselled)),
        ("funds_supported", Some(found.funds)),
        ("fund_training_sessions", Some(found.fund_trainings)),
        ("fund_members_trained", Some(found.trained)),
        // No event says that a workshop was opened.
        ("workshops_opened", None),
        ("secretariat_person_hours", Some(found.secretariat_hours)),
        ("data_committee_person_hours", Some(found.committee_hours)),
    ];
    Ok(figures.into_iter().map(figure).collect())
}
