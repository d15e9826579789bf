//! Rows → what a place counts of the program of social resilience, all of it from records (S073, S077, S078, S079, S088).

use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{BELOW, SexCounts, TRAINED};

/// The program in a place.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct ResilienceSummary {
    /// Neighborhoods with a class or an adopted roadmap.
    pub communities: i64,
    /// Counties those lie in, by the tree of places.
    pub counties: i64,
    /// Codes of catalog `priority_risk` that the risks stand for, each once.
    pub risks: Vec<String>,
    /// Local titles as they stand now, each once.
    pub risk_titles: Vec<String>,
    /// People who came to classes.
    pub people: i64,
    pub by_sex: SexCounts,
    /// Hours that classes lasted.
    pub hours: i64,
    pub person_hours: i64,
    /// Facilitators of level 2 that the trainings planned for.
    pub facilitators_planned: i64,
    /// Those who were at a training.
    pub facilitators_trained: i64,
    /// Those who lead a class.
    pub facilitators_deployed: i64,
    pub actions: i64,
    pub actions_done: i64,
    pub position: i64,
}

#[derive(FromRow)]
struct Found {
    communities: i64,
    counties: i64,
    risks: Vec<String>,
    risk_titles: Vec<String>,
    people: i64,
    female: i64,
    male: i64,
    unknown: i64,
    hours: i64,
    person_hours: i64,
    planned: i64,
    trained: i64,
    deployed: i64,
    actions: i64,
    done: i64,
}

/// The program in a place and below it. Pool: [`read pool`](crate#reading).
pub async fn summary(pool: &PgPool, place_id: Uuid) -> Result<ResilienceSummary, sqlx::Error> {
    let sql = format!(
        "{BELOW},
         inside as (select n as id from neighborhoods_of($1) as f(n)),
         taking_part as (
           select neighborhood_id as id from workshop where neighborhood_id in (select id from inside)
           union select neighborhood_id from roadmap_version where neighborhood_id in (select id from inside)),
         above as (
           select h.neighborhood_id, p.place_id, p.level, p.parent_id from taking_part t join neighborhood h on h.neighborhood_id = t.id
             join place p on p.place_id = h.place_id
           union select a.neighborhood_id, p.place_id, p.level, p.parent_id from above a join place p on p.place_id = a.parent_id),
         class as (select * from workshop where kind = 'neighborhood_class' and neighborhood_id in (select id from inside)),
         came as (
           select s.workshop_id, p.trainee_id, t.sex, sum(p.hours) as hours from workshop_sitting s
             join class c on c.workshop_id = s.workshop_id
             cross join lateral json_to_recordset(s.present) as p(trainee_id uuid, hours integer)
             left join workshop_trainee t on t.trainee_id = p.trainee_id group by s.workshop_id, p.trainee_id, t.sex)
         select (select count(*) from taking_part) as communities,
                (select count(distinct place_id) from above where level = 'county') as counties,
                (select coalesce(array_agg(distinct code order by code), '{{}}') from risk r cross join lateral unnest(r.maps_to) as code
                  where r.neighborhood_id in (select id from inside)) as risks,
                (select coalesce(array_agg(distinct title order by title), '{{}}') from risk r
                  where r.neighborhood_id in (select id from inside)) as risk_titles,
                (select count(*) from came) as people,
                (select count(*) from came where sex = 'female') as female,
                (select count(*) from came where sex = 'male') as male,
                (select count(*) from came where sex is null) as unknown,
                (select coalesce(sum(s.hours), 0)::bigint from workshop_sitting s join class c on c.workshop_id = s.workshop_id) as hours,
                (select coalesce(sum(hours), 0)::bigint from came) as person_hours,
                (select coalesce(sum(planned_persons), 0)::bigint from workshop where kind = 'facilitator_training'
                    and place_id in (select id from below)) as planned,
                (select count(*) from ({TRAINED}) t join facilitator f on f.facilitator_id = t.facilitator_id
                  where f.level = 'level_2' and f.place_id in (select id from below)) as trained,
                (select count(distinct lead_id) from class) as deployed,
                (select count(*) from roadmap_action where neighborhood_id in (select id from inside) and state <> 'dropped'
                    and since_version is not null) as actions,
                (select count(*) from roadmap_action where neighborhood_id in (select id from inside) and state = 'done') as done"
    );
    let read = sqlx::query_as::<_, Found>(&sql).bind(place_id);
    let (row, position) = futures::try_join!(read.fetch_one(pool), crate::position(pool, "facilitation"))?;
    Ok(ResilienceSummary {
        communities: row.communities,
        counties: row.counties,
        risks: row.risks,
        risk_titles: row.risk_titles,
        people: row.people,
        by_sex: SexCounts { female: Some(row.female), male: Some(row.male), unknown: Some(row.unknown) },
        hours: row.hours,
        person_hours: row.person_hours,
        facilitators_planned: row.planned,
        facilitators_trained: row.trained,
        facilitators_deployed: row.deployed,
        actions: row.actions,
        actions_done: row.done,
        position,
    })
}
