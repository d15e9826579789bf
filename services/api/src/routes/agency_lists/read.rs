//! Reading a list against the register, and registering whom the register does not know.

use axum::Json;
use axum::extract::{Request, State};
use hamyar_event_store::Actor;
use hamyar_events::{AgencyId, CenterId, NeighborhoodId};
use hamyar_identity::policy;
use hamyar_import::agency_list::{self, AgencyList, How, JEBHEH, Known};
use hamyar_import::families::{ImportError, ImportOptions, KnownFamily, RegisterCenter, import_read};
use hamyar_import::register::duplicates::{self, DuplicateOf, Likeness};
use hamyar_import::register::{Column, Register, RegisterRow, UnreadableRegister};
use hamyar_import::{Gazetteer, KnownNeighborhood};
use hamyar_projections::agency_records::{also_listed, covered_and_not_listed, kept_of, record_counts};
use hamyar_projections::places::NeighborhoodFilter;
use hamyar_projections::views::NamedRef;
use hamyar_projections::{Names, families, persons, places};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use utoipa::ToSchema;
use uuid::Uuid;

use super::views::{
    AgencyListRead, FoundListRow, ListDifference, ListHeading, ListPreset, ListRowsRegistered, NewListRow,
    RepeatedListRow, UnlistedFamily, WrongListCell,
};
use super::{AgencyListBody, form, mapping};
use crate::auth::Signed;
use crate::problem::{Problem, from_database};
use crate::routes::answers::ReadProblems;
use crate::routes::centers::position;
use crate::routes::cover::{Covered, covered};
use crate::routes::families::attachments::{Brought, too_large};
use crate::routes::families::document;
use crate::routes::{lookups, store_problem};
use crate::state::AppState;
use crate::wait;

/// Rows of one list at most: each is compared with everybody who is registered.
const ROWS_MAX: usize = 5_000;
/// Households told as missing from the list at most.
const UNLISTED_MAX: i64 = 500;

/// The two parts of the form, in this order.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the shape of the form, for the document")]
pub(crate) struct AgencyListForm {
    /// As `application/json`.
    facts: AgencyListBody,
    /// CSV or XLSX, at most 5 MiB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

fn unreadable(error: &UnreadableRegister) -> Problem {
    match error {
        UnreadableRegister::TooLong(_) => Problem::field("file", "list_too_long"),
        _ => Problem::field("file", "list_unreadable"),
    }
}

/// Every neighborhood, by its names.
async fn gazetteer(state: &AppState) -> Result<Gazetteer, Problem> {
    let all = places::neighborhoods(state.read(), &NeighborhoodFilter::default(), i64::MAX).await;
    let all = all.map_err(|error| from_database("neighborhoods", error))?;
    Ok(Gazetteer::new(all.into_iter().map(|card| {
        let above = [card.city, card.county, card.province].into_iter().flatten().filter_map(|place| place.name);
        KnownNeighborhood {
            id: NeighborhoodId(card.id),
            lies_in: above.chain(card.groups.into_iter().map(|group| group.name)).collect(),
            names: [Some(card.name), card.name_en].into_iter().flatten().collect(),
        }
    })))
}

/// Everybody who is registered, to compare with.
async fn everybody(state: &AppState) -> Result<Vec<Known>, Problem> {
    let known = persons::known_persons(state.read()).await.map_err(|error| from_database("persons", error))?;
    let known = known.into_iter().map(|person| {
        let names = [person.facts.given_name.as_deref(), person.facts.family_name.as_deref()];
        let likeness = Likeness {
            name: names.into_iter().flatten().collect::<Vec<_>>().join(" "),
            father_name: person.facts.father_name.clone(),
            birth_date: person.facts.birth_date,
            birth_year: person.facts.birth_year,
            phone: person.facts.phone.clone(),
            national_id: None,
            neighborhood: Some(NeighborhoodId(person.neighborhood_id)),
        };
        Known { person_id: person.person_id, family_id: person.family_id, facts: person.facts, likeness }
    });
    Ok(known.collect())
}

/// The list in the agency's columns.
async fn list(state: &AppState, body: &AgencyListBody, file: Brought) -> Result<(AgencyList, Gazetteer), Problem> {
    let agency = lookups::agency(state, "agency_id", body.agency_id.0).await?;
    let columns: Vec<(String, Column)> = match &body.columns {
        Some(columns) => mapping(columns)?,
        None => agency
            .list_columns
            .iter()
            .filter_map(|one| {
                let column = Column::ALL.iter().copied().find(|column| column.code() == one.column)?;
                Some((one.header.clone(), column))
            })
            .collect(),
    };
    let bytes = file.0.ok_or_else(too_large)?;
    let places = gazetteer(state).await?;
    let (name, today) = (agency.name.clone(), state.today());
    let read = tokio::task::spawn_blocking(move || {
        let read = agency_list::read(&bytes, &columns, &name, &places, today);
        read.map(|read| (read, places))
    });
    let read = read.await.map_err(|error| Problem::internal("reading a list", &error))?;
    let (read, places) = read.map_err(|error| unreadable(&error))?;
    if read.register.as_ref().is_some_and(|register| register.table.rows.len() > ROWS_MAX) {
        return Err(Problem::field("file", "list_too_long"));
    }
    Ok((read, places))
}

/// Read an agency's list against the register of the own center: who of it is known, what differs, who is new, who is missing. Nothing is written.
#[utoipa::path(post, path = "/agency-lists/read", tag = "families",
    request_body(content = AgencyListForm, content_type = "multipart/form-data"),
    responses((status = 200, body = AgencyListRead), ReadProblems))]
pub(crate) async fn read_agency_list(
    State(state): State<AppState>,
    signed: Signed,
    request: Request,
) -> Result<Json<Covered>, Problem> {
    let (body, center, file) = form(&state, &signed, request).await?;
    let (read, _) = list(&state, &body, file).await?;
    document::trace_list(&state, &signed, "read_agency_list", "search").await?;
    wait::until_head(&state).await?;
    let headings = read.headers.iter().zip(&read.columns).map(|(header, column)| ListHeading {
        header: header.clone(),
        column: column.map(|column| column.code().to_owned()),
    });
    let jebheh = JEBHEH
        .iter()
        .map(|(header, column)| ListHeading { header: (*header).to_owned(), column: Some(column.code().to_owned()) });
    let fault = |error| from_database("agency records", error);
    let mut answer = AgencyListRead {
        headings: headings.collect(),
        missing: read.missing.iter().map(|column| column.code()).collect(),
        presets: vec![ListPreset { code: "jebheh", columns: jebheh.collect() }],
        rows: 0,
        wrong: Vec::new(),
        wrong_rows_csv: None,
        found: Vec::new(),
        new: Vec::new(),
        elsewhere: Vec::new(),
        repeated: Vec::new(),
        unlisted: Vec::new(),
        counts: record_counts(state.read(), Some(center)).await.map_err(fault)?,
        position: position(&state).await?,
    };
    if let Some(register) = &read.register {
        judge(&state, &mut answer, register, body.agency_id.0, center).await?;
    }
    let fields = policy::list_fields(&signed.principal, false);
    Ok(Json(covered("AgencyListRead", &answer, fields)))
}

/// Rows of the list that repeat an earlier one: by national id, then by everything else.
fn repeated(register: &Register) -> Vec<RepeatedListRow> {
    let joins = register.joins();
    let joined: BTreeSet<usize> = joins.keys().copied().collect();
    let mut rows: Vec<RepeatedListRow> =
        joins.iter().map(|(line, same_as)| RepeatedListRow { line: *line, same_as: *same_as, surely: true }).collect();
    rows.extend(duplicates::in_file(&register.rows, &joined).into_iter().filter_map(|one| {
        let same_as =
            one.matches.iter().find_map(|of| if let DuplicateOf::Line(line) = of { Some(*line) } else { None })?;
        Some(RepeatedListRow { line: one.line, same_as, surely: false })
    }));
    rows.sort_by_key(|row| row.line);
    rows
}

async fn judge(
    state: &AppState,
    answer: &mut AgencyListRead,
    register: &Register,
    agency: Uuid,
    center: Uuid,
) -> Result<(), Problem> {
    answer.rows = register.table.rows.len();
    answer.wrong = register
        .errors
        .iter()
        .map(|error| WrongListCell {
            line: error.line,
            column: error.column.code(),
            message_fa: error.reason.message_fa(),
            message_en: error.reason.message_en(),
        })
        .collect();
    answer.wrong_rows_csv = register.wrong_rows_csv().and_then(|csv| String::from_utf8(csv).ok());
    answer.repeated = repeated(register);
    let again: BTreeSet<usize> = answer.repeated.iter().map(|row| row.line).collect();
    let rows: Vec<&RegisterRow> = register.rows.iter().filter(|row| !again.contains(&row.line)).collect();
    let mut by_number: HashMap<usize, (Uuid, Uuid)> = HashMap::new();
    for row in &rows {
        let Some(id) = &row.national_id else { continue };
        if let Some(holder) = state.store().find_national_id(id.as_str()).await.map_err(store_problem)? {
            by_number.insert(row.line, (holder.member_id, holder.family_id));
        }
    }
    let known = everybody(state).await?;
    let mut found = agency_list::matches(&rows, &known, &by_number);
    // Two rows that are one woman of the register are a repetition as well.
    let mut first: HashMap<Uuid, usize> = HashMap::new();
    for (line, one) in found.clone() {
        match first.get(&one.person_id) {
            Some(same_as) => {
                answer.repeated.push(RepeatedListRow { line, same_as: *same_as, surely: one.how != How::Likely });
                found.remove(&line);
            }
            None => {
                first.insert(one.person_id, line);
            }
        }
    }
    let repeated: BTreeSet<usize> = answer.repeated.iter().map(|row| row.line).collect();
    let fault = |error| from_database("agency records", error);
    let family_ids: Vec<Uuid> = found.values().map(|one| one.family_id).collect();
    let own = families::own_files(state.read(), &family_ids, center).await.map_err(fault)?;
    let members: Vec<Uuid> =
        found.values().filter(|one| own.contains_key(&one.family_id)).map(|one| one.person_id).collect();
    let kept = kept_of(state.read(), agency, &members).await.map_err(fault)?;
    let others = also_listed(state.read(), agency, &members).await.map_err(fault)?;
    let numbered: BTreeSet<Uuid> =
        state.store().with_national_id(&members).await.map_err(store_problem)?.into_iter().collect();
    let agencies: Vec<Uuid> = others.values().flatten().copied().collect();
    let names = Names::load(state.read(), &agencies).await.map_err(fault)?;
    let people: HashMap<Uuid, &Known> = known.iter().map(|person| (person.person_id, person)).collect();
    let none = BTreeMap::new();
    let mut listed = Vec::new();
    for row in rows.iter().filter(|row| !repeated.contains(&row.line)) {
        let Some(one) = found.get(&row.line) else {
            let given = row.given_name.as_deref().unwrap_or_default();
            answer.new.push(NewListRow {
                line: row.line,
                name: format!("{given} {}", row.family_name).trim().to_owned(),
                birth_date: row.birth_date.into(),
            });
            continue;
        };
        let (Some(file_number), Some(person)) = (own.get(&one.family_id), people.get(&one.person_id)) else {
            answer.elsewhere.push(row.line);
            continue;
        };
        listed.push(one.family_id);
        let decided = kept.get(&one.person_id);
        let facts = &person.facts;
        let differences = agency_list::differences(row, facts, numbered.contains(&one.person_id))
            .into_iter()
            // What was decided to stay is asked again only when the agency says something new.
            .filter(|one| decided.unwrap_or(&none).get(one.field.as_str()) != Some(&one.theirs))
            .map(|one| ListDifference { field: one.field, ours: one.ours, theirs: Some(one.theirs) });
        let name = [facts.given_name.as_deref(), facts.family_name.as_deref()];
        answer.found.push(FoundListRow {
            line: row.line,
            family_id: one.family_id,
            file_number: file_number.clone(),
            member: NamedRef {
                id: one.person_id,
                name: Some(name.into_iter().flatten().collect::<Vec<_>>().join(" ")),
            },
            how: match one.how {
                How::NationalId => "national_id",
                How::Sure => "sure",
                How::Likely => "likely",
            },
            differences: differences.collect(),
            recorded: decided.is_some(),
            also_listed: others.get(&one.person_id).into_iter().flatten().map(|id| names.named(*id)).collect(),
        });
    }
    let unlisted = covered_and_not_listed(state.read(), agency, center, &listed, UNLISTED_MAX).await.map_err(fault)?;
    answer.unlisted = unlisted
        .into_iter()
        .map(|one| UnlistedFamily {
            family_id: one.family_id,
            file_number: one.file_number,
            family_name: one.family_name,
        })
        .collect();
    Ok(())
}

/// Register rows of a list of whom the register knows nobody: files of the own center, referred by the agency. Sent again nothing is doubled, and who is
/// surely known already is held back.
#[utoipa::path(post, path = "/agency-lists/register", tag = "families",
    request_body(content = AgencyListForm, content_type = "multipart/form-data"),
    responses((status = 200, body = ListRowsRegistered), ReadProblems))]
pub(crate) async fn register_list_rows(
    State(state): State<AppState>,
    signed: Signed,
    request: Request,
) -> Result<Json<ListRowsRegistered>, Problem> {
    let (body, center, file) = form(&state, &signed, request).await?;
    let lines: BTreeSet<usize> = body.lines.0.iter().map(|line| *line as usize).collect();
    if lines.is_empty() {
        return Err(Problem::field("lines", "required"));
    }
    let (read, places) = list(&state, &body, file).await?;
    let Some(register) = read.register else { return Err(Problem::field("columns", "required")) };
    wait::until_head(&state).await?;
    let part = agency_list::only(&register, &lines, &places, state.today());
    let view = lookups::center(&state, "center_id", center).await?;
    let mut options = ImportOptions::new(Actor::User(signed.principal.user_id), state.today());
    options.source = source(body.agency_id);
    options.center = Some(RegisterCenter { id: CenterId(center), file_prefix: view.file_prefix.clone() });
    let known = everybody(&state).await?;
    let known: Vec<KnownFamily> =
        known.into_iter().map(|one| KnownFamily { family_id: one.family_id, likeness: one.likeness }).collect();
    // In a thread of its own: it goes on when the sender hangs up.
    let (store, runtime) = (state.store().clone(), tokio::runtime::Handle::current());
    let work = tokio::task::spawn_blocking(move || {
        runtime.block_on(import_read(&store, part, &known, &options)).map_err(failed)
    });
    let report = work.await.map_err(|error| Problem::internal("registering rows of a list", &error))??;
    Ok(Json(ListRowsRegistered {
        added: report.added,
        joined: report.joined,
        held_back: report.held_back.len(),
        position: report.position,
    }))
}

/// Two agencies that print the same row say it of two lists.
fn source(agency: AgencyId) -> String {
    agency.0.simple().to_string()
}

fn failed(error: ImportError) -> Problem {
    match error {
        ImportError::Unreadable(error) => unreadable(&error),
        ImportError::Store(error) => store_problem(error),
        ImportError::Unavailable | ImportError::RowsDeleted => Problem::Unavailable,
        error => Problem::internal("registering rows of a list", &error),
    }
}
