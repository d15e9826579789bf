//! Search before a file is opened: families in scope by likeness, and whether there is a possible match elsewhere.

use axum::Json;
use axum::extract::State;
use hamyar_identity::policy::{self, Action, FamilyRows};
use hamyar_projections::families::{SearchHit, SearchQuery, SearchScope, search};
use serde::Serialize;
use utoipa::ToSchema;

use super::document;
use crate::auth::Signed;
use crate::input::{Day, Line, Name, NationalNumber, Sent, body};
use crate::problem::{Problem, from_database};
use crate::routes::answers::ReadProblems;
use crate::routes::cover::{Covered, covered};
use crate::routes::run;
use crate::state::AppState;
use crate::wait::AtLeast;

body! {
    /// What is searched for. Sent as a body, so that no name stands in an address or a log.
    pub struct SearchFamiliesBody {
        /// Names or a file number.
        q: Option<Line>,
        family_name: Option<Name>,
        given_name: Option<Name>,
        national_id: Option<NationalNumber>,
        phone: Option<Line>,
        father_name: Option<Name>,
        birth_date: Option<Day>,
        /// Jalali or Gregorian year.
        birth_year: Option<u16>,
    }
}

/// What a search found.
#[derive(Serialize, ToSchema)]
pub(crate) struct SearchAnswer {
    #[schema(value_type = Vec<SearchHit>)]
    items: Vec<Covered>,
    /// A possible match outside the person's scope; the center will compare. Nothing else about it is told.
    elsewhere: bool,
}

/// Most families that a free search shows.
const HITS_MAX: usize = 20;
/// Most families that are shown of whom somebody may be who is described: what a person can look at before going on.
const TOP: usize = 5;

/// What is searched for, and where: national ids through the store's blind index.
pub(crate) async fn query(
    state: &AppState,
    signed: &Signed,
    body: SearchFamiliesBody,
) -> Result<(SearchQuery, SearchScope), Problem> {
    let nothing = body.q.is_none()
        && body.family_name.is_none()
        && body.given_name.is_none()
        && body.national_id.is_none()
        && body.phone.is_none();
    if nothing {
        return Err(Problem::field("q", "required"));
    }
    let holder = match body.national_id {
        Some(number) => state.store().find_national_id(&number.into_string()).await.map_err(run::store_problem)?,
        None => None,
    };
    let query = SearchQuery {
        q: body.q.map(Line::into_string),
        family_name: body.family_name.map(Name::into_string),
        given_name: body.given_name.map(Name::into_string),
        phone: body.phone.map(Line::into_string),
        father_name: body.father_name.map(Name::into_string),
        birth_date: body.birth_date.map(|day| day.0),
        birth_year: body.birth_year.map(i32::from),
        national_id_family: holder.map(|holder| holder.family_id),
    };
    Ok((query, scope(signed)))
}

/// Whose families a search of the person shows.
pub(super) fn scope(signed: &Signed) -> SearchScope {
    match policy::family_rows(&signed.principal, Action::SearchFamilies) {
        FamilyRows::All => SearchScope::Everything,
        FamilyRows::Nothing => SearchScope::Of { center_ids: Vec::new(), caseworker_ids: Vec::new() },
        FamilyRows::Of { caseworker_ids, center_ids } => SearchScope::Of { center_ids, caseworker_ids },
    }
}

/// Search for a family.
#[utoipa::path(post, path = "/families/search", tag = "families", request_body = SearchFamiliesBody,
    responses((status = 200, body = SearchAnswer), ReadProblems))]
pub(crate) async fn search_families(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
    sent: Sent,
) -> Result<Json<SearchAnswer>, Problem> {
    signed.may_ever(Action::SearchFamilies)?;
    let (query, scope) = query(&state, &signed, sent.read()?).await?;
    let most = if query.q.is_some() { HITS_MAX } else { TOP };
    let reading = async {
        search(state.read(), &query, &scope, most).await.map_err(|error| from_database("family search", error))
    };
    let trace = document::trace_list(&state, &signed, "search_families", "search");
    let (hits, elsewhere) = document::traced(trace, reading).await?;
    let cover = |hit: &SearchHit| {
        covered("SearchHit", hit, policy::list_fields(&signed.principal, hit.family.address_under_threat))
    };
    Ok(Json(SearchAnswer { items: hits.iter().map(cover).collect(), elsewhere }))
}
