//! Agreements, and the credits that their budget lines feed.

use axum::Json;
use axum::extract::State;
use hamyar_domain::Agreement;
use hamyar_domain::agreement as domain;
use hamyar_events::agreement::*;
use hamyar_events::{AgreementId, AllocationId, SpendingId};
use hamyar_projections::national::{self, AgreementCard, AgreementView, CreditFilter, CreditReport};
use hamyar_projections::views::Page;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::bodies::*;
use super::*;

/// Which agreements.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PlaceQuery {
    /// Of this place and below it; all when absent.
    place_id: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

impl PlaceQuery {
    /// The place asked for.
    pub(super) fn place(&self) -> Result<Option<Uuid>, Problem> {
        let mut read = PageQuery::default();
        let place = read.parse("place_id", &self.place_id);
        read.done()?;
        Ok(place)
    }
}

/// Agreements with what budget lines gave to them.
#[utoipa::path(get, path = "/agreements", tag = "national", params(PlaceQuery),
    responses((status = 200, body = Page<AgreementCard>), ReadProblems))]
pub(crate) async fn list_agreements(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<PlaceQuery>,
) -> Result<Json<Page<AgreementCard>>, Problem> {
    signed.check(Action::ReadNational, &Resource::None)?;
    let found = national::agreements(state.read(), query.place()?, LIST_MAX).await;
    let items = found.map_err(|error| from_database("agreements", error))?;
    Ok(Json(Page::whole(items, crate::routes::centers::position(&state).await?)))
}

/// One agreement, with its tree of credits, spendings, amendments and programs.
#[utoipa::path(get, path = "/agreements/{id}", tag = "national",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = AgreementView), ReadProblems))]
pub(crate) async fn read_agreement(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<Json<AgreementView>, Problem> {
    signed.check(Action::ReadNational, &Resource::None)?;
    let found = national::agreement(state.read(), path[0]).await;
    found.map_err(|error| from_database("agreement", error))?.map(Json).ok_or(Problem::NotFound)
}

/// Write a signed agreement down.
#[utoipa::path(post, path = "/agreements", tag = "national", request_body = SignAgreementBody, responses(CommandAnswers))]
pub(crate) async fn sign_agreement(asked: Asked) -> Result<Done, Problem> {
    asked.signed.check(Action::ManageNational, &Resource::None)?;
    let body: SignAgreementBody = asked.sent.read()?;
    place_to_keep(&asked.state, &asked.signed, "place_id", body.place_id).await?;
    agencies(&asked.state, "parties", &body.parties).await?;
    let day = |body: &SignAgreementBody| body.signed_on;
    begin::<Agreement, SignAgreementBody>(&asked, "sign_agreement", day, |body, at| {
        let id = derived_id(body.command_id, "agreement");
        let agreement = AgreementSigned {
            number: body.number.into_string(),
            title: body.title.into_string(),
            parties: body.parties,
            place_id: body.place_id,
            signed_on: at.day,
            ends_on: body.ends_on.map(|day| day.0),
        };
        Ok((id, domain::SignAgreement { agreement, today: at.today }.into(), ids("agreement_id", id)))
    })
    .await
}

/// An agreement that the person keeps.
async fn keep<B>(state: &AppState, signed: &Signed, path: &[Uuid], _body: &B) -> Result<(), Problem> {
    let agreement = run::there::<Agreement>(state, path[0]).await?;
    own_place(state, signed, agreement.place_id.map(|place| place.0)).await
}

/// As [`keep`], with agencies that exist.
async fn keep_parties(
    state: &AppState,
    signed: &Signed,
    path: &[Uuid],
    body: &AmendAgreementBody,
) -> Result<(), Problem> {
    keep(state, signed, path, body).await?;
    agencies(state, "parties", &body.parties).await
}

/// A credit of an agreement that the person keeps, or of the person's own place.
async fn keep_credit<B>(state: &AppState, signed: &Signed, path: &[Uuid], _body: &B) -> Result<(), Problem> {
    of_credit(state, signed, path[0], path.get(1).copied()).await
}

async fn of_credit(state: &AppState, signed: &Signed, id: Uuid, credit: Option<Uuid>) -> Result<(), Problem> {
    let agreement = run::there::<Agreement>(state, id).await?;
    let whole = own_place(state, signed, agreement.place_id.map(|place| place.0)).await;
    let Err(problem) = whole else { return Ok(()) };
    let place = credit.and_then(|credit| agreement.allocations.get(&AllocationId(credit))).and_then(|one| one.place_id);
    match place {
        Some(place) => own_place(state, signed, Some(place.0)).await,
        None => Err(problem),
    }
}

/// A spending, by the credit it is of.
async fn keep_spending<B>(state: &AppState, signed: &Signed, path: &[Uuid], _body: &B) -> Result<(), Problem> {
    let agreement = run::there::<Agreement>(state, path[0]).await?;
    let credit = agreement.spendings.get(&SpendingId(path[1])).map(|one| one.allocation_id.0);
    of_credit(state, signed, path[0], credit).await
}

/// What a new credit names exists; an officer of a place draws from a credit of that place, for that place.
async fn keep_new_credit(
    state: &AppState,
    signed: &Signed,
    path: &[Uuid],
    body: &AllocateCreditBody,
) -> Result<(), Problem> {
    of_credit(state, signed, path[0], body.drawn_from.map(|credit| credit.0)).await?;
    place_to_keep(state, signed, "place_id", body.place_id).await?;
    if let Some(AgreementId(other)) = body.for_agreement {
        run::there::<Agreement>(state, other).await.map_err(|_| Problem::field("for_agreement", "unknown"))?;
    }
    Ok(())
}

national_operation! {
    /// Amend an agreement: other parties, another term.
    post "/agreements/{id}/amend" ["id"] amend_agreement(AmendAgreementBody) on Agreement, day amended_on, keep keep_parties, |body, at, _path| {
        let amendment = AgreementAmended {
            note: body.note.into_string(),
            parties: body.parties,
            ends_on: body.ends_on.map(|day| day.0),
            amended_on: at.day,
        };
        (domain::AmendAgreement { amendment, today: at.today }.into(), Ids::new())
    }
}

national_operation! {
    /// End an agreement: no new credit follows from it.
    post "/agreements/{id}/end" ["id"] end_agreement(EndAgreementBody) on Agreement, day ended_on, keep keep, |body, at, _path| {
        let end = AgreementEnded { reason: body.reason, ended_on: at.day };
        (domain::EndAgreement { end, today: at.today }.into(), Ids::new())
    }
}

national_operation! {
    /// Allocate a credit: from a budget line, or drawn from another credit of the same tree.
    post "/agreements/{id}/credits" ["id"] allocate_credit(AllocateCreditBody) on Agreement, day allocated_on, keep keep_new_credit, |body, at, _path| {
        let id = derived_id(body.command_id, "allocation");
        let credit = CreditAllocated {
            allocation_id: AllocationId(id),
            amount_rials: body.amount_rials,
            kind: body.kind,
            budget_line: body.budget_line.map(crate::input::Line::into_string),
            drawn_from: body.drawn_from,
            for_agreement: body.for_agreement,
            purpose: body.purpose.into_string(),
            place_id: body.place_id,
            year: body.year,
            allocated_on: at.day,
        };
        (domain::AllocateCredit { credit, today: at.today }.into(), ids("allocation_id", id))
    }
}

national_operation! {
    /// Record money spent of a credit.
    post "/agreements/{id}/credits/{allocation_id}/spendings" ["id", "allocation_id"] spend_credit(SpendCreditBody) on Agreement, day spent_on, keep keep_credit, |body, at, path| {
        let id = derived_id(body.command_id, "spending");
        let spending = CreditSpent {
            spending_id: SpendingId(id),
            allocation_id: AllocationId(path[1]),
            amount_rials: body.amount_rials,
            note: body.note.into_string(),
            spent_on: at.day,
        };
        (domain::SpendCredit { spending, today: at.today }.into(), ids("spending_id", id))
    }
}

national_operation! {
    /// A credit was a mistake: it stays readable and counts no more.
    post "/agreements/{id}/credits/{allocation_id}/reverse" ["id", "allocation_id"] reverse_allocation(ReverseCreditBody) on Agreement, day reversed_on, keep keep_credit, |body, at, path| {
        let reversal = AllocationReversed { allocation_id: AllocationId(path[1]), mistake: body.mistake, reversed_on: at.day };
        (domain::ReverseAllocation { reversal, today: at.today }.into(), Ids::new())
    }
}

national_operation! {
    /// A spending was a mistake: it stays readable and counts no more.
    post "/agreements/{id}/spendings/{spending_id}/reverse" ["id", "spending_id"] reverse_spending(ReverseCreditBody) on Agreement, day reversed_on, keep keep_spending, |body, at, path| {
        let reversal = SpendingReversed { spending_id: SpendingId(path[1]), mistake: body.mistake, reversed_on: at.day };
        (domain::ReverseSpending { reversal, today: at.today }.into(), Ids::new())
    }
}

/// Which credits.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct CreditQuery {
    /// Jalali year of the budget; all when absent.
    year: Option<String>,
    /// For this place and below it; all when absent.
    place_id: Option<String>,
    /// Log position to wait for.
    #[allow(dead_code, reason = "read by AtLeast; named here for the document")]
    at_least: Option<String>,
}

/// Credit by source and purpose. What is drawn stands beneath its source and is added to nothing.
#[utoipa::path(get, path = "/reports/credits", tag = "national", params(CreditQuery),
    responses((status = 200, body = CreditReport), ReadProblems))]
pub(crate) async fn read_credit_report(
    State(state): State<AppState>,
    signed: Signed,
    _at_least: AtLeast,
    Filters(query): Filters<CreditQuery>,
) -> Result<Json<CreditReport>, Problem> {
    signed.check(Action::ReadNational, &Resource::None)?;
    let mut read = PageQuery::default();
    let year = read.number("year", &query.year, 1300..=1500).and_then(|year| i32::try_from(year).ok());
    let filter = CreditFilter { year, place_id: read.parse("place_id", &query.place_id) };
    read.done()?;
    let found = national::credit_report(state.read(), &filter, state.today()).await;
    found.map(Json).map_err(|error| from_database("credit report", error))
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_agreements, sign_agreement))
        .routes(routes!(read_agreement))
        .routes(routes!(amend_agreement))
        .routes(routes!(end_agreement))
        .routes(routes!(allocate_credit))
        .routes(routes!(spend_credit))
        .routes(routes!(reverse_allocation))
        .routes(routes!(reverse_spending))
        .routes(routes!(read_credit_report))
}
