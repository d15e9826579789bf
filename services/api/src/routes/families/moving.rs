//! Members who go to another family, known or new: a household that splits, a marriage. The center's manager does, between files of the own center.

use axum::extract::State;
use hamyar_domain::Family;
use hamyar_domain::family as domain;
use hamyar_events::family::{CaseClosed, CategoryAdded, FamilyIdentified, MembersMovedOut, MergedMember, Registration};
use hamyar_events::{
    CenterId, CloseReason, EntryWay, FamilyId, InformationSource, MemberId, MemberMoveReason, MoveId, NeighborhoodId,
    Personal, Relation,
};
use hamyar_identity::policy::Action;
use hamyar_processes::Edge;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::assignment::process;
use super::document;
use super::identify::next_file_number;
use super::merging::{Facts, members};
use crate::auth::Signed;
use crate::input::{Day, IfMatch, InPath, Name, Sent, Words, body, command};
use crate::problem::Problem;
use crate::routes::answers::{CommandAnswers, Done};
use crate::routes::lookups;
use crate::routes::run::{self, Moment, Wish, derived_id, ids};
use crate::state::AppState;

body! {
    /// Who goes, and what the person is to the head there.
    pub struct MovingMemberFields {
        member_id: MemberId,
        relation: Relation,
    }
}

body! {
    /// The file that is opened for them.
    pub struct NewFileFields {
        /// The family's own when absent.
        family_name: Option<Name>,
        neighborhood_id: NeighborhoodId,
        address: Option<Words>,
    }
}

command! {
    /// Who goes where, and why. Either `to` or `new_file` is given.
    pub struct MoveMembersBody {
        members: Vec<MovingMemberFields>,
        /// A family of the own center.
        to: Option<FamilyId>,
        new_file: Option<NewFileFields>,
        reason: MemberMoveReason,
        note: Option<Words>,
        moved_on: Option<Day>,
    }
}

/// What is put to the two streams.
fn moving(
    (from, family, facts): (FamilyId, &Family, &Facts),
    (to, to_file_number): (FamilyId, String),
    body: &MoveMembersBody,
    at: Moment,
) -> Result<MembersMovedOut, Problem> {
    let mut going = Vec::new();
    for (place, one) in body.members.iter().enumerate() {
        let known = facts.get(&one.member_id).cloned();
        let mut member = known.ok_or_else(|| Problem::field(&format!("members[{place}].member_id"), "unknown"))?;
        member.relation = one.relation;
        going.push(MergedMember { member_id: one.member_id, member });
    }
    let goes = |id: &Option<MemberId>| id.is_some_and(|id| going.iter().any(|one| one.member_id == id));
    let categories = family.categories.iter().filter(|(_, member)| goes(member));
    Ok(MembersMovedOut {
        move_id: MoveId(derived_id(body.command_id, "move")),
        from,
        from_file_number: family.file.as_ref().map(|file| file.file_number.clone()).unwrap_or_default(),
        to,
        to_file_number,
        categories: categories
            .map(|(category, member)| CategoryAdded { category: category.clone(), member_id: *member })
            .collect(),
        members: going,
        address_under_threat: family.trust.address_threat,
        reason: body.reason,
        note: body.note.as_ref().map(|note| Personal::of_family(from.0, note.clone().into_string())),
        moved_on: at.day,
    })
}

/// Move members to another family of the own center, or to a file that is opened for them. Their national ids and what is known of them go along; what
/// was done for them until now stays in the history of the family they leave.
#[utoipa::path(post, path = "/families/{id}/members/move", tag = "families", request_body = MoveMembersBody,
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, description = "sequence the person saw")), responses(CommandAnswers))]
pub(crate) async fn move_members(
    State(state): State<AppState>,
    signed: Signed,
    if_match: IfMatch,
    InPath(path): InPath<[Uuid; 1]>,
    sent: Sent,
) -> Result<Done, Problem> {
    let [id] = path;
    let family = run::allowed_family(&state, &signed, Action::MoveMembers, id).await?;
    let body: MoveMembersBody = sent.read()?;
    if body.to.is_some() == body.new_file.is_some() {
        return Err(Problem::field("to", if body.to.is_some() { "not_expected" } else { "required" }));
    }
    if body.to == Some(FamilyId(id)) {
        return Err(Problem::field("to", "duplicate"));
    }
    let at = run::moment(&state, &body, body.moved_on)?;
    let facts = members(&document::events(&state, id).await?)?;
    let from = FamilyId(id);
    let (to, number, opened) = match (&body.to, &body.new_file) {
        (Some(to), _) => {
            let there = match run::allowed_family(&state, &signed, Action::MoveMembers, to.0).await {
                Err(Problem::NotFound) => return Err(Problem::field("to", "unknown")),
                other => other?,
            };
            (*to, there.file.map(|file| file.file_number).unwrap_or_default(), false)
        }
        (None, Some(new)) => {
            let to = FamilyId(derived_id(body.command_id, "family"));
            let planned = moving((from, &family, &facts), (to, String::new()), &body, at)?;
            let known = run::family(&state, to.0).await.ok().and_then(|(family, _)| family.file);
            let number = match known {
                Some(file) => file.file_number,
                None => {
                    // What this family would refuse opens no file.
                    let command = domain::MoveOut { moving: planned, today: at.today };
                    if let Err(refusal) = family.decide(&command.into()) {
                        let refusal =
                            serde_json::to_value(&refusal).map_err(|error| Problem::internal("refusal", &error))?;
                        return Err(run::refused(refusal));
                    }
                    open(&state, &signed, (to, new), (&family, id), &body, at, &sent).await?
                }
            };
            (to, number, true)
        }
        (None, None) => return Err(Problem::field("to", "required")),
    };
    let context = run::context(&signed, &body, at, if_match);
    let moving = moving((from, &family, &facts), (to, number.clone()), &body, at)?;
    let store = state.store().clone();
    let edge = Edge { today: at.today };
    let as_sent = run::as_sent(&sent, "move_members", &path);
    let answered = context.clone();
    let work = async move { hamyar_processes::move_members_as(&store, context, moving, edge, as_sent).await };
    match process(&state, &signed, id, ids("family_id", to.0), work).await {
        Ok(mut done) => {
            done.file_number = Some(number);
            Ok(done)
        }
        Err(problem @ (Problem::Refused { .. } | Problem::Invalid(_))) if opened => {
            // No empty file waits for anybody.
            let closing = CaseClosed { reason: CloseReason::EnteredByMistake, note: None, closed_on: at.today };
            let mut context = answered;
            context.command_id = derived_id(body.command_id, "move_members undone");
            context.expected_sequence = None;
            let wish = Wish::new(context, &sent, "move_members undone", &[to.0]);
            let close = domain::CloseCase { closing, today: at.today };
            run::execute::<Family>(&state, to.0, close.into(), wish).await.ok();
            Err(problem)
        }
        Err(problem) => Err(problem),
    }
}

/// Opens the file that they go to, in the center of the family they leave; its number.
async fn open(
    state: &AppState,
    signed: &Signed,
    (to, new): (FamilyId, &NewFileFields),
    (family, from): (&Family, Uuid),
    body: &MoveMembersBody,
    at: Moment,
    sent: &Sent,
) -> Result<String, Problem> {
    lookups::references(state, "move_members", sent).await?;
    let center_id = family.file.as_ref().and_then(|file| file.center_id).unwrap_or(CenterId(Uuid::nil()));
    let center = lookups::open_center(state, "to", center_id.0).await?;
    let file_number = next_file_number(state, &center, at.today).await?;
    let name = match &new.family_name {
        Some(name) => name.clone().into_string(),
        None => {
            let document = document::fold(from, &document::events(state, from).await?, i64::MAX)?;
            document.raw().card.family_name.clone().unwrap_or_default()
        }
    };
    let identified = FamilyIdentified {
        file_number: file_number.clone(),
        center_id: Some(center_id),
        neighborhood_id: new.neighborhood_id,
        family_name: Personal::of_family(to.0, name),
        address: new.address.as_ref().map(|text| Personal::of_family(to.0, text.clone().into_string())),
        registration: Registration {
            entry: EntryWay::SelfReferred,
            source: InformationSource::LocalSetting,
            referred_by: None,
            referred_by_name: None,
            register: None,
            declared: None,
        },
        identified_on: at.day,
    };
    let mut context = run::context(signed, body, at, IfMatch(None));
    context.command_id = derived_id(body.command_id, "move_members file");
    context.causation_id = Some(body.command_id);
    context.correlation_id = Some(body.command_id);
    let wish = Wish::new(context, sent, "move_members file", &[to.0]);
    let command = domain::IdentifyFamily { family: identified, today: at.today };
    match run::execute::<Family>(state, to.0, command.into(), wish).await {
        Ok(_) => Ok(file_number),
        Err(failed) => Err(failed.into_problem(state, signed).await),
    }
}

/// The operations.
pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(move_members))
}
