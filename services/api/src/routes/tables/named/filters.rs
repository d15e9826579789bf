//! What a file is asked for: filters as people and operations read them, and what the file says it was narrowed to.

use hamyar_identity::policy::{Action, Resource};
use hamyar_projections::names::{self, NamedKind};
use hamyar_projections::views::Title;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::IntoParams;
use uuid::Uuid;

use super::super::words;
use crate::auth::Signed;
use crate::input::PageQuery;
use crate::problem::{Problem, from_database};
use crate::state::AppState;

/// Of what. A report takes some of these, as its screen does; what it does not take is refused.
#[derive(Clone, Debug, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct NamedQuery {
    /// Below this place, group or neighborhood.
    pub(super) place_id: Option<String>,
    center_id: Option<String>,
    pub(super) neighborhood_id: Option<String>,
    /// The own one where it is needed and absent.
    pub(super) agency_id: Option<String>,
    pub(super) office_id: Option<String>,
    /// The own one where it is needed and absent.
    pub(super) commission_id: Option<String>,
    pub(super) family_id: Option<String>,
    caseworker_id: Option<String>,
    /// Jalali year.
    pub(super) year: Option<String>,
    /// 1 to 4.
    pub(super) quarter: Option<String>,
    /// First day, in either calendar.
    from: Option<String>,
    /// Last day, in either calendar.
    until: Option<String>,
    /// `social`, `economic`, `cultural`.
    domain: Option<String>,
    /// A level of priorities, or of the matrix of interventions.
    level: Option<String>,
    /// Of the matrix of interventions.
    approach: Option<String>,
    /// A field of programs.
    field: Option<String>,
    /// Of programs: `false` for those in no cell of the matrix.
    classed: Option<String>,
    /// Of programs that go on: `false` for those in which no agency has a part.
    divided: Option<String>,
    /// Of tasks: those that this agency or caseworker answers for.
    pub(super) responsible_id: Option<String>,
    /// Of duties: `all`, `reported`, `unreported` or a state.
    rows: Option<String>,
    /// A state of tasks, actions or offices.
    state: Option<String>,
    /// Of offices: `contract`, `evaluation`, `report`.
    late: Option<String>,
    /// Log position to wait for.
    at_least: Option<String>,
}

/// What a filter is called in the file.
pub(super) const FILTERS: &[(&str, &str, &str)] = &[
    ("place_id", "جا", "Place"),
    ("center_id", "مرکز", "Center"),
    ("neighborhood_id", "محله", "Neighborhood"),
    ("agency_id", "دستگاه", "Agency"),
    ("office_id", "دفتر", "Office"),
    ("commission_id", "کمیسیون", "Commission"),
    ("family_id", "پرونده", "File"),
    ("caseworker_id", "همیار", "Caseworker"),
    ("year", "سال", "Year"),
    ("quarter", "سه‌ماهه", "Quarter"),
    ("from", "از روز", "From"),
    ("until", "تا روز", "Until"),
    ("domain", "بخش", "Domain"),
    ("level", "سطح", "Level"),
    ("approach", "رویکرد", "Approach"),
    ("field", "حوزه", "Field"),
    ("classed", "در ماتریس", "In the matrix"),
    ("divided", "با تقسیم کار", "With a division of labour"),
    ("responsible_id", "مسئول", "Responsible"),
    ("rows", "سطرها", "Rows"),
    ("state", "وضع", "State"),
    ("late", "دیرکرده", "Late"),
];

/// What filters of codes are told by.
const WORDS: &[(&str, &str, &str)] = &[
    ("true", "بله", "yes"),
    ("false", "نه", "no"),
    ("all", "همه", "all"),
    ("reported", "گزارش‌شده", "reported"),
    ("unreported", "بی گزارش", "unreported"),
    ("not_begun", "آغاز نشده", "not begun"),
    ("underway", "در دست", "under way"),
    ("hindered", "به مانع خورده", "hindered"),
    ("structural", "ساختاری", "structural"),
    ("institutional", "نهادی", "institutional"),
    ("relational", "روابط اجتماعی", "relational"),
    ("preventive", "پیشگیرانه", "preventive"),
    ("curative", "درمانگر", "curative"),
    ("addiction", "کاهش اعتیاد", "addiction"),
    ("divorce", "کاهش طلاق", "divorce"),
    ("moral_corruption", "مفاسد اخلاقی", "moral corruption"),
    ("marginal_settlement", "حاشیه‌نشینی", "marginal settlement"),
    ("socially_harmed", "ساماندهی آسیب‌دیدگان اجتماعی", "the socially harmed"),
    ("acute_areas", "مناطق حاد و بحرانی", "acute areas"),
    ("called", "فراخوان شده", "called"),
    ("contracted", "قرارداد بسته", "under contract"),
    ("contract", "پس از پایان قرارداد", "beyond the contract"),
    ("evaluation", "ارزیابی", "evaluation"),
    ("report", "گزارش سه‌ماهه", "quarterly report"),
];

impl NamedQuery {
    /// Ids are told in any digits, and a blank one is none.
    fn values(&self) -> Value {
        let mut values = serde_json::to_value(self).unwrap_or_default();
        for (name, ..) in FILTERS.iter().filter(|(name, ..)| name.ends_with("_id")) {
            let id = values[*name].as_str().map(|text| hamyar_persian::digits::to_ascii(text.trim()));
            values[*name] = json!(id.filter(|id| !id.is_empty()));
        }
        values
    }

    /// The filters as an operation of a screen reads them.
    pub(super) fn asked<Q: DeserializeOwned>(&self) -> Result<Q, Problem> {
        serde_json::from_value(self.values()).map_err(|_| Problem::Unreadable("unreadable_query"))
    }

    /// The same, of one page.
    pub(super) fn page<Q: DeserializeOwned>(&self, names: [&str; 2], cursor: Option<&str>) -> Result<Q, Problem> {
        let mut values = self.values();
        values[names[0]] = json!(cursor);
        values[names[1]] = json!("100");
        serde_json::from_value(values).map_err(|_| Problem::Unreadable("unreadable_query"))
    }

    /// What was asked for, blank ones left out.
    pub(super) fn given(&self) -> Vec<(&'static str, String)> {
        let values = self.values();
        let given = FILTERS.iter().filter_map(|(name, ..)| {
            let text = values[*name].as_str()?.trim();
            (!text.is_empty()).then(|| (*name, text.to_owned()))
        });
        given.collect()
    }

    pub(super) fn id(&self, name: &'static str, text: &Option<String>) -> Result<Uuid, Problem> {
        let mut read = PageQuery::default();
        let id = read.parse(name, text);
        read.done()?;
        id.ok_or_else(|| Problem::field(name, "required"))
    }
}

/// A query names what some report knows; a key that none knows is refused, not dropped.
pub(crate) fn only_known(keys: &[(String, String)]) -> Result<(), Problem> {
    let is_known = |key: &str| key == "at_least" || FILTERS.iter().any(|(known, ..)| *known == key);
    match keys.iter().find(|(key, _)| !is_known(key)) {
        Some((key, _)) => Err(Problem::field(key, "not_expected")),
        None => Ok(()),
    }
}

/// A filter, and what was given for it.
pub(super) type Given = (&'static str, String);

/// Among what the id of a filter is looked for; a filter that is no id has none.
fn kinds(filter: &str) -> &'static [NamedKind] {
    match filter {
        "place_id" => &[NamedKind::Place, NamedKind::Neighborhood],
        "center_id" => &[NamedKind::Center],
        "neighborhood_id" => &[NamedKind::Neighborhood],
        "agency_id" => &[NamedKind::Agency],
        "office_id" => &[NamedKind::Office],
        "commission_id" => &[NamedKind::Commission],
        "family_id" => &[NamedKind::Family],
        "caseworker_id" => &[NamedKind::Caseworker],
        "responsible_id" => &[NamedKind::Agency, NamedKind::Caseworker],
        _ => &[],
    }
}

/// The name that an id of a filter has for this reader: a caseworker's only where the reader reads that caseworker.
async fn name(state: &AppState, signed: &Signed, filter: &str, id: Uuid) -> Result<Option<String>, Problem> {
    let failed = |error| from_database("names", error);
    for kind in kinds(filter) {
        if *kind == NamedKind::Caseworker {
            let center_id = names::center_of_caseworker(state.read(), id).await.map_err(failed)?;
            if signed.check(Action::ReadCaseworker, &Resource::Caseworker { id, center_id }).is_err() {
                continue;
            }
        }
        let found = names::name_of(state.read(), *kind, id).await.map_err(failed)?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// A code, a day or a number as people read it.
fn in_words(value: &str) -> Title {
    let (fa, en) = match WORDS.iter().find(|(code, ..)| *code == value) {
        Some((_, fa, en)) => (*fa, *en),
        None => (words::of(value, true), words::of(value, false)),
    };
    Title::new(hamyar_persian::digits::to_persian(fa), en)
}

/// What the file was narrowed to, as people read it.
pub(super) async fn told(state: &AppState, signed: &Signed, given: &[Given]) -> Result<Vec<Title>, Problem> {
    let mut lines = Vec::with_capacity(given.len());
    for (filter, value) in given {
        let Some((_, fa, en)) = FILTERS.iter().find(|(known, ..)| known == filter) else { continue };
        let value = match value.parse::<Uuid>() {
            Ok(id) => match name(state, signed, filter, id).await? {
                Some(name) => Title::new(name.clone(), name),
                None => Title::new("یکی، بی نام", "one, not named"),
            },
            Err(_) => in_words(value),
        };
        lines.push(Title::new(format!("{fa}: {}", value.fa), format!("{en}: {}", value.en)));
    }
    Ok(lines)
}

/// The commission of whoever sits in one alone.
pub(super) fn own_commission(signed: &Signed) -> Option<Uuid> {
    let own: Vec<Uuid> = signed.principal.commission_ids();
    own.first().filter(|_| own.len() == 1).copied()
}

/// What was asked for, and the own one that the report falls back on where none was named.
pub(super) fn with_own(signed: &Signed, key: &str, mut given: Vec<Given>) -> Vec<Given> {
    let own_agency = || signed.principal.agency_id().map(|id| ("agency_id", id));
    let own_commission = || own_commission(signed).map(|id| ("commission_id", id));
    let own = match key {
        "agenda" => own_commission(),
        "commission-tasks" if given.iter().any(|(name, _)| *name == "commission_id") => None,
        "commission-tasks" => own_commission().or_else(own_agency),
        "agency-actions" => own_agency(),
        "caseload" | "families-without-caseworker" => {
            signed.principal.center_ids().first().map(|id| ("center_id", *id))
        }
        _ => None,
    };
    if let Some((name, id)) = own.filter(|(name, _)| given.iter().all(|(known, _)| known != name)) {
        given.insert(0, (name, id.to_string()));
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_no_report_knows_is_named() {
        let keys = |name: &str| [("at_least".to_owned(), "1".to_owned()), (name.to_owned(), String::new())];
        assert!(only_known(&keys("place_id")).is_ok());
        assert!(only_known(&keys("placeid")).is_err());
    }

    #[test]
    fn an_id_is_read_in_any_digits_and_looked_for_by_its_own_kind() {
        let id = "00000000-0000-7000-8000-000000000012";
        let persian = hamyar_persian::digits::to_persian(id);
        let query: NamedQuery = serde_json::from_value(json!({ "place_id": persian })).expect("a query");
        assert_eq!(query.given(), [("place_id", id.to_owned())]);
        for (name, ..) in FILTERS {
            assert_eq!(kinds(name).is_empty(), !name.ends_with("_id"), "{name}");
        }
    }
}
