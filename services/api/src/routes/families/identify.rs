//! Opening a file for a family.

use axum::extract::State;
use hamyar_domain::family as domain;
use hamyar_domain::{Center, Family};
use hamyar_events::family::{CaseClosed, FamilyIdentified, MemberJoined, Registration};
use hamyar_events::{
    AgencyId, CenterId, CloseReason, EntryWay, FamilyId, InformationSource, MemberId, NeighborhoodId, Personal,
};
use hamyar_identity::policy::{Action, Resource};
use hamyar_persian::JalaliDate;

use super::look::{self, Seen};
use super::members::{MemberFields, facts_of, sought};
use super::record::{DeclaredFields, declared};
use crate::auth::Signed;
use crate::input::{Day, IfMatch, Line, Name, Sent, Words, command};
use crate::problem::Problem;
use crate::routes::answers::{CommandAnswers, Done};
use crate::routes::lookups;
use crate::routes::run::{self, Failed, Ids, Wish, derived_id};
use crate::state::AppState;

command! {
    /// A family that becomes known to the center.
    pub struct IdentifyFamilyBody {
        /// The manager's own center when absent.
        center_id: Option<CenterId>,
        neighborhood_id: NeighborhoodId,
        family_name: Name,
        address: Option<Words>,
        entry: EntryWay,
        source: InformationSource,
        /// The referring agency, when it is one of the register.
        referred_by: Option<AgencyId>,
        /// The referring agency as printed, when it is not.
        referred_by_name: Option<Line>,
        identified_on: Option<Day>,
        declared: Option<DeclaredFields>,
        /// The first member.
        head: Option<MemberFields>,
        /// Families that the answer `likely_registered` named, and which are others.
        different_from: Option<Vec<FamilyId>>,
        /// Whether a possible match in another center was told and the file is opened all the same.
        despite_elsewhere: Option<bool>,
    }
}

/// Open a file for a family.
#[utoipa::path(post, path = "/families", tag = "families", request_body = IdentifyFamilyBody, responses(CommandAnswers))]
pub(crate) async fn identify_family(
    State(state): State<AppState>,
    signed: Signed,
    sent: Sent,
) -> Result<Done, Problem> {
    signed.may_ever(Action::IdentifyFamily)?;
    let mut body: IdentifyFamilyBody = sent.read()?;
    let center_id = body.center_id.or(run::only(signed.principal.center_ids()).map(CenterId));
    let center_id = center_id.ok_or_else(|| Problem::field("center_id", "required"))?;
    signed.check(Action::IdentifyFamily, &Resource::Center(Some(center_id.0)))?;
    let at = run::moment(&state, &body, body.identified_on)?;
    let context = run::context(&signed, &body, at, IfMatch(None));
    let command_id = body.command_id;
    let id = derived_id(command_id, "family");
    let family = FamilyId(id);
    let head = body.head.take().map(|fields| {
        let member_id = MemberId(derived_id(command_id, "head"));
        MemberJoined { member_id, member: facts_of(fields, member_id), joined_on: at.day }
    });
    let known = run::family(&state, id).await.ok().and_then(|(family, _)| family.file);
    if let (Some(head), None) = (&head, &known) {
        refuse_taken_number(&state, &signed, head).await?;
    }
    let center = lookups::center(&state, "center_id", center_id.0).await?;
    // Numbers are given by the server alone, each once; the first sending of a command decides.
    let file_number = match &known {
        Some(file) => file.file_number.clone(),
        None => {
            lookups::references(&state, "identify_family", &sent).await?;
            if let Some(head) = &head
                && !run::is_answered(&state, command_id).await?
            {
                let seen = Seen::new(body.different_from.as_ref(), body.despite_elsewhere);
                let sought = sought(&head.member, Some(body.family_name.as_str()), None);
                look::look(&state, &signed, sought, &seen).await?;
            }
            if center.closed_on.is_some() {
                return Err(Problem::refused("center_closed"));
            }
            next_file_number(&state, &center, at.today).await?
        }
    };
    let identified = FamilyIdentified {
        file_number: file_number.clone(),
        center_id: Some(center_id),
        neighborhood_id: body.neighborhood_id,
        family_name: Personal::of_family(id, body.family_name.into_string()),
        address: body.address.map(|text| Personal::of_family(id, text.into_string())),
        registration: Registration {
            entry: body.entry,
            source: body.source,
            referred_by: body.referred_by,
            referred_by_name: body.referred_by_name.map(|name| Personal::of_family(id, name.into_string())),
            register: None,
            declared: body.declared.map(|fields| declared(fields, family)),
        },
        identified_on: at.day,
    };
    let command = domain::IdentifyFamily { family: identified, today: at.today };
    let wish = Wish::new(context.clone(), &sent, "identify_family", &[]);
    let committed = match run::execute::<Family>(&state, id, command.into(), wish).await {
        Ok(committed) => committed,
        Err(failed) => return Err(failed.into_problem(&state, &signed).await),
    };
    // The first answer passes policy again: the file may have moved to another center since.
    let (stored, facts) = run::family(&state, id).await?;
    signed.check(Action::OpenFamily, &Resource::Family(&facts))?;
    let mut ids = Ids::from([("family_id".to_owned(), id)]);
    let mut done = run::done(id, committed, Ids::new());
    done.file_number = stored.file.map(|file| file.file_number);
    if let Some(head) = head {
        ids.insert("member_id".to_owned(), head.member_id.0);
        let step = |name: &str| {
            let mut context = context.clone();
            context.command_id = derived_id(command_id, name);
            context.causation_id = Some(command_id);
            context.correlation_id = Some(command_id);
            Wish::new(context, &sent, name, &[id])
        };
        let join = domain::JoinMember { member: head, today: at.today };
        match run::execute::<Family>(&state, id, join.into(), step("identify_family head")).await {
            Ok(committed) => {
                done.sequence = done.sequence.max(committed.sequence);
                done.position = done.position.max(committed.position);
            }
            // The store is busy or away: the file stays, and sending the command again goes on with its head.
            Err(failed) if !failed.is_final() => return Err(failed.into_problem(&state, &signed).await),
            Err(failed) => {
                // Another desk was faster with this national id, or the head is not acceptable: the new file is closed as a mistake,
                // so that no empty family waits for anybody.
                let closing = CaseClosed { reason: CloseReason::EnteredByMistake, note: None, closed_on: at.today };
                let close = domain::CloseCase { closing, today: at.today };
                run::execute::<Family>(&state, id, close.into(), step("identify_family undone")).await.ok();
                return Err(failed.into_problem(&state, &signed).await);
            }
        }
    }
    done.ids = ids;
    Ok(done)
}

/// A number that another family holds is found before a file is opened for it.
async fn refuse_taken_number(state: &AppState, signed: &Signed, head: &MemberJoined) -> Result<(), Problem> {
    let Some(digits) = head.member.national_id.as_ref().and_then(|id| id.known()) else { return Ok(()) };
    match state.store().find_national_id(digits).await.map_err(run::store_problem)? {
        None => Ok(()),
        Some(holder) => {
            let taken = Failed::NationalIdTaken { family_id: holder.family_id, member_id: holder.member_id };
            Err(taken.into_problem(state, signed).await)
        }
    }
}

/// `M12-1405-0007`: the center's prefix, the Jalali year, and a number that is given once.
pub(super) async fn next_file_number(
    state: &AppState,
    center: &Center,
    today: chrono::NaiveDate,
) -> Result<String, Problem> {
    let prefix = format!("{}-{}", center.file_prefix, JalaliDate::from(today).year());
    let number = state.identity().next_file_number(&prefix).await?;
    Ok(format!("{prefix}-{number:04}"))
}
