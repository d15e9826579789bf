use hamyar_events::saved_report::*;
use hamyar_events::{BoundTo, ReportChart, Role, SavedReportEvent, UserId};
use uuid::Uuid;

use super::*;
use crate::testing::*;

fn user(n: u128) -> UserId {
    UserId(Uuid::from_u128(n))
}

fn definition(rows: &str) -> ReportDefinition {
    ReportDefinition {
        measure: "services".to_owned(),
        rows: rows.to_owned(),
        columns: None,
        filters: Vec::new(),
        place_id: None,
        as_known_on: None,
        chart: ReportChart::Table,
    }
}

fn save(name: &str) -> SaveReport {
    let report =
        ReportSaved { owner: user(1), name: name.to_owned(), definition: definition("month"), shared_with: None };
    SaveReport { report }
}

fn saved() -> Vec<SavedReportEvent> {
    history::<SavedReport>(&[], [save("خدمت‌های ماه").into()])
}

fn rename(name: &str, by: u128) -> RenameReport {
    RenameReport { renaming: SavedReportRenamed { name: name.to_owned() }, by: user(by) }
}

#[test]
fn a_report_is_saved_once_under_a_name() {
    given::<SavedReport>([]).when(save("خدمت‌های ماه")).then_types(&["report_saved"]);
    given::<SavedReport>(saved()).when(save("دیگری")).then_refused(SavedReportRefusal::AlreadySaved);
    let refusal = SavedReport::default().decide(&save("  ").into());
    assert!(matches!(refusal, Err(SavedReportRefusal::Invalid { .. })));
    let refusal = SavedReport::default().decide(&save(&"ن".repeat(121)).into());
    assert!(matches!(refusal, Err(SavedReportRefusal::Invalid { .. })));
}

#[test]
fn its_owner_renames_changes_and_shares_it_and_nobody_else_does() {
    given::<SavedReport>(saved()).when(rename("خدمت‌های سال", 1)).then_types(&["saved_report_renamed"]);
    given::<SavedReport>(saved()).when(rename("خدمت‌های ماه", 1)).then_nothing();
    given::<SavedReport>(saved()).when(rename("خدمت‌های سال", 2)).then_refused(SavedReportRefusal::NotOwner);
    given::<SavedReport>([]).when(rename("خدمت‌های سال", 1)).then_refused(SavedReportRefusal::NotSaved);
    let change =
        |rows: &str, by| ChangeReport { change: SavedReportChanged { definition: definition(rows) }, by: user(by) };
    given::<SavedReport>(saved()).when(change("year", 1)).then_types(&["saved_report_changed"]);
    given::<SavedReport>(saved()).when(change("month", 1)).then_nothing();
    given::<SavedReport>(saved()).when(change("year", 2)).then_refused(SavedReportRefusal::NotOwner);
    let audience = ReportAudience { role: Role::Officer, bound_to: BoundTo::Nation };
    let share = |with, by| ShareReport { sharing: SavedReportShared { with }, by: user(by) };
    given::<SavedReport>(saved()).when(share(Some(audience), 1)).then_types(&["saved_report_shared"]);
    given::<SavedReport>(saved()).when(share(None, 1)).then_nothing();
    given::<SavedReport>(saved()).when(share(Some(audience), 2)).then_refused(SavedReportRefusal::NotOwner);
}

#[test]
fn a_deleted_report_stays_deleted() {
    let delete = |by| DeleteReport { by: user(by) };
    given::<SavedReport>(saved()).when(delete(1)).then_types(&["saved_report_deleted"]);
    given::<SavedReport>(saved()).when(delete(2)).then_refused(SavedReportRefusal::NotOwner);
    given::<SavedReport>([]).when(delete(1)).then_refused(SavedReportRefusal::NotSaved);
    let gone = history::<SavedReport>(&saved(), [delete(1).into()]);
    given::<SavedReport>(gone.clone()).when(delete(1)).then_nothing();
    given::<SavedReport>(gone).when(rename("باز", 1)).then_refused(SavedReportRefusal::Deleted);
}
