//! Search before a file is opened: families in scope by likeness, and whether there is a possible match elsewhere.

use axum::Json;
use axum::extract::State;
use hamyar_identity::policy::{self, Action, FamilyRows};
use hamyar_projections::families::{SearchHit, SearchQuery, SearchScope, search};
use serde::Serialize;
use utoipa::ToSchema;

use super::document;
use crate::auth::Signed;
use crate::input::{Line, Name, NationalNumber, Sent, body};
use crate::problem::{Problem, from_database};
use crate::routes::answers::ReadProblems;
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
        /// Jalali or Gregorian year.
        birth_year: Option<u16>,
    }
}

/// What a search found.
#[derive(Serialize, ToSchema)]
pub(crate) struct SearchAnswer {
    items: Vec<SearchHit>,
    /// A possible match outside the person's scope; the center will compare. Nothing else about it is told.
    elsewhere: bool,
}

/// Most families a search shows.
const HITS_MAX: usize = 20;

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
    let body: SearchFamiliesBody = sent.read()?;
    let nothing = body.q.is_none()
        && body.family_name.is_none()
        && body.given_name.is_none()
        && body.national_id.is_none()
        && body.phone.is_none();
    if nothing {
        return Err(Problem::field("q", "required"));
    }
    document::trace_list(&state, &signed, "search_families", "search").await?;
    let holder = match body.national_id {
        Some(number) => state.store().find_national_id(&number.into_string()).await.map_err(run::store_problem)?,
        None => None,
    };
    let query = SearchQuery {
        q: body.q.map(Line::into_string),
        family_name: body.family_name.map(Name::into_string),
        given_name: body.given_name.map(Name::into_string),
        phone: body.phone.map(Line::into_string),
        birth_year: body.birth_year.map(i32::from),
        national_id_family: holder.map(|holder| holder.family_id),
    };
    let scopes: Vec<SearchScope> = match policy::family_rows(&signed.principal, Action::SearchFamilies) {
        FamilyRows::All => vec![SearchScope::default()],
        FamilyRows::Nothing => Vec::new(),
        // The read model's scope joins its two ids by *and*: a person who is both searches twice.
        FamilyRows::Of { caseworker_ids, center_ids } => {
            let own = caseworker_ids.into_iter().map(|id| SearchScope { caseworker_id: Some(id), center_id: None });
            let home = center_ids.into_iter().map(|id| SearchScope { caseworker_id: None, center_id: Some(id) });
            own.chain(home).collect()
        }
    };
    let mut items: Vec<SearchHit> = Vec::new();
    let mut elsewhere = !scopes.is_empty();
    for scope in scopes {
        let (found, outside) = search(state.read(), &query, scope, HITS_MAX)
            .await
            .map_err(|error| from_database("family search", error))?;
        elsewhere &= outside;
        for hit in found {
            if !items.iter().any(|known| known.family.id == hit.family.id) {
                items.push(hit);
            }
        }
    }
    items.sort_by_key(|hit| std::cmp::Reverse(hit.score));
    items.truncate(HITS_MAX);
    Ok(Json(SearchAnswer { items, elsewhere }))
}
