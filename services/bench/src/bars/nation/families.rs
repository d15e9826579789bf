//! Ten years of the province's families, as events: taken in, categories and tiers that change, services, some of whom move.

use chrono::{Days, NaiveDate};
use hamyar_events::family::*;
use hamyar_events::*;
use hamyar_projections::StreamEventAny;
use uuid::Uuid;

use super::id;
use super::told::{Province, Stream};

/// Families of each neighborhood.
const EACH: u128 = 20;
/// Days over which they come.
const DAYS: u128 = 3_650;
const CATEGORIES: [&str; 10] = [
    "addiction",
    "unemployment",
    "school_leaving",
    "disability",
    "violence",
    "illness",
    "debt",
    "housing",
    "prison",
    "widow",
];

impl Province {
    /// Every family.
    pub(super) fn families(&self) -> impl Iterator<Item = Stream> {
        (0..EACH * self.neighborhoods).map(|number| self.family(number))
    }

    fn family(&self, number: u128) -> Stream {
        let family = id(15, number);
        let home = number % self.neighborhoods;
        // Spread evenly, and not in the order of the neighborhoods.
        let ago = u64::try_from(number * 7_919 % DAYS).unwrap_or(0);
        let begins = self.today - Days::new(ago);
        let within = |parts: u64, part: u64| begins + Days::new(ago * part / parts);
        let mut events: Vec<(NaiveDate, FamilyEvent)> =
            vec![(begins, identified(family, number, self.neighborhood(home), begins).into())];
        let tiers = [Tier::Harmed, Tier::AtRisk, Tier::Stable];
        for part in 0..4 {
            let on = within(5, part);
            let tier = tiers[usize::try_from((number + u128::from(part)) % 3).unwrap_or(0)];
            events.push((on, tiered(tier, on).into()));
        }
        for part in 0..2 {
            let code = usize::try_from((number * 3 + u128::from(part)) % 10).unwrap_or(0);
            let category = CategoryAdded { category: CATEGORIES[code].to_owned(), member_id: None };
            events.push((within(4, part), category.into()));
        }
        for part in 0..6_u64 {
            let on = within(6, part + 1);
            let delivered = ServiceDelivered {
                service_id: id(14, number * 6 + u128::from(part)).into(),
                caseworker_id: None,
                visit_id: None,
                entry_id: None,
                service: served(Domain::ALL[usize::try_from((number + u128::from(part)) % 3).unwrap_or(0)], on),
            };
            events.push((on, delivered.into()));
        }
        // A twentieth lives elsewhere for the second half.
        if number.is_multiple_of(20) {
            let neighborhood_id = self.neighborhood((home + 1) % self.neighborhoods).into();
            let on = within(2, 1);
            events.push((on, AddressChanged { neighborhood_id, address: None, changed_on: on }.into()));
        }
        events.sort_by_key(|(on, _)| *on);
        let events = events.into_iter().map(|(on, event)| (on, StreamEventAny::Family(Box::new(event))));
        Stream::on_days(family, events)
    }
}

fn identified(family: Uuid, number: u128, home: Uuid, on: NaiveDate) -> FamilyIdentified {
    FamilyIdentified {
        file_number: format!("R{number}"),
        center_id: None,
        neighborhood_id: home.into(),
        family_name: Personal::of_family(family, "x".to_owned()),
        address: None,
        registration: Registration {
            entry: EntryWay::SelfReferred,
            source: InformationSource::LocalSetting,
            referred_by: None,
            referred_by_name: None,
            register: None,
            declared: None,
        },
        identified_on: on,
    }
}

fn tiered(tier: Tier, on: NaiveDate) -> TierAssigned {
    TierAssigned {
        moment: TierMoment::Interim,
        cycle: 1,
        tier,
        computed: None,
        r#override: None,
        explanation: Sentence { fa: "x".to_owned(), en: "x".to_owned() },
        outside_information: None,
        assessment_id: None,
        household_type: HouseholdType::FemaleHeaded,
        assigned_on: on,
    }
}

fn served(domain: Domain, on: NaiveDate) -> ServiceFacts {
    ServiceFacts {
        domain,
        kind: "loan".to_owned(),
        purpose: None,
        capacity: Capacity::Own,
        member_ids: Vec::new(),
        provider_agency_id: None,
        amount: None,
        amount_rials: None,
        particulars: None,
        outcome: None,
        note: None,
        delivered_on: on,
    }
}
