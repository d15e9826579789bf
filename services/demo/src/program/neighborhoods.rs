//! Profiles, boundaries, priorities, who acts in a neighborhood, agencies' duties, and what came of the roadmaps' actions.

use chrono::{Days, NaiveDate};
use hamyar_domain::Neighborhood;
use hamyar_domain::neighborhood::*;
use hamyar_events::neighborhood::*;
use hamyar_events::*;
use rand::Rng;
use rand::seq::IndexedRandom;
use std::collections::BTreeSet;
use uuid::Uuid;

use super::{Program, Stream, words};
use crate::act::Who;
use crate::words as names;
use crate::world::City;

/// Where the two cities lie, in millionths of a degree. The boundaries drawn around these points are invented, and their source says so.
const CENTERS: [(City, [i32; 2]); 2] =
    [(City::Mashhad, [59_600_000, 36_300_000]), (City::Qazvin, [50_005_000, 36_270_000])];

const STEP: i32 = 12_000;

impl Program<'_> {
    pub(super) fn keep_neighborhoods(&mut self) {
        for (city, center) in CENTERS {
            for (place, id) in self.neighborhoods_of(city).into_iter().enumerate() {
                let Some(mut stream) = self.neighborhoods.remove(&id) else { continue };
                self.keep_one(&mut stream, (city, place, center));
                self.settle(&mut stream);
                self.neighborhoods.insert(id, stream);
            }
        }
    }

    /// The neighborhoods that the centers of a city cover, in their order.
    pub(super) fn neighborhoods_of(&self, city: City) -> Vec<Uuid> {
        let centers = self.planner.world.centers.iter().filter(|center| center.city == city);
        let mut seen = BTreeSet::new();
        centers.flat_map(|center| &center.neighborhoods).map(|id| id.0).filter(|id| seen.insert(*id)).collect()
    }

    fn keep_one(&mut self, stream: &mut Stream<Neighborhood>, (city, place, center): (City, usize, [i32; 2])) {
        let who = Who::Facilitator(city);
        // Some have no profile yet, and some a profile and no priority.
        if place % 9 == 8 {
            return;
        }
        let drawn_on = self.ago(520 - (place as u64 % 40));
        let drawn = NeighborhoodBoundaryDrawn {
            boundary: boundary(place, center),
            as_of: drawn_on,
            source: "نمونه؛ مرز ساختگی".to_owned(),
        };
        stream.ask(drawn_on, who, DrawBoundary { drawn, today: drawn_on });
        let need = self.rng.random_range(15..85);
        self.profile(stream, (self.ago(500 - place as u64), who), need);
        if place % 9 != 7 {
            let day = self.ago(470 - place as u64);
            let set =
                SetPriority { given: None, cause: None, set_on: day, rule: PriorityRuleInForce::default(), today: day };
            stream.ask(day, Who::Officer(0), set);
        }
        if place % 4 == 0 {
            // A year later it was counted again, a little better, and looked at again.
            self.profile(stream, (self.ago(110 - place as u64 % 30), who), (need - 9).max(5));
            if place % 9 != 7 {
                let day = self.ago(70);
                let cause = Some("شمارش تازه".to_owned());
                let set =
                    SetPriority { given: None, cause, set_on: day, rule: PriorityRuleInForce::default(), today: day };
                stream.ask(day, Who::Officer(0), set);
            }
        }
        if place < 12 {
            self.map_power(stream, who);
            self.watch_duties(stream, who);
        }
        self.move_actions(stream);
    }

    /// A count of what the priority rule asks for, and of people, households and assets. `need`: 0 lacks nothing, 100 everything.
    fn profile(&mut self, stream: &mut Stream<Neighborhood>, (day, who): (NaiveDate, Who), need: i64) {
        let ends: Vec<_> = default_priority_rule().groups.into_iter().flat_map(|group| group.indicators).collect();
        let mut counted = Vec::new();
        for one in ends {
            let share = (need + self.rng.random_range(-18..=18)).clamp(0, 100);
            let value = one.best_thousandths + (one.worst_thousandths - one.best_thousandths) * share / 100;
            counted.push((one.indicator, value / 100 * 100));
        }
        let people = self.rng.random_range(40..220) * 100;
        let households = people * 10 / 34;
        for (code, value) in [
            ("population", people),
            ("foreign_nationals", people * self.rng.random_range(0..12) / 100),
            ("school_age", people * 21 / 100),
            ("elderly", people * 6 / 100),
            ("households", households),
            ("households_female_headed", households * self.rng.random_range(7..16) / 100),
            ("households_stipend", households * self.rng.random_range(9..22) / 100),
            ("local_groups", self.rng.random_range(1..9)),
            ("volunteers", self.rng.random_range(10..90)),
            ("skilled", self.rng.random_range(8..30)),
        ] {
            counted.push((code.to_owned(), value * 1000));
        }
        let methods = [CountMethod::FieldCount, CountMethod::Sample, CountMethod::AgencyRegister];
        let counted = counted.into_iter().map(|(indicator, value_thousandths)| {
            let method = methods.choose(&mut self.rng).copied().unwrap_or(CountMethod::Sample);
            FigureCounted { indicator, value_thousandths, method, counted_on: day }
        });
        let counted = counted.collect();
        // What documents declare of it stays beside the count.
        let last = stream.state.profile.as_ref();
        let (figures, notes) = last.map(|last| (last.figures.clone(), last.notes.clone())).unwrap_or_default();
        let record = RecordProfile { figures, counted, notes, as_of: day, today: Some(day), after_version: None };
        stream.ask(day, who, record);
    }

    fn map_power(&mut self, stream: &mut Stream<Neighborhood>, who: Who) {
        for (number, (title, part, attitude, reason)) in words::ACTORS.into_iter().enumerate() {
            let mapped_on = self.ago(400 - 7 * number as u64);
            let actor = LocalActorMapped {
                actor_id: LocalActorId(self.id()),
                kind: if title.starts_with("مدیر") { LocalActorKind::PublicRole } else { LocalActorKind::Body },
                title: title.to_owned(),
                part: part.parse().unwrap_or(ActorPart::Influential),
                agency_id: None,
                attitude: attitude.parse().unwrap_or(Attitude::Indifferent),
                reason: reason.to_owned(),
                influence: self.rng.random_range(2..=5),
                mapped_on,
            };
            stream.ask(mapped_on, who, MapActor { actor, again: false, today: mapped_on });
        }
        for number in 0..9_u64 {
            let recorded_on = self.ago(360 - 9 * number);
            let resident_id = ResidentId(self.id());
            let (attitude, reason) = words::ATTITUDES[usize::try_from(number).unwrap_or(0) * 7 % 5 % 3];
            let own = |text: String| Personal::of_person(resident_id.0, text);
            let name = self.somebody();
            let resident = ResidentAttitudeRecorded {
                resident_id,
                name: own(name),
                attitude: own(attitude.to_owned()),
                reason: own(reason.to_owned()),
                recorded_on,
            };
            stream.ask(recorded_on, who, RecordResident { resident, again: false, today: recorded_on });
        }
        for (kind, standing) in [
            (LocalContactKind::Trusted, "ریش‌سفید محله؛ عصرها در مسجد است"),
            (LocalContactKind::SocialGate, "گرداننده گروه بانوان؛ سه‌شنبه‌ها در خانهٔ محله"),
        ] {
            let named_on = self.ago(390);
            let contact_id = LocalContactId(self.id());
            let name = self.somebody();
            let own = |text: String| Personal::of_person(contact_id.0, text);
            let contact =
                LocalContactNamed { contact_id, kind, name: own(name), standing: own(standing.to_owned()), named_on };
            stream.ask(named_on, who, NameContact { contact, again: false, today: named_on });
        }
    }

    /// A name combined at random.
    fn somebody(&mut self) -> String {
        let given = if self.rng.random_bool(0.5) { names::WOMEN } else { names::MEN };
        format!("{} {}", self.one(given), self.one(names::FAMILY_NAMES))
    }

    fn watch_duties(&mut self, stream: &mut Stream<Neighborhood>, who: Who) {
        let approved_on = self.ago(330);
        let approval = TargetPlaceApproved {
            body: "ستاد بازآفرینی پایدار استان".to_owned(),
            number: Some("۱۲".to_owned()),
            approved_on,
        };
        stream.ask(approved_on, Who::Officer(0), ApprovePlace { approval, today: approved_on });
        let mut agencies: Vec<(AgencyId, Vec<u16>)> =
            self.duties.iter().map(|(id, duties)| (*id, duties.clone())).collect();
        agencies.sort();
        for (agency_id, duties) in agencies {
            for duty in &duties {
                // Some have not said a word yet.
                if !self.rng.random_bool(0.45) {
                    continue;
                }
                let (state, text) = words::DUTY_REPORTS[self.rng.random_range(0..words::DUTY_REPORTS.len())];
                let days = self.rng.random_range(5..300);
                let reported_on = self.ago(days);
                let report = AgencyDutyReported {
                    report_id: DutyReportId(self.id()),
                    agency_id,
                    duty: *duty,
                    state: state.parse().unwrap_or(DutyState::Underway),
                    text: text.to_owned(),
                    evidence: None,
                    reported_on,
                };
                let duties = duties.iter().copied().collect();
                stream.ask(reported_on, Who::Agency(agency_id), ReportDuty { report, duties, today: reported_on });
            }
        }
        for (printed, utility, text) in [
            ("شرکت آب و فاضلاب", Utility::Water, "انشعاب آب برای ۱۸ خانه در کوچهٔ دوم"),
            ("شرکت گاز", Utility::Gas, "شبکهٔ گاز برای کوچهٔ چهارم"),
        ] {
            let Some(agency_id) = self.agency(printed) else { continue };
            let (asked, answered) = (self.ago(160), self.ago(130));
            let request_id = UtilityRequestId(self.id());
            let municipality_agreed_on = Some(asked);
            let text = text.to_owned();
            let request = RequestUtility {
                request_id,
                agency_id,
                utility,
                text,
                municipality_agreed_on,
                requested_on: asked,
                today: asked,
            };
            stream.ask(asked, who, request);
            if utility == Utility::Water {
                let text = "در برنامهٔ این فصل است.".to_owned();
                let answer =
                    UtilityAnswered { request_id, answer: UtilityAnswer::Accepted, text, answered_on: answered };
                stream.ask(answered, Who::Agency(agency_id), AnswerUtility { answer, today: answered });
            }
        }
    }

    /// Of the roadmap's actions some are under way, some done, one dropped.
    fn move_actions(&self, stream: &mut Stream<Neighborhood>) {
        let actions: Vec<(ActionId, AgencyId, Horizon)> = stream
            .state
            .roadmap
            .actions
            .iter()
            .filter_map(|(id, action)| Some((*id, *action.facts.agency_ids.first()?, action.facts.horizon)))
            .collect();
        for (number, (action_id, agency_id, horizon)) in actions.into_iter().enumerate() {
            if horizon == Horizon::Long && number % 3 != 0 {
                continue;
            }
            let begun = self.ago(300 - 11 * (number as u64 % 20));
            let evidence = "برنامه نوشته شد و کار آغاز شده است.".to_owned();
            let progress = ActionProgressed { action_id, agency_id, evidence, progressed_on: begun };
            stream.ask(begun, Who::Agency(agency_id), ProgressAction { progress, today: begun });
            let done = begun.checked_add_days(Days::new(45)).unwrap_or(begun);
            if horizon == Horizon::Short && number % 2 == 0 && done <= self.today {
                let evidence = "انجام شد؛ گزارش آن به دفتر رسید.".to_owned();
                let completion = ActionCompleted { action_id, agency_id, evidence, completed_on: done };
                stream.ask(done, Who::Agency(agency_id), CompleteAction { completion, today: done });
            }
        }
    }
}

/// A polygon of six corners in a grid of such around the city.
fn boundary(place: usize, [longitude, latitude]: [i32; 2]) -> Boundary {
    let place = i32::try_from(place).unwrap_or(0);
    let (column, row) = (place % 8 - 4, place / 8 - 4);
    let shift = if row.rem_euclid(2) == 0 { 0 } else { STEP / 2 };
    let at = [longitude + column * STEP + shift, latitude + row * STEP * 3 / 4];
    let (half, quarter) = (STEP / 2 - 300, STEP / 4 - 150);
    let corners =
        [(0, half), (half, quarter), (half, -quarter), (0, -half), (-half, -quarter), (-half, quarter), (0, half)];
    let ring = corners.into_iter().map(|(east, north)| [at[0] + east, at[1] + north]).collect();
    Boundary { polygons: vec![vec![ring]] }
}
