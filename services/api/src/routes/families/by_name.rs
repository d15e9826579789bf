//! Operations that can be written without a network, by their names: each runs exactly as when it is asked for directly, policy included.

use axum::extract::State;
use uuid::Uuid;

use super::attachments::{self, Brought};
use super::{
    assessments, calendar, consent, experts, members, notes, record, records, referrals, sending, services, visits,
};
use crate::auth::Signed;
use crate::input::{IfMatch, InPath, Sent};
use crate::problem::Problem;
use crate::routes::answers::Done;
use crate::state::AppState;

/// What an operation changes, by which two changes clash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// It adds a fact, which stands beside every other.
    Adds,
    /// It replaces a value of the family, of which there is one.
    One(&'static [&'static str]),
    /// It replaces what is known of one part: these events of the part, by the field that names it.
    Of(&'static [&'static str], &'static str),
}

/// One operation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named {
    /// As in the document of the interface.
    pub(crate) name: &'static str,
    /// The field with its own day.
    pub(crate) day: Option<&'static str>,
    pub(crate) key: Key,
}

const fn adds(name: &'static str, day: Option<&'static str>) -> Named {
    Named { name, day, key: Key::Adds }
}

const fn replaces(name: &'static str, day: Option<&'static str>, events: &'static [&'static str]) -> Named {
    Named { name, day, key: Key::One(events) }
}

const fn replaces_of(name: &'static str, events: &'static [&'static str], by: &'static str) -> Named {
    Named { name, day: None, key: Key::Of(events, by) }
}

/// Every operation that a phone may bring.
pub(crate) const ALL: &[Named] = &[
    adds("record_visit", Some("visited_on")),
    adds("record_service", Some("delivered_on")),
    adds("record_assessment", Some("assessed_on")),
    adds("add_note", None),
    adds("add_attachment", Some("received_on")),
    adds("plan_entry", None),
    adds("complete_entry", Some("done_on")),
    adds("miss_entry", Some("missed_on")),
    adds("cancel_entry", None),
    adds("give_consent", Some("given_on")),
    adds("refuse_consent", Some("refused_on")),
    adds("withdraw_consent", Some("withdrawn_on")),
    adds("join_member", Some("joined_on")),
    adds("leave_member", Some("left_on")),
    adds("add_category", None),
    adds("remove_category", None),
    adds("record_coverage", Some("since")),
    adds("refer_to_commission", Some("referred_on")),
    adds("refer_to_expert", Some("referred_on")),
    adds("answer_as_expert", Some("answered_on")),
    replaces("change_address", Some("changed_on"), &["address_changed"]),
    replaces("set_safe_contact", None, &["safe_contact_set"]),
    replaces("change_head", Some("changed_on"), &["head_changed"]),
    replaces_of("change_member", &["member_changed", "member_left"], "member_id"),
    replaces_of("move_entry", &["calendar_entry_moved", "calendar_entry_cancelled"], "entry_id"),
    replaces_of("correct_visit", &["visit_corrected"], "visit_id"),
    replaces_of("correct_service", &["service_corrected"], "service_id"),
];

/// The operation of a name, where the server knows it.
pub(crate) fn find(name: &str) -> Option<&'static Named> {
    ALL.iter().find(|one| one.name == name)
}

/// Runs an operation, with the file that it may need. `None` where the path it needs was not given.
pub(crate) async fn run(
    named: &Named,
    state: &AppState,
    signed: Signed,
    (id, part): (Uuid, Option<Uuid>),
    sent: Sent,
    file: Option<Brought>,
) -> Option<Result<Done, Problem>> {
    if named.name == "add_attachment" {
        return Some(match file {
            Some(file) => attachments::bring(state, &signed, id, &sent, file).await,
            None => Err(Problem::field("file", "required")),
        });
    }
    let state = State(state.clone());
    let any = IfMatch(None);
    macro_rules! whole {
        ($operation:path) => {
            $operation(state, signed, any, InPath([id]), sent).await
        };
    }
    macro_rules! part {
        ($operation:path) => {
            $operation(state, signed, any, InPath([id, part?]), sent).await
        };
    }
    Some(match named.name {
        "record_visit" => whole!(visits::record_visit),
        "record_service" => whole!(services::record_service),
        "record_assessment" => whole!(assessments::record_assessment),
        "add_note" => whole!(notes::add_note),
        "plan_entry" => whole!(calendar::plan_entry),
        "complete_entry" => part!(calendar::complete_entry),
        "miss_entry" => part!(calendar::miss_entry),
        "cancel_entry" => part!(calendar::cancel_entry),
        "give_consent" => whole!(consent::give_consent),
        "refuse_consent" => whole!(consent::refuse_consent),
        "withdraw_consent" => whole!(consent::withdraw_consent),
        "join_member" => whole!(members::join_member),
        "leave_member" => part!(members::leave_member),
        "add_category" => whole!(record::add_category),
        "remove_category" => whole!(record::remove_category),
        "record_coverage" => whole!(record::record_coverage),
        "refer_to_commission" => whole!(referrals::refer_to_commission),
        "refer_to_expert" => whole!(experts::refer_to_expert),
        "answer_as_expert" => part!(experts::answer_as_expert),
        "change_address" => whole!(record::change_address),
        "set_safe_contact" => whole!(record::set_safe_contact),
        "change_head" => whole!(members::change_head),
        "change_member" => part!(members::change_member),
        "move_entry" => part!(calendar::move_entry),
        "send_to_agency" => whole!(sending::send_to_agency),
        "withdraw_sending" => part!(sending::withdraw_sending),
        "reconcile_record" => whole!(records::reconcile_record),
        "answer_sending" => part!(sending::answer_sending),
        "record_support_phase" => part!(sending::record_support_phase),
        "correct_visit" => part!(visits::correct_visit),
        "correct_service" => part!(services::correct_service),
        _ => return None,
    })
}
