//! What may be read by whoever has not signed in: what was decided for a place and published for those who live there. Everything else is nobody's.

use super::Action;

/// Whether an act needs no session.
pub const fn may_unsigned(action: Action) -> bool {
    matches!(action, Action::ReadResidentsPage)
}

/// Values of the residents' page, by their way through it; a list is passed through. It holds what was decided, by whom and how far it is: no person, no
/// family, no count, nothing of the power map, of a profile or of a priority.
const RESIDENTS_PAGE: &str = "
neighborhood.id neighborhood.name city version published_on.iso published_on.jalali
page.actions.text page.actions.horizon page.actions.agencies page.actions.state
page.plans.title page.plans.agencies page.plans.state
page.duties.agency page.duties.text page.duties.state
page.approvals.kind page.approvals.bodies page.approvals.on
page.office.name page.office.address page.office.hours
";

/// Whether a value that is reached this way is told to whoever has not signed in.
pub fn unsigned_field(way: &str) -> bool {
    RESIDENTS_PAGE.split_whitespace().any(|known| known == way)
}

/// Whether a list that is reached this way may stand empty: something of its items is told, or it is a value itself.
pub fn unsigned_list(way: &str) -> bool {
    let inside = format!("{way}.");
    RESIDENTS_PAGE.split_whitespace().any(|known| known == way || known.starts_with(&inside))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_people_families_or_counts_is_told() {
        for way in [
            "families",
            "page.families",
            "page.actions.id",
            "page.actions.persons",
            "page.duties.report",
            "page.actors",
            "page.profile",
            "page.priority",
            "page.office.telephone",
            "published_by",
            "page",
            "",
        ] {
            assert!(!unsigned_field(way), "{way}");
        }
        assert!(unsigned_field("page.actions.text"));
        assert!(may_unsigned(Action::ReadResidentsPage) && !may_unsigned(Action::ReadLists));
    }
}
