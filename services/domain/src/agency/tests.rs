use hamyar_events::AgencyLevel;
use hamyar_events::agency::{AgencyAliasAdded, AgencyDutyRecorded, AgencyRegistered, ListColumn, ListColumnsMapped};

use super::*;
use crate::testing::*;

fn registered() -> Vec<hamyar_events::AgencyEvent> {
    let agency = AgencyRegistered {
        name: "بهزیستی".to_owned(),
        name_en: None,
        level: AgencyLevel::National,
        enforcement: false,
        source: "organisations".to_owned(),
    };
    history::<Agency>(&[], [RegisterAgency { agency }.into()])
}

/// S085: other spellings are aliases of one agency.
#[test]
fn another_spelling_is_an_alias() {
    let alias = |text: &str| AddAlias { alias: AgencyAliasAdded { alias: text.to_owned(), source: "000".to_owned() } };
    let known = history::<Agency>(&registered(), [alias("بهبیستی").into()]);
    given::<Agency>(known.clone()).when(alias("بهبیستی")).then_nothing();
    given::<Agency>(known.clone()).when(alias("بهزیستی")).then_nothing();
    given::<Agency>(known).when(alias("بهبودیستی")).then_types(&["agency_alias_added"]);
    given::<Agency>([]).when(alias("بهبیستی")).then_refused(AgencyRefusal::NotRegistered);
}

#[test]
fn duties_and_the_enforcement_mark_change_only_by_news() {
    let duty = |text: &str| RecordDuty {
        duty: AgencyDutyRecorded { number: 1, text: text.to_owned(), source: "002".to_owned() },
    };
    let known = history::<Agency>(&registered(), [duty("پوشش بیمه").into()]);
    given::<Agency>(known.clone()).when(duty("پوشش بیمه")).then_nothing();
    given::<Agency>(known.clone()).when(duty("پوشش بیمهٔ زنان")).then_types(&["agency_duty_recorded"]);
    given::<Agency>(known.clone()).when(MarkEnforcement { enforcement: false }).then_nothing();
    given::<Agency>(known).when(MarkEnforcement { enforcement: true }).then_types(&["enforcement_marked"]);
}

#[test]
fn the_columns_of_an_agencys_lists_are_kept_whole_and_each_means_one_thing() {
    let map = |columns: &[(&str, &str)]| {
        let columns = columns
            .iter()
            .map(|(header, column)| ListColumn { header: (*header).to_owned(), column: (*column).to_owned() });
        MapListColumns { mapping: ListColumnsMapped { columns: columns.collect() } }
    };
    let one = map(&[("نام سرپرست", "given_name"), ("شهرت", "family_name")]);
    let known = history::<Agency>(&registered(), [one.clone().into()]);
    given::<Agency>(known.clone()).when(one.clone()).then_nothing();
    given::<Agency>(known).when(map(&[("شهرت", "family_name")])).then_types(&["list_columns_mapped"]);
    given::<Agency>(registered()).when(map(&[])).then_invalid(&["columns"]);
    given::<Agency>(registered())
        .when(map(&[("نام", "given_name"), ("نام کوچک", "given_name")]))
        .then_invalid(&["columns[1].column"]);
    given::<Agency>([]).when(one).then_refused(AgencyRefusal::NotRegistered);
}
