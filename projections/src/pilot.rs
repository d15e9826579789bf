//! The statistics of the empowerment pilot, as its report prints them (`001_statistics.csv`), counted again from what the program knows. A printed
//! figure stands beside the counted one with its qualifier (exact, about, more than), and neither corrects the other.

use chrono::NaiveDate;
use hamyar_events::Qualifier;
use serde::Serialize;
use sqlx::{FromRow, PgPool};

/// Where the seed's figures were declared.
const SOURCE: &str = "001/statistics";

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

/// `$1` is the last day that counts. Each person counts once, however often.
const COUNTS: &str = "with given as (select kind, unnest(persons) as person from service_fact where not struck and delivered_on <= $1),
     held as (select c.kind, s.* from council_session s join council c using (council_id) where s.held_on <= $1 and s.cancelled_on is null)
 select (select count(*) from family f join family_member m on m.member_id = f.head_member_id
          where f.state = 'open' and not f.erased and not m.has_left and not m.erased and m.sex = 'female' and f.identified_on <= $1) as women,
        (select count(distinct person) from given where kind in ('counselling', 'counselling_social_work')) as counselled,
        (select count(distinct person) from given where kind = 'job_placement') as jobs,
        (select count(*) from activity where held_on <= $1 and cancelled_on is null) as classes,
        (select count(*) from fund where formed_on <= $1) as funds,
        (select count(*) from fund_training where held_on <= $1) as fund_trainings,
        (select count(distinct p) from fund_training t, unnest(t.present) p where t.held_on <= $1) as trained,
        (select count(distinct member_id) from fund_loan where granted_on <= $1) as borrowers,
        (select count(*) from held where kind = 'strategic_council') as council,
        (select count(*) from held where kind = 'working_group') as working_groups,
        (select count(*) from held where kind = 'empowerment_group') as empowerment,
        (select coalesce(sum((a->>'persons')::bigint * (a->>'hours')::bigint), 0)::bigint from held, jsonb_array_elements(attendance) a
          where kind = 'strategic_council' and a->>'agency_id' is null) as secretariat_hours,
        (select coalesce(sum(person_hours), 0)::bigint from held where kind = 'committee') as committee_hours";

/// Every figure of the seed, in its order.
pub async fn pilot_figures(pool: &PgPool, until: NaiveDate) -> Result<Vec<PilotFigure>, sqlx::Error> {
    let counts = sqlx::query_as::<_, Counts>(COUNTS).bind(until).fetch_one(pool);
    let declared = sqlx::query_as::<_, (String, i64, String)>(
        "select indicator, value_thousandths, qualifier from place_figure where source = $1",
    );
    let (found, printed) = futures::try_join!(counts, declared.bind(SOURCE).fetch_all(pool))?;
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
