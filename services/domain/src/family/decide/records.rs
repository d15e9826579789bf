//! Rows of agencies' lists that were found to be a woman of this family.

use super::*;
use crate::Rule;
use crate::checks::Checks;
use crate::family::commands::*;

impl Family {
    pub(super) fn reconcile_record(&self, command: &ReconcileRecord) -> Decided {
        let record = &command.record;
        self.open_file()?;
        let mut checks = Checks::new();
        checks.past("listed_on", record.listed_on, command.today);
        let kept = record.kept.iter().map(|one| one.field);
        let fields: Vec<RecordField> = record.taken.iter().copied().chain(kept).collect();
        for (place, field) in fields.iter().enumerate() {
            // A value is taken or kept, not both, and each field is spoken of once.
            checks.fault_if(fields.iter().take(place).any(|other| other == field), "kept", Rule::Duplicate);
        }
        for one in &record.kept {
            checks.personal("theirs", &one.theirs, 120);
        }
        checks.done::<FamilyRefusal>()?;
        self.known_member(record.member_id)?;
        let is_known = self.records.contains(&(record.agency_id, record.member_id));
        // That the agency lists her is said once; a difference is news each time.
        if is_known && record.taken.is_empty() && record.kept.is_empty() { nothing() } else { one(record.clone()) }
    }
}
