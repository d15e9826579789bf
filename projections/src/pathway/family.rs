//! Rows → the way of the women of one family, step by step, with what each step rests on.

use chrono::NaiveDate;
use hamyar_events::DropOutReason;
use serde::Serialize;
use sqlx::{FromRow, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::women::{PathwayFilter, Standing, Step, Woman, facts, families_of, women};
use super::{CLASSES, JOB, TEACHING};
use crate::views::{CivilDate, NamedRef};

/// One woman's way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FamilyPathway {
    pub member: NamedRef,
    /// Code of the furthest step, or `left`.
    pub standing: &'static str,
    pub since: CivilDate,
    /// Whether she is in the program now: enrolled, and neither outside nor at its end.
    pub runs: bool,
    /// Every step, in its order, those she has not come to as well.
    pub steps: Vec<PathwayPart>,
    /// What the center said, oldest first.
    pub words: Vec<PathwayWord>,
    /// The criteria of now, for whoever is not in the program.
    pub eligibility: Vec<Eligibility>,
    pub criteria_version: u32,
}

/// One step of hers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PathwayPart {
    pub step: Step,
    /// First day.
    pub reached_on: Option<CivilDate>,
    /// What it rests on, oldest first.
    pub rests_on: Vec<PathwayBasis>,
}

/// Of what kind a ground is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PathwayBasisKind {
    /// She was registered as the head of her household.
    Registration,
    /// The center enrolled her, or said that she stands on her own feet.
    Word,
    Assessment,
    Service,
    Activity,
    FundTraining,
    FundLoan,
}

/// What a step rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PathwayBasis {
    pub kind: PathwayBasisKind,
    /// Code of the service's kind, the activity's form, the training's topic or the loan's purpose.
    pub code: Option<String>,
    /// Of an activity its title, of a training or loan the fund.
    pub title: Option<String>,
    pub happened_on: CivilDate,
}

/// What the center said of her: `enrolled`, `completed`, `left`, `resumed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PathwayWord {
    pub kind: String,
    pub happened_on: CivilDate,
    pub reason: Option<DropOutReason>,
    pub words: Option<String>,
    pub criteria_version: Option<i32>,
    /// Codes of the criteria she met when she was enrolled.
    pub criteria: Vec<String>,
}

/// A criterion and whether the file says that she meets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Eligibility {
    pub code: &'static str,
    /// Nobody is eligible without it; of the others one at least is met.
    pub needed: bool,
    /// Null where the file cannot say it.
    pub met: Option<bool>,
}

#[derive(FromRow)]
struct WordRow {
    member_id: Uuid,
    kind: String,
    reason: Option<String>,
    words: Option<String>,
    criteria_version: Option<i32>,
    criteria: Vec<String>,
    happened_on: NaiveDate,
}

#[derive(FromRow)]
struct FactRow {
    member_id: Uuid,
    step: String,
    happened_on: NaiveDate,
    basis: String,
    code: Option<String>,
    title: Option<String>,
}

fn basis(kind: PathwayBasisKind, on: NaiveDate) -> PathwayBasis {
    PathwayBasis { kind, code: None, title: None, happened_on: on.into() }
}

fn grounds(woman: &Woman, step: Step, on: Option<NaiveDate>, facts: &[FactRow]) -> Vec<PathwayBasis> {
    let Some(on) = on else { return Vec::new() };
    match step {
        Step::Identified => vec![basis(PathwayBasisKind::Registration, on)],
        Step::Enrolled | Step::Empowered => vec![basis(PathwayBasisKind::Word, on)],
        Step::Assessed => vec![basis(PathwayBasisKind::Assessment, on)],
        Step::Training | Step::Supported | Step::Employed => facts
            .iter()
            .filter(|fact| fact.member_id == woman.member_id && fact.step == step.as_str())
            .filter(|fact| woman.enrolled_on.is_some_and(|from| fact.happened_on >= from))
            .map(|fact| PathwayBasis {
                kind: match fact.basis.as_str() {
                    "activity" => PathwayBasisKind::Activity,
                    "fund_training" => PathwayBasisKind::FundTraining,
                    "fund_loan" => PathwayBasisKind::FundLoan,
                    _ => PathwayBasisKind::Service,
                },
                code: fact.code.clone(),
                title: fact.title.clone(),
                happened_on: fact.happened_on.into(),
            })
            .collect(),
    }
}

/// The women of a family: who heads it, and who was ever enrolled. `eligibility` says what the file knows of a member's criteria, and their version.
pub async fn family_pathways(
    pool: &PgPool,
    family_id: Uuid,
    today: NaiveDate,
    eligibility: impl Fn(Uuid) -> (u32, Vec<Eligibility>),
) -> Result<Vec<FamilyPathway>, sqlx::Error> {
    let filter = PathwayFilter {
        until: today,
        year: None,
        center_id: None,
        caseworker_id: None,
        agency_id: None,
        neighborhoods: None,
        place_id: None,
        family_id: Some(family_id),
        by: None,
    };
    let found = women(pool, &filter).await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = found.iter().map(|woman| woman.member_id).collect();
    let names = sqlx::query_as::<_, (Uuid, Option<String>)>(
        "select member_id, given_name from family_member where member_id = any($1)",
    );
    let words = sqlx::query_as::<_, WordRow>(
        "select member_id, kind, reason, words, criteria_version, criteria, happened_on from pathway_step
          where member_id = any($1) order by happened_on, position",
    );
    let families = families_of(pool, family_id).await?;
    let sql = format!(
        "select * from ({}) x where x.member_id = any($5) order by x.happened_on, x.basis, x.code",
        facts(Some("$6"))
    );
    let facts = sqlx::query_as::<_, FactRow>(&sql).bind(today).bind(TEACHING).bind(JOB).bind(CLASSES);
    let (names, words, facts) = futures::try_join!(
        names.bind(&ids).fetch_all(pool),
        words.bind(&ids).fetch_all(pool),
        facts.bind(&ids).bind(&families).fetch_all(pool)
    )?;
    let shown = |woman: &Woman| {
        let (criteria_version, criteria) = eligibility(woman.member_id);
        FamilyPathway {
            member: NamedRef {
                id: woman.member_id,
                name: names.iter().find(|(id, _)| *id == woman.member_id).and_then(|(_, name)| name.clone()),
            },
            standing: woman.standing.as_str(),
            since: woman.since.into(),
            runs: woman.enrolled_on.is_some()
                && !matches!(woman.standing, Standing::Left(_) | Standing::At(Step::Empowered)),
            steps: Step::ALL
                .iter()
                .map(|step| {
                    let on = woman.reached.get(step).copied();
                    PathwayPart {
                        step: *step,
                        reached_on: on.map(Into::into),
                        rests_on: grounds(woman, *step, on, &facts),
                    }
                })
                .collect(),
            words: words
                .iter()
                .filter(|row| row.member_id == woman.member_id)
                .map(|row| PathwayWord {
                    kind: row.kind.clone(),
                    happened_on: row.happened_on.into(),
                    reason: row.reason.as_deref().and_then(|reason| reason.parse().ok()),
                    words: row.words.clone(),
                    criteria_version: row.criteria_version,
                    criteria: row.criteria.clone(),
                })
                .collect(),
            eligibility: if woman.enrolled_on.is_none() { criteria } else { Vec::new() },
            criteria_version,
        }
    };
    Ok(found.iter().map(shown).collect())
}
