//! Ten years of a province, as events.

use chrono::{Days, NaiveDate, Utc};
use cqrs_es::event_sink::EventSink;
use hamyar_domain::neighborhood::default_priority_rule;
use hamyar_event_store::{Actor, CommandContext, Decider, Dependence, EventStore, HappenedAt, StreamEvent};
use hamyar_events::agency::{AgencyDutyRecorded, AgencyRegistered};
use hamyar_events::family::Sentence;
use hamyar_events::neighborhood::*;
use hamyar_events::office::*;
use hamyar_events::place::PlaceRegistered;
use hamyar_events::*;
use hamyar_persian::tehran::tehran_day_start;
use hamyar_persian::{add_jalali_months, quarter_bounds, quarter_of, tehran_date};
use hamyar_projections::{ProjectedEvent, StreamEventAny};
use serde::{Deserialize, Serialize};
use std::marker::PhantomData;
use uuid::Uuid;

use super::id;
use crate::Fault;

pub(super) const COUNTIES: u128 = 30;
/// Agencies, each with three duties: 36 duties as seed 002 has them.
const AGENCIES: u128 = 12;
const DUTIES: u16 = 3;

/// A province: an office for each neighborhood, and a county for each thirtieth.
pub(super) struct Province {
    pub(super) neighborhoods: u128,
    /// Quarters that each office reported on.
    quarters: u16,
    pub(super) today: NaiveDate,
}

/// The events of one stream.
pub(super) struct Stream {
    id: Uuid,
    events: Vec<StreamEventAny>,
    /// Days on which they were written down, those after them on the last; today where there are none.
    days: Vec<NaiveDate>,
    /// Quarterly reports among them.
    pub(super) reports: usize,
}

impl Stream {
    /// Each event with the day on which it was written down.
    pub(super) fn on_days(id: Uuid, events: impl Iterator<Item = (NaiveDate, StreamEventAny)>) -> Self {
        let (days, events) = events.unzip();
        Self { id, events, days, reports: 0 }
    }

    pub(super) fn projected(self, position: &mut i64) -> Vec<ProjectedEvent> {
        let now = Utc::now();
        let stream_id = self.id;
        let mut days = self.days.into_iter().map(tehran_day_start);
        let mut at = now;
        let each = self.events.into_iter().zip(1..).map(|(event, sequence)| {
            *position += 1;
            at = days.next().unwrap_or(at);
            ProjectedEvent {
                position: *position,
                stream: stream_of(&event).to_owned(),
                stream_id,
                sequence,
                event,
                actor: Actor::User(id(9, 9)),
                happened_at: HappenedAt::Instant(at),
                recorded_at: at,
                event_id: Uuid::now_v7(),
            }
        });
        each.collect()
    }
}

const fn stream_of(event: &StreamEventAny) -> &'static str {
    match event {
        StreamEventAny::Place(_) => "place",
        StreamEventAny::Agency(_) => "agency",
        StreamEventAny::Neighborhood(_) => "neighborhood",
        StreamEventAny::Family(_) => "family",
        _ => "office",
    }
}

/// An aggregate that records whatever it is told.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound = "")]
struct Told<E>(PhantomData<fn() -> E>);

impl<E> Default for Told<E> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

#[derive(Clone, Serialize)]
struct Tell<E>(Vec<E>);

#[derive(Debug, Serialize, thiserror::Error)]
#[error("never")]
struct Never;

impl<E: StreamEvent + Send + Sync + Clone + Serialize + 'static> cqrs_es::Aggregate for Told<E> {
    const TYPE: &'static str = E::STREAM;
    type Command = Tell<E>;
    type Event = E;
    type Error = Never;
    type Services = ();
    async fn handle(&mut self, command: Tell<E>, _: &(), sink: &EventSink<Self>) -> Result<(), Never> {
        for event in command.0 {
            sink.write(event, self).await;
        }
        Ok(())
    }
    fn apply(&mut self, _: E) {}
}

impl<E: StreamEvent + Send + Sync + Clone + Serialize + std::fmt::Debug + 'static> Decider for Told<E> {
    fn depends(_: &Tell<E>) -> Dependence {
        Dependence::Any
    }
}

fn place(level: PlaceLevel, name: &str, parent: Option<Uuid>) -> PlaceRegistered {
    PlaceRegistered {
        level,
        name: name.to_owned(),
        name_en: None,
        parent_id: parent.map(Into::into),
        number: None,
        valid_from: None,
        source: "x".to_owned(),
    }
}

impl Province {
    pub(super) fn new(neighborhoods: u128, quarters: u16) -> Self {
        Self { neighborhoods, quarters, today: tehran_date(Utc::now()) }
    }

    pub(super) fn id(&self) -> Uuid {
        id(2, 0)
    }

    pub(super) fn county(&self, number: u128) -> Uuid {
        id(3, number % COUNTIES)
    }

    pub(super) fn neighborhood(&self, number: u128) -> Uuid {
        id(4, number)
    }

    pub(super) fn office(&self, number: u128) -> Uuid {
        id(5, number)
    }

    /// The first day of the first quarter that was reported on.
    fn opened_on(&self) -> NaiveDate {
        let mut day = self.today;
        while add_jalali_months(day, self.quarters.saturating_mul(3) + 3) > self.today {
            day = day.checked_sub_days(Days::new(30)).unwrap_or(day);
        }
        let (year, quarter) = quarter_of(day);
        quarter_bounds(year, quarter).map_or(day, |(first, _)| first)
    }

    /// Every stream, those that others name first.
    pub(super) fn streams(&self) -> impl Iterator<Item = Stream> {
        let plain = |id, event: StreamEventAny| Stream { id, events: vec![event], days: Vec::new(), reports: 0 };
        let places = [
            plain(id(1, 0), StreamEventAny::Place(place(PlaceLevel::Country, "ایران", None).into())),
            plain(self.id(), StreamEventAny::Place(place(PlaceLevel::Province, "استان", Some(id(1, 0))).into())),
        ];
        let counties = (0..COUNTIES).map(move |n| {
            let county = place(PlaceLevel::County, &format!("شهرستان {n}"), Some(self.id()));
            plain(self.county(n), StreamEventAny::Place(county.into()))
        });
        let agencies = (0..AGENCIES).map(agency);
        let neighborhoods = (0..self.neighborhoods).map(|n| self.of_neighborhood(n));
        let offices = (0..self.neighborhoods).map(|n| self.of_office(n));
        places.into_iter().chain(counties).chain(agencies).chain(neighborhoods).chain(offices)
    }

    /// Writes one office and one neighborhood into the log, for what is decided from it.
    pub(super) async fn tell(&self, store: &EventStore) -> Result<(), Fault> {
        let context = || CommandContext::new(Uuid::now_v7(), Actor::system("bench"), HappenedAt::Day(self.today));
        let of_neighborhood = self.of_neighborhood(0).events.into_iter().filter_map(|event| match event {
            StreamEventAny::Neighborhood(event) => Some(event),
            _ => None,
        });
        let told = Tell::<NeighborhoodEvent>(of_neighborhood.collect());
        let wrong = |error: &dyn std::fmt::Debug| Fault::from(format!("{error:?}"));
        store
            .execute::<Told<NeighborhoodEvent>>(self.neighborhood(0), told, context())
            .await
            .map_err(|error| wrong(&error))?;
        let of_office = self.of_office(0).events.into_iter().filter_map(|event| match event {
            StreamEventAny::Office(event) => Some(event),
            _ => None,
        });
        let told = Tell::<OfficeEvent>(of_office.collect());
        store.execute::<Told<OfficeEvent>>(self.office(0), told, context()).await.map_err(|error| wrong(&error))?;
        Ok(())
    }

    fn of_neighborhood(&self, number: u128) -> Stream {
        let mut events: Vec<NeighborhoodEvent> = Vec::new();
        let registered = NeighborhoodRegistered {
            name: format!("محله {number}"),
            name_en: None,
            place_id: self.county(number).into(),
            valid_from: None,
            source: "x".to_owned(),
        };
        events.push(registered.into());
        let day = |years_ago: u64| self.today - Days::new(365 * years_ago + 30);
        // The registration came with what is known the longest.
        let mut days = vec![day(u64::from(self.quarters / 4))];
        // A tenth has no profile yet.
        let rule = default_priority_rule();
        let years = if number.is_multiple_of(10) && number > 0 { 0 } else { u64::from(self.quarters / 4).max(1) };
        for (version, years_ago) in (1..).zip((0..years).rev()) {
            let counted = rule.groups.iter().flat_map(|group| &group.indicators).map(|one| FigureCounted {
                indicator: one.indicator.clone(),
                value_thousandths: one.worst_thousandths,
                method: CountMethod::FieldCount,
                counted_on: day(years_ago),
            });
            let profile = NeighborhoodProfileRecorded {
                version,
                figures: Vec::new(),
                counted: counted.collect(),
                notes: Vec::new(),
                as_of: day(years_ago),
            };
            events.push(profile.into());
            events.push(self.priority(number, version, day(years_ago)));
            days.extend([day(years_ago); 2]);
        }
        let west = 59_000_000 + i32::try_from(number % 60).unwrap_or(0) * 12_000;
        let south = 36_000_000 + i32::try_from(number / 60).unwrap_or(0) * 12_000;
        let ring = (0..24).map(|n| {
            let turn = f64::from(n % 24) / 24.0 * std::f64::consts::TAU;
            [west + (turn.cos() * 5_000.0) as i32, south + (turn.sin() * 5_000.0) as i32]
        });
        let mut ring: Vec<[i32; 2]> = ring.collect();
        ring.push(ring[0]);
        let boundary = Boundary { polygons: vec![vec![ring]] };
        events.push(NeighborhoodBoundaryDrawn { boundary, as_of: day(1), source: "x".to_owned() }.into());
        let duties = (0..AGENCIES).flat_map(|agency| (1..=DUTIES).map(move |duty| (agency, duty)));
        for (agency, duty) in duties {
            for (round, state) in [(2_u64, DutyState::Underway), (0, DutyState::Done)] {
                let late = (number + u128::from(duty)).is_multiple_of(3);
                let report = AgencyDutyReported {
                    report_id: Uuid::now_v7().into(),
                    agency_id: id(6, agency).into(),
                    duty,
                    state: if late { DutyState::Underway } else { state },
                    text: "کار پیش رفت".to_owned(),
                    evidence: None,
                    reported_on: self.today - Days::new(if late { 200 } else { 20 } + round * 100),
                };
                events.push(report.into());
            }
        }
        let page = ResidentsPage {
            duties: vec![PageDuty {
                agency: "دستگاه".to_owned(), text: "روشنایی".to_owned(), state: DutyState::Done
            }],
            ..ResidentsPage::default()
        };
        events.push(ResidentsPagePublished { version: 1, page, published_on: day(0) }.into());
        let events = events.into_iter().map(StreamEventAny::Neighborhood).collect();
        Stream { id: self.neighborhood(number), events, days, reports: 0 }
    }

    fn priority(&self, number: u128, version: u32, on: NaiveDate) -> NeighborhoodEvent {
        let level = [PriorityLevel::First, PriorityLevel::Second, PriorityLevel::Third][(number % 3) as usize];
        let computed = PriorityComputation {
            rule_version: 1,
            profile_version: version,
            level,
            score: (number % 1_000) as u16,
            groups: Vec::new(),
            explanation: Sentence { fa: "x".to_owned(), en: "x".to_owned() },
        };
        let priority = PriorityGiven { level, computed, override_reason: None };
        if version == 1 {
            NeighborhoodPrioritySet { priority, set_on: on }.into()
        } else {
            NeighborhoodReprioritized { before: level, priority, cause: "x".to_owned(), set_on: on }.into()
        }
    }

    fn of_office(&self, number: u128) -> Stream {
        let opened_on = self.opened_on();
        let home: NeighborhoodId = self.neighborhood(number).into();
        let until = if number.is_multiple_of(7) { self.today - Days::new(10) } else { self.today + Days::new(300) };
        let mut events: Vec<OfficeEvent> = vec![
            OfficeCalled {
                name: format!("دفتر {number:04}"),
                place_id: self.county(number).into(),
                neighborhood_ids: vec![home],
                called_on: opened_on,
            }
            .into(),
            OfficeContracted {
                operator: Operator { agency_id: None, name: Some("مؤسسه".to_owned()) },
                number: "۱".to_owned(),
                from: opened_on,
                until,
                amount_rials: 1_000_000,
                source: "استانداری".to_owned(),
                contracted_on: opened_on,
            }
            .into(),
            OfficeOpened { opened_on }.into(),
        ];
        for task in ["1.1", "1.2", "2.1.1", "2.1.2", "2.2.1", "2.3.1", "2.4.1"] {
            let progressed = OfficeTaskProgressed {
                task: task.to_owned(),
                neighborhood_ids: vec![home],
                state: WorkState::Done,
                evidence: "صورت‌جلسه".to_owned(),
                progressed_on: opened_on + Days::new(40),
            };
            events.push(progressed.into());
        }
        // A fifth is one report behind.
        let quarters = self.quarters - u16::from(number.is_multiple_of(5));
        let (mut year, mut quarter) = quarter_of(opened_on);
        for n in 0..quarters {
            let figures = QuarterFigure::ALL.iter().map(|figure| ReportedFigure { figure: *figure, value: n.into() });
            let Some((_, last)) = quarter_bounds(year, quarter) else { break };
            let reported =
                OfficeQuarterReported { year, quarter, figures: figures.collect(), counted_to: 1, reported_on: last };
            events.push(reported.into());
            if n % 2 == 1 {
                events.push(evaluated(n / 2 + 1, last).into());
            }
            (year, quarter) = if quarter < 4 { (year, quarter + 1) } else { (year + 1, 1) };
        }
        let needs = NeedsProfileDrafted {
            neighborhood_id: home,
            version: 1,
            facilities: "درمانگاه نیست".to_owned(),
            abnormalities: "بیکاری".to_owned(),
            needs: vec!["درمانگاه".to_owned()],
            drafted_by: id(9, 9).into(),
            drafted_on: opened_on + Days::new(90),
        };
        events.push(needs.into());
        let events = events.into_iter().map(StreamEventAny::Office).collect();
        Stream { id: self.office(number), events, days: Vec::new(), reports: quarters.into() }
    }
}

fn agency(number: u128) -> Stream {
    let registered = AgencyRegistered {
        name: format!("دستگاه {number}"),
        name_en: None,
        level: AgencyLevel::Local,
        enforcement: false,
        source: "x".to_owned(),
    };
    let duties = (1..=DUTIES).map(|number| AgencyDutyRecorded {
        number,
        text: format!("وظیفهٔ {number}"),
        source: "x".to_owned(),
    });
    let events = std::iter::once(AgencyEvent::from(registered)).chain(duties.map(Into::into));
    Stream { id: id(6, number), events: events.map(StreamEventAny::Agency).collect(), days: Vec::new(), reports: 0 }
}

fn evaluated(number: u16, on: NaiveDate) -> OfficeEvaluated {
    let lines = || vec!["یک نکته".to_owned(), "نکتهٔ دیگر".to_owned()];
    OfficeEvaluated {
        number,
        committee: "فرمانداری و شورا".to_owned(),
        strengths: lines(),
        weaknesses: lines(),
        opportunities: lines(),
        threats: lines(),
        remedies: lines(),
        next_year: "ادامهٔ کار".to_owned(),
        submitted_on: on,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_province_has_a_hundred_and_twenty_thousand_reports_but_for_those_that_are_late() {
        let province = Province::new(50, 40);
        let reports: usize = province.streams().map(|stream| stream.reports).sum();
        assert_eq!(reports, 50 * 40 - 10);
        assert!(province.opened_on() < province.today - Days::new(3_600));
    }
}
