//! Lists of agencies, held against the register of the own center: read without a trace in it, decided difference by difference, and what is new
//! registered by the import of registers. A file is kept nowhere; the browser holds it until everything is decided.

mod decide;
mod read;
mod views;

use axum::extract::{DefaultBodyLimit, Request};
use hamyar_domain::Agency;
use hamyar_domain::agency::MapListColumns;
use hamyar_events::agency::{ListColumn, ListColumnsMapped};
use hamyar_events::{AgencyId, CenterId};
use hamyar_identity::policy::{Action, Resource};
use hamyar_import::register::Column;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::auth::Signed;
use crate::input::{Code, Line, Many, body, command};
use crate::problem::Problem;
use crate::routes::answers::{CommandAnswers, Done};
use crate::routes::asked::{Asked, go_on, undated};
use crate::routes::families::attachments::{Brought, REQUEST_BYTES_MAX, receive};
use crate::routes::run::{self, Ids};
use crate::state::AppState;

body! {
    /// How one column of the list is called.
    pub struct ListColumnFields {
        /// As printed.
        header: Line,
        /// Code of a column of registers.
        column: Code,
    }
}

body! {
    /// Whose list it is, and for which center it is read.
    pub struct AgencyListBody {
        agency_id: AgencyId,
        /// The manager's own center when absent.
        center_id: Option<CenterId>,
        /// How its columns are called; as saved for the agency when absent.
        columns: Option<Vec<ListColumnFields>>,
        /// For registering: the rows, 500 at most.
        #[schema(value_type = Vec<u32>)]
        lines: Many<u32>,
    }
}

command! {
    /// How the agency calls the columns of its lists, whole.
    pub struct MapListColumnsBody {
        columns: Vec<ListColumnFields>,
    }
}

/// The mapping as the import reads it; a code that names no column is told by its place.
fn mapping(columns: &[ListColumnFields]) -> Result<Vec<(String, Column)>, Problem> {
    let read = columns.iter().enumerate().map(|(place, one)| {
        let column = Column::ALL.iter().copied().find(|column| column.code() == one.column.as_str());
        let column = column.ok_or_else(|| Problem::field(&format!("columns[{place}].column"), "unknown"))?;
        Ok((one.header.as_str().to_owned(), column))
    });
    read.collect()
}

/// The form as it came, by somebody who keeps a center's register.
async fn form(state: &AppState, signed: &Signed, request: Request) -> Result<(AgencyListBody, Uuid, Brought), Problem> {
    signed.may_ever(Action::IdentifyFamily)?;
    let (sent, file, _arriving) = receive(state, request, "facts").await?;
    let body: AgencyListBody = sent.read()?;
    let center = body.center_id.map(|id| id.0).or(run::only(signed.principal.center_ids()));
    let center = center.ok_or_else(|| Problem::field("center_id", "required"))?;
    signed.check(Action::IdentifyFamily, &Resource::Center(Some(center)))?;
    Ok((body, center, file))
}

/// Save how an agency calls the columns of its lists.
#[utoipa::path(post, path = "/agencies/{id}/list-columns", tag = "lists", request_body = MapListColumnsBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)), responses(CommandAnswers))]
pub(crate) async fn map_list_columns(asked: Asked<[Uuid; 1]>) -> Result<Done, Problem> {
    asked.signed.may_ever(Action::IdentifyFamily)?;
    go_on::<Agency, MapListColumnsBody>(&asked, "map_list_columns", undated, |body, _| {
        let columns = mapping(&body.columns)?;
        let columns = columns
            .into_iter()
            .map(|(header, column)| ListColumn { header, column: column.code().to_owned() })
            .collect();
        Ok((MapListColumns { mapping: ListColumnsMapped { columns } }.into(), Ids::new()))
    })
    .await
}

/// The operations.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(read::read_agency_list))
        .routes(routes!(read::register_list_rows))
        .layer(DefaultBodyLimit::max(REQUEST_BYTES_MAX))
        .routes(routes!(decide::decide_list_rows))
        .routes(routes!(map_list_columns))
}
