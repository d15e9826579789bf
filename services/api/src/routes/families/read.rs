//! The family file.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::views::FamilyFile;
use uuid::Uuid;

use super::document;
use crate::auth::Signed;
use crate::input::InPath;
use crate::problem::Problem;
use crate::routes::answers::{ReadProblems, etag};
use crate::routes::cover::Covered;
use crate::routes::run;
use crate::state::AppState;
use crate::wait::AtLeast;

/// The whole file as it stands now. Its ETag is the sequence; reading it is recorded.
#[utoipa::path(get, path = "/families/{id}", tag = "families",
    params(("id" = Uuid, Path), ("at_least" = Option<i64>, Query, description = "log position to wait for")),
    responses((status = 200, body = FamilyFile, headers(("ETag" = String))), ReadProblems))]
pub(crate) async fn read_family(
    State(state): State<AppState>,
    signed: Signed,
    _: AtLeast,
    InPath(path): InPath<[Uuid; 1]>,
) -> Result<(HeaderMap, Json<Covered>), Problem> {
    let [id] = path;
    signed.may_ever(Action::OpenFamily)?;
    let (_, facts) = run::family(&state, id).await?;
    let verdict = signed.check(Action::OpenFamily, &Resource::Family(&facts))?;
    let reading = async {
        let folded = document::fold(id, &document::events(&state, id).await?, i64::MAX)?;
        let file = document::file_now(&state, &folded, verdict.fields).await?;
        Ok((folded.sequence(), file))
    };
    let trace = document::trace(&state, &signed, "read_family", id, verdict.why);
    let (sequence, file) = document::traced(trace, reading).await?;
    let mut headers = HeaderMap::new();
    headers.insert(header::ETAG, etag(sequence));
    Ok((headers, Json(file)))
}
