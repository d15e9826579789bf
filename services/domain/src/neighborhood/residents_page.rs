//! Rules of the page that residents read without signing in.

use chrono::NaiveDate;
use hamyar_events::NeighborhoodEvent;
use hamyar_events::neighborhood::{ResidentsPage, ResidentsPagePublished, ResidentsPageWithdrawn};
use hamyar_persian::fold_joined;
use serde::{Deserialize, Serialize};

use super::{Neighborhood, NeighborhoodRefusal};
use crate::checks::Checks;

/// Publish what was decided for the place, as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublishResidentsPage {
    pub page: ResidentsPage,
    pub published_on: NaiveDate,
    /// The version that was on the screen; 0 where none was published yet.
    pub after_version: Option<u32>,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// Take the page back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WithdrawResidentsPage {
    pub reason: String,
    pub withdrawn_on: NaiveDate,
    /// Today in Tehran.
    #[serde(skip)]
    pub today: NaiveDate,
}

/// The page that was published last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Published {
    pub published: ResidentsPagePublished,
    pub withdrawn_on: Option<NaiveDate>,
}

/// Lines of the page at most: it prints on one or two sheets.
pub const PAGE_LINES_MAX: usize = 60;

/// Words that label a place or those who live in it. Seed 002: living at the margin does not mean breaking norms («حاشیه نشینی لزوما مترادف هنجارشکنی
/// نیست»); so no page says either.
const LABELLING: &[&str] = &[
    "حاشیه نشین",
    "زاغه",
    "آلونک",
    "هنجارشکن",
    "ناهنجار",
    "بزهکار",
    "مجرم",
    "جرم خیز",
    "خلافکار",
    "معتاد",
    "اراذل",
    "اوباش",
    "بدنام",
    "فقیرنشین",
    "محروم نشین",
    "slum",
    "marginal",
    "criminal",
    "delinquent",
    "addict",
    "deviant",
];

/// The first labelling word in a text, in any spelling: its words apart, joined or with a half space, and with any ending.
pub fn labelling_word(text: &str) -> Option<&'static str> {
    let parts: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).map(fold_joined).filter(|part| !part.is_empty()).collect();
    LABELLING.iter().copied().find(|label| {
        let wanted = fold_joined(label);
        // Only a label of two words may be written in two: «او باشد» is none.
        let is_two = label.contains(' ');
        parts.iter().enumerate().any(|(n, part)| {
            let next = parts.get(n + 1).filter(|_| is_two);
            part.starts_with(&wanted) || next.is_some_and(|next| format!("{part}{next}").starts_with(&wanted))
        })
    })
}

/// Every text of a page, with its field.
fn texts(page: &ResidentsPage) -> impl Iterator<Item = (String, &str)> {
    let actions =
        page.actions.iter().enumerate().map(|(n, one)| (format!("page.actions[{n}].text"), one.text.as_str()));
    let plans = page.plans.iter().enumerate().map(|(n, one)| (format!("page.plans[{n}].title"), one.title.as_str()));
    let duties = page.duties.iter().enumerate().map(|(n, one)| (format!("page.duties[{n}].text"), one.text.as_str()));
    let office = page.office.iter().flat_map(|office| {
        let name = office.name.as_deref().map(|text| ("page.office.name".to_owned(), text));
        let address = office.address.as_deref().map(|text| ("address".to_owned(), text));
        let hours = office.hours.as_deref().map(|text| ("hours".to_owned(), text));
        [name, address, hours].into_iter().flatten()
    });
    actions.chain(plans).chain(duties).chain(office)
}

type Decided = Result<Vec<NeighborhoodEvent>, NeighborhoodRefusal>;

impl Neighborhood {
    pub(super) fn publish_residents_page(&self, command: &PublishResidentsPage) -> Decided {
        self.known()?;
        let page = &command.page;
        let mut checks = Checks::new();
        checks.past("published_on", command.published_on, command.today);
        for (field, text) in texts(page) {
            checks.text(field, text, 4000);
        }
        checks.done::<NeighborhoodRefusal>()?;
        let before = self.case.page.as_ref();
        let version = before.map_or(0, |one| one.published.version);
        if command.after_version.is_some_and(|seen| seen != version) {
            return Err(NeighborhoodRefusal::ResidentsPageChanged { version });
        }
        let lines = page.actions.len() + page.plans.len() + page.duties.len() + page.approvals.len();
        if lines == 0 {
            return Err(NeighborhoodRefusal::ResidentsPageEmpty);
        }
        if lines > PAGE_LINES_MAX {
            return Err(NeighborhoodRefusal::ResidentsPageTooLong { lines: u32::try_from(lines).unwrap_or(u32::MAX) });
        }
        if let Some(word) = texts(page).find_map(|(_, text)| labelling_word(text)) {
            return Err(NeighborhoodRefusal::LabellingWord { word: word.to_owned() });
        }
        let stands = before.is_some_and(|one| one.withdrawn_on.is_none() && one.published.page == *page);
        if stands {
            return Ok(Vec::new());
        }
        let published = ResidentsPagePublished {
            version: version.saturating_add(1),
            page: page.clone(),
            published_on: command.published_on,
        };
        Ok(vec![published.into()])
    }

    pub(super) fn withdraw_residents_page(&self, command: &WithdrawResidentsPage) -> Decided {
        self.known()?;
        let mut checks = Checks::new();
        checks.text("reason", &command.reason, 1000);
        checks.past("withdrawn_on", command.withdrawn_on, command.today);
        checks.done::<NeighborhoodRefusal>()?;
        let page = self.case.page.as_ref().filter(|one| one.withdrawn_on.is_none());
        let page = page.ok_or(NeighborhoodRefusal::NoResidentsPage)?;
        let mut checks = Checks::new();
        checks.between("withdrawn_on", command.withdrawn_on, page.published.published_on, command.today);
        checks.done::<NeighborhoodRefusal>()?;
        Ok(vec![ResidentsPageWithdrawn { reason: command.reason.clone(), withdrawn_on: command.withdrawn_on }.into()])
    }
}
