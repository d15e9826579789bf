//! How families come, are asked, sorted, and leave.

use chrono::{Datelike, Days, NaiveDate};
use hamyar_domain::family::*;
use hamyar_events::family::*;
use hamyar_events::*;
use hamyar_persian::JalaliDate;
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

use super::{Due, FamilyDue, Life, Planner, family_rng, people};
use crate::act::Who;
use crate::ids::make;
use crate::words;
use crate::world::World;

/// The families before anything has happened to them.
pub(super) fn lives(rng: &mut StdRng, world: &World, families: usize, seed: u64) -> Vec<Life> {
    let shares: Vec<u32> = world.centers.iter().map(|center| center.share).collect();
    let total: u32 = shares.iter().sum();
    (0..families)
        .map(|family| {
            let mut point = rng.random_range(0..total.max(1));
            let center = shares.iter().position(|share| {
                let here = point < *share;
                point = point.saturating_sub(*share);
                here
            });
            let mut own = family_rng(seed, family);
            let name = words::FAMILY_NAMES.choose(&mut own).copied().unwrap_or_default().to_owned();
            Life {
                id: FamilyId(make(&mut own)),
                center: center.unwrap_or(0),
                state: Default::default(),
                household: people::Household { people: Vec::new(), female_headed: false },
                name,
                holder: None,
                holding: 0,
                readings: Default::default(),
                over: false,
                imported: own.random_bool(0.16),
                rng: own,
            }
        })
        .collect()
}

/// When each family comes.
pub(super) fn arrivals(planner: &mut Planner) {
    for family in 0..planner.families.len() {
        let opened = planner.world.centers[planner.families[family].center].opened_on;
        let days = (planner.today - opened).num_days().max(60) as f64;
        let point: f64 = planner.families[family].rng.random();
        // The first weeks of a center are for its own people; after that about as many come in every month.
        let offset = 40.0 + (days - 42.0) * point.powf(0.95);
        let day = opened.checked_add_days(Days::new(offset as u64)).unwrap_or(opened);
        planner.on(day.min(planner.today), Due::Family(family, FamilyDue::Identify));
    }
}

impl Planner {
    pub(super) fn identify(&mut self, f: usize) {
        let center = self.families[f].center;
        self.world.centers[center].files += 1;
        let file_number = format!("{}-{:05}", self.world.centers[center].prefix, self.world.centers[center].files);
        let neighborhoods = self.world.centers[center].neighborhoods.clone();
        let Some(neighborhood_id) = self.pick(f, &neighborhoods) else { return };
        let name = self.families[f].name.clone();
        let day = self.day;
        self.families[f].household = people::household(&mut self.families[f].rng, &name, day);
        let referred = self.families[f].imported || self.luck(f, 45);
        let referrers = self.world.referrers.clone();
        let address = self.address(f);
        let imported = self.families[f].imported;
        let registration = Registration {
            entry: if referred { EntryWay::Referred } else { EntryWay::SelfReferred },
            source: self.source(f, referred),
            referred_by: if referred { self.pick(f, &referrers) } else { None },
            referred_by_name: None,
            register: imported.then(|| format!("register-{}", JalaliDate::from(day).year())),
            declared: imported.then(|| self.declared(f)),
        };
        let who = if imported { Who::Import } else { Who::Manager(center) };
        let family = FamilyIdentified {
            file_number,
            center_id: Some(self.world.centers[center].id),
            neighborhood_id,
            family_name: self.personal(f, name),
            address: Some(address),
            registration,
            identified_on: day,
        };
        if !self.family(f, who, IdentifyFamily { family, today: day }) {
            self.families[f].over = true;
            return;
        }
        let people = self.families[f].household.people.clone();
        // A register names the head alone; the others become known when somebody goes there.
        let known = if imported { 1 } else { people.len() };
        for person in people.iter().take(known) {
            self.join(f, who, person.clone());
        }
        let days = if imported { self.chance(f, 10..=90) } else { self.chance(f, 1..=15) };
        self.family_later(f, days, FamilyDue::Consent);
        let days = self.chance(f, 0..=4);
        self.family_later(f, days, FamilyDue::SortOut);
        if self.luck(f, 4) {
            let days = self.chance(f, 120..=500);
            self.family_later(f, days, FamilyDue::Moved);
        }
    }

    fn join(&mut self, f: usize, who: Who, person: people::Person) {
        let member = MemberJoined { member_id: person.id, member: person.facts, joined_on: self.day };
        self.family(f, who, JoinMember { member, today: self.day });
    }

    fn address(&mut self, f: usize) -> Personal<String> {
        let street = self.pick(f, words::STREETS).unwrap_or_default();
        let (lane, house) = (self.chance(f, 1..=28), self.chance(f, 1..=190));
        self.personal(f, format!("{street}، فرعی {lane}، پلاک {house}"))
    }

    fn source(&mut self, f: usize, referred: bool) -> InformationSource {
        let sources: &[InformationSource] = if referred {
            &[InformationSource::State, InformationSource::SupportInstitution, InformationSource::SupportInstitution]
        } else {
            &[
                InformationSource::LocalSetting,
                InformationSource::LocalSetting,
                InformationSource::PeoplesGroup,
                InformationSource::Canvassing,
                InformationSource::FacilitationOffice,
            ]
        };
        self.pick(f, sources).unwrap_or(InformationSource::LocalSetting)
    }

    fn declared(&mut self, f: usize) -> Declared {
        let id = self.families[f].id.0;
        let income = self.chance(f, 0..=90) as i64 * 100_000;
        let cause = self.pick(f, words::HEADSHIP_CAUSES).map(|cause| self.personal(f, cause));
        Declared {
            dependents: u8::try_from(self.families[f].household.people.len().saturating_sub(1)).ok(),
            monthly_income: Some(Personal::of_family(id, income)),
            headship_cause: cause.filter(|_| self.families[f].household.female_headed),
            supported_by: self.luck(f, 40).then(|| Personal::of_family(id, "کمیته امداد".to_owned())),
            note: None,
        }
    }

    /// A first place among the tiers, from what others told.
    pub(super) fn sort_out(&mut self, f: usize) {
        let tier = match self.chance(f, 0..=99) {
            0..=57 => Tier::Harmed,
            58..=84 => Tier::AtRisk,
            _ => Tier::Stable,
        };
        let center = self.families[f].center;
        let outside_information = self.source(f, true);
        let command = AssignPreliminaryTier {
            tier,
            outside_information,
            household_type: None,
            assigned_on: self.day,
            today: self.day,
        };
        self.family(f, Who::Manager(center), command);
        if self.luck(f, 6) {
            let text = self.pick(f, words::SAFE_CONTACT).unwrap_or_default();
            let contact = SafeContactSet { instruction: self.personal(f, text), window: None };
            self.family(f, Who::Manager(center), SetSafeContact { contact });
        }
    }

    pub(super) fn ask_consent(&mut self, f: usize) {
        let who = Who::Manager(self.families[f].center);
        match self.chance(f, 0..=99) {
            // Nobody was found at home; asked again later.
            0..=9 => {
                let days = self.chance(f, 15..=60);
                self.family_later(f, days, FamilyDue::Consent);
            }
            10..=13 => {
                let reason = self.pick(f, words::REFUSE_REASONS).map(|text| self.personal(f, text));
                self.family(
                    f,
                    who,
                    RefuseConsent { refusal: ConsentRefused { reason, refused_on: self.day }, today: self.day },
                );
                if self.luck(f, 50) {
                    let days = self.chance(f, 60..=200);
                    self.family_later(f, days, FamilyDue::Consent);
                }
            }
            _ => self.consent(f, who),
        }
    }

    fn consent(&mut self, f: usize, who: Who) {
        let people = self.families[f].household.people.clone();
        for person in people.iter() {
            if !self.families[f].state.members.contains_key(&person.id) {
                self.join(f, who, person.clone());
            }
        }
        let head = people.first().map(|person| person.id);
        let consent = ConsentGiven { basis: ConsentBasis::Head, member_id: head, ground: None, given_on: self.day };
        if !self.family(f, who, GiveConsent { consent, today: self.day }) {
            return;
        }
        self.categories(f, who);
        let days = self.chance(f, 2..=24);
        self.family_later(f, days, FamilyDue::Baseline);
        if self.luck(f, 2) {
            let days = self.chance(f, 100..=400);
            self.family_later(f, days, FamilyDue::Withdraw);
        }
    }

    fn categories(&mut self, f: usize, who: Who) {
        let mut categories = Vec::new();
        if self.families[f].household.female_headed {
            categories.push("female_head_of_household");
        }
        let others: &[(&str, u32)] = &[
            ("unemployed", 25),
            ("destitute", 15),
            ("stipend_family", 18),
            ("special_illness", 8),
            ("physical_disability", 7),
            ("addict", 7),
            ("working_child", 4),
            ("malnourished_child", 3),
        ];
        for (code, percent) in others {
            if self.luck(f, *percent) {
                categories.push(code);
            }
        }
        for category in categories {
            let category = CategoryAdded { category: category.to_owned(), member_id: None };
            self.family(f, who, AddCategory { category });
        }
        if self.luck(f, 30) {
            let agencies = self.world.referrers.clone();
            let kind = self.pick(f, &[CoverageKind::Stipend, CoverageKind::Insurance, CoverageKind::Support]);
            if let (Some(agency_id), Some(kind)) = (self.pick(f, &agencies[..2]), kind) {
                let years = self.chance(f, 1..=6);
                let since = NaiveDate::from_ymd_opt(self.day.year() - years as i32, 3, 21).unwrap_or(self.day);
                let coverage = CoverageRecorded { agency_id, kind, since };
                self.family(f, who, RecordCoverage { coverage, today: self.day });
            }
        }
    }

    pub(super) fn withdraw_consent(&mut self, f: usize) {
        if self.families[f].holder.is_some() {
            self.release(f, ReleaseReason::FamilyAsked);
        }
        if self.families[f].holder.is_some() || !self.families[f].state.consent.covers(self.day) {
            return;
        }
        let reason = self.pick(f, words::WITHDRAW_REASONS).map(|text| self.personal(f, text));
        let withdrawal = ConsentWithdrawn { reason, withdrawn_on: self.day };
        let who = Who::Manager(self.families[f].center);
        self.family(f, who, WithdrawConsent { withdrawal, today: self.day });
        self.families[f].over = true;
    }

    pub(super) fn move_house(&mut self, f: usize) {
        let neighborhoods = self.world.centers[self.families[f].center].neighborhoods.clone();
        let Some(neighborhood_id) = self.pick(f, &neighborhoods) else { return };
        let address = self.address(f);
        let address = AddressChanged { neighborhood_id, address: Some(address), changed_on: self.day };
        let who = self.writer(f);
        self.family(f, who, ChangeAddress { address, today: self.day });
    }

    /// Closes the case, when nothing is open in it.
    pub(super) fn close(&mut self, f: usize, reason: CloseReason) {
        let state = &self.families[f].state;
        let open = state.holding.is_some()
            || state.referrals.values().any(|referral| referral.state == ReferralState::Open)
            || state.tasks.values().any(|task| task.state.is_open());
        if open || state.closed_on.is_some() {
            return;
        }
        let closing = CaseClosed { reason, note: None, closed_on: self.day };
        let who = Who::Manager(self.families[f].center);
        if self.family(f, who, CloseCase { closing, today: self.day }) {
            self.families[f].over = true;
        }
    }
}
