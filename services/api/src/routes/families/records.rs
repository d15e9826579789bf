//! A row of an agency's list that was found to be a woman of the family.

use hamyar_domain::family as domain;
use hamyar_events::family::{AgencyRecordReconciled, KeptAgainst};
use hamyar_events::{AgencyId, AgencyRecordId, MemberId, Personal, RecordField};

use super::command::family_operation;
use crate::input::{Day, Line, body, command};
use crate::routes::run::{derived_id, ids};

body! {
    /// A value of the register that stays, and what the agency says.
    pub struct KeptAgainstFields {
        field: RecordField,
        theirs: Line,
    }
}

command! {
    /// That an agency lists her, and what was decided of it.
    pub struct ReconcileRecordBody {
        agency_id: AgencyId,
        member_id: MemberId,
        /// Fields in which the register took the agency's value. The member is changed by her own operation.
        taken: Vec<RecordField>,
        kept: Vec<KeptAgainstFields>,
        /// Day of the list.
        listed_on: Option<Day>,
    }
}

family_operation! {
    /// Record that an agency's list names a woman of the family, and what of a difference was taken or kept.
    post "/families/{id}/agency-records" reconcile_record(ReconcileRecordBody) KeepRecord, day listed_on,
    |body, at, _family| {
        let record_id = AgencyRecordId(derived_id(body.command_id, "record"));
        let member = body.member_id;
        let kept = body.kept.into_iter().map(|one| KeptAgainst {
            field: one.field,
            theirs: Personal::of_person(member.0, one.theirs.into_string()),
        });
        let record = AgencyRecordReconciled {
            record_id,
            agency_id: body.agency_id,
            member_id: member,
            taken: body.taken,
            kept: kept.collect(),
            listed_on: at.day,
        };
        Ok((domain::ReconcileRecord { record, today: at.today }.into(), ids("record_id", record_id.0)))
    }
}
