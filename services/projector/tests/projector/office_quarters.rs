//! A quarter of offices whose neighborhoods come and go: each is counted on the days on which it was served, and once in a sum, whoever served it.

use chrono::{Days, NaiveDate};
use hamyar_events::QuarterFigure as F;
use hamyar_events::neighborhood::*;
use hamyar_events::office::*;
use hamyar_events::*;
use hamyar_persian::{add_jalali_months, quarter_bounds};
use hamyar_projections::offices::{OfficeFilter, OfficesQuarter, QuarterSum, quarter, quarters};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use tokio::runtime::Runtime;

use crate::story::*;
use crate::support::Database;

const READ: [&str; 4] = ["places", "directory", "neighborhood_cases", "offices"];
/// Two in the city, one in the other.
const HOODS: [u128; 3] = [HERE, THERE, 12];
const CITIES: [u128; 3] = [CITY, CITY, OTHER_CITY];
const OFFICES: [u128; 3] = [20_000, 20_001, 20_002];
const REQUESTS: u128 = 30_000;
const REPORTS: u128 = 40_000;
const TODAY: &str = "2026-06-01";

/// Autumn of 1404: 2025-09-23 to 2025-12-21.
const YEAR: u16 = 1404;
const QUARTER: u8 = 3;

fn called(hood: u128, on: NaiveDate) -> OfficeCalled {
    OfficeCalled {
        name: "دفتر".to_owned(),
        place_id: id(PROVINCE).into(),
        neighborhood_ids: vec![id(hood).into()],
        called_on: on,
    }
}

fn added(hood: u128, on: NaiveDate) -> OfficeNeighborhoodAdded {
    OfficeNeighborhoodAdded { neighborhood_id: id(hood).into(), added_on: on }
}

fn left(hood: u128, on: NaiveDate) -> OfficeNeighborhoodLeft {
    OfficeNeighborhoodLeft { neighborhood_id: id(hood).into(), reason: "x".to_owned(), left_on: on }
}

fn closed(on: NaiveDate) -> OfficeClosed {
    OfficeClosed { reason: OfficeCloseReason::WorkDone, note: None, closed_on: on }
}

fn duty(number: usize, duty: u16, state: DutyState, on: NaiveDate) -> AgencyDutyReported {
    AgencyDutyReported {
        report_id: id(REPORTS + number as u128).into(),
        agency_id: id(AGENCY).into(),
        duty,
        state,
        text: "x".to_owned(),
        evidence: None,
        reported_on: on,
    }
}

fn asked(request: u128, on: NaiveDate) -> UtilityRequested {
    UtilityRequested {
        request_id: id(request).into(),
        agency_id: id(AGENCY).into(),
        utility: Utility::Water,
        text: "x".to_owned(),
        out_of_turn: true,
        municipality_agreed_on: None,
        requested_on: on,
    }
}

fn answered(request: u128, answer: UtilityAnswer, on: NaiveDate) -> UtilityAnswered {
    UtilityAnswered { request_id: id(request).into(), answer, text: "x".to_owned(), answered_on: on }
}

fn priority(level: PriorityLevel, on: NaiveDate) -> NeighborhoodPrioritySet {
    let computed = PriorityComputation {
        rule_version: 1,
        profile_version: 1,
        level,
        score: 500,
        groups: Vec::new(),
        explanation: sentence("x"),
    };
    NeighborhoodPrioritySet { priority: PriorityGiven { level, computed, override_reason: None }, set_on: on }
}

/// The story in the read models, which stand at its end.
async fn told(story: &Story) -> Database {
    let database = Database::with_some(story, &READ).await;
    let mut connection = database.connection("projection").await;
    sqlx::query("update projection.checkpoint set position = $1")
        .bind(i64::try_from(story.told.len()).unwrap())
        .execute(&mut connection)
        .await
        .unwrap();
    database
}

async fn read(database: &Database, within: Option<u128>, today: NaiveDate) -> OfficesQuarter {
    let filter = OfficeFilter { everywhere: true, within: within.map(id), ..OfficeFilter::default() };
    quarters(&database.pool, &filter, YEAR, QUARTER, today).await.unwrap().expect("a quarter")
}

fn value(numbers: &[QuarterSum], figure: F) -> i64 {
    numbers.iter().find(|one| one.figure == figure).map(|one| one.value).expect("a number")
}

fn of(view: &OfficesQuarter, office: u128, figure: F) -> i64 {
    let found = view.offices.iter().find(|one| one.office.id == id(office)).expect("the office");
    value(&found.numbers, figure)
}

/// The offices that are listed, by their place among [`OFFICES`].
fn listed(view: &OfficesQuarter) -> BTreeSet<usize> {
    let place = |office: uuid::Uuid| OFFICES.iter().position(|one| id(*one) == office).expect("an office");
    view.offices.iter().map(|one| place(one.office.id)).collect()
}

#[tokio::test]
async fn a_neighborhood_of_two_offices_is_whole_in_each_row_and_once_in_the_sum() {
    let [first, second, other] = OFFICES;
    let mut story = ground(HOODS.into_iter().zip(CITIES));
    for (office, hood) in [(first, HERE), (second, HERE), (other, 12)] {
        story
            .office(office, called(hood, day("2025-04-01")))
            .office(office, OfficeOpened { opened_on: day("2025-05-01") });
    }
    // The second leaves in the middle of the quarter: what is said after that is the first's alone.
    story.office(second, left(HERE, day("2025-11-01"))).office(second, added(THERE, day("2025-11-01")));
    story
        .neighborhood(HERE, priority(PriorityLevel::First, day("2025-06-01")))
        .neighborhood(HERE, duty(0, 1, DutyState::Underway, day("2025-10-01")))
        .neighborhood(HERE, duty(1, 1, DutyState::Done, day("2025-12-01")))
        .neighborhood(HERE, duty(2, 2, DutyState::Hindered, day("2025-07-01")))
        .neighborhood(HERE, asked(REQUESTS, day("2025-10-02")))
        .neighborhood(12, asked(REQUESTS + 1, day("2025-10-02")));
    let database = told(&story).await;
    let view = read(&database, None, day(TODAY)).await;
    let row = |office: u128| {
        [F::PrioritiesFirst, F::DutiesReported, F::DutiesDone, F::DutiesLate, F::RequestsRaised, F::RequestsOpen]
            .map(|figure| of(&view, office, figure))
    };
    assert_eq!(row(first), [1, 1, 1, 1, 1, 1]);
    // It served the place when the duty was under way, and no more at the end.
    assert_eq!(row(second), [0, 1, 0, 0, 1, 0]);
    assert_eq!(row(other), [0, 0, 0, 0, 1, 1]);
    let sum = [F::PrioritiesFirst, F::DutiesReported, F::DutiesDone, F::DutiesLate, F::RequestsRaised, F::RequestsOpen]
        .map(|figure| value(&view.numbers, figure));
    assert_eq!(sum, [1, 1, 1, 1, 2, 2], "the duty once, by its last word; the first's request once, and the other's");
    assert_eq!(view.shared.iter().map(|one| one.id).collect::<Vec<_>>(), [id(HERE)]);
    assert_eq!(view.shared[0].name.as_deref(), Some("محله 10"));
    let apart = read(&database, Some(OTHER_CITY), day(TODAY)).await;
    assert!(apart.shared.is_empty(), "one office serves it");
    assert_eq!(value(&apart.numbers, F::RequestsRaised), 1);
}

#[tokio::test]
async fn a_past_quarter_of_a_place_is_of_the_offices_that_served_it_then() {
    let [gone, came, never_open] = OFFICES;
    let mut story = ground(HOODS.into_iter().zip(CITIES));
    story
        .office(gone, called(HERE, day("2025-04-01")))
        .office(gone, OfficeOpened { opened_on: day("2025-05-01") })
        .office(came, called(12, day("2025-04-01")))
        .office(came, OfficeOpened { opened_on: day("2025-05-01") })
        .office(never_open, called(HERE, day("2025-04-01")))
        .neighborhood(HERE, asked(REQUESTS, day("2025-10-02")))
        // After the quarter the one moves to the other city, the other to this one.
        .office(gone, added(12, day("2026-01-10")))
        .office(gone, left(HERE, day("2026-01-10")))
        .office(came, added(HERE, day("2026-01-10")))
        .office(came, left(12, day("2026-01-10")));
    let database = told(&story).await;
    let here = read(&database, Some(CITY), day(TODAY)).await;
    assert_eq!((listed(&here), here.open, here.not_open), (BTreeSet::from([0]), 1, 1));
    assert_eq!(value(&here.numbers, F::RequestsRaised), 1);
    let there = read(&database, Some(OTHER_CITY), day(TODAY)).await;
    assert_eq!((listed(&there), there.not_open), (BTreeSet::from([1]), 0));
    assert_eq!(value(&there.numbers, F::RequestsRaised), 0);
    assert_eq!(listed(&read(&database, Some(PROVINCE), day(TODAY)).await), BTreeSet::from([0, 1]));
    // In the quarter after it they stand where they are today.
    let filter = OfficeFilter { everywhere: true, within: Some(id(OTHER_CITY)), ..OfficeFilter::default() };
    let spring = quarters(&database.pool, &filter, 1405, 1, day(TODAY)).await.unwrap().expect("a quarter");
    assert_eq!(listed(&spring), BTreeSet::from([0]));
    // An office that was called after a quarter is none that was not open in it.
    let spring = quarters(&database.pool, &OfficeFilter { within: None, ..filter }, 1403, 1, day(TODAY)).await.unwrap();
    assert_eq!(spring.map(|view| (view.open, view.not_open)), Some((0, 0)));
}

/// What one office counts in one neighborhood that it left and came back to.
async fn left_and_back(left_on: &str, back_on: &str) -> (i64, i64, i64) {
    let office = OFFICES[0];
    let mut story = ground(HOODS.into_iter().zip(CITIES));
    story
        .office(office, called(HERE, day("2025-04-01")))
        .office(office, OfficeOpened { opened_on: day("2025-05-01") })
        .office(office, left(HERE, day(left_on)))
        .office(office, added(HERE, day(back_on)));
    for (number, on) in ["2025-10-01", "2025-10-31", "2025-11-01", "2025-11-02", "2025-12-01"].into_iter().enumerate() {
        story.neighborhood(HERE, asked(REQUESTS + number as u128, day(on)));
    }
    story.neighborhood(HERE, priority(PriorityLevel::Second, day("2025-11-01")));
    let database = told(&story).await;
    let view = read(&database, Some(CITY), day(TODAY)).await;
    assert!(view.shared.is_empty(), "it is one office");
    (
        value(&view.numbers, F::RequestsRaised),
        value(&view.numbers, F::RequestsOpen),
        value(&view.numbers, F::PrioritiesSecond),
    )
}

#[tokio::test]
async fn spans_of_an_office_that_touch_or_overlap_are_one_and_a_gap_is_none_of_its_days() {
    assert_eq!(left_and_back("2025-11-01", "2025-11-01").await, (5, 5, 1), "they touch");
    assert_eq!(left_and_back("2025-11-02", "2025-10-20").await, (5, 5, 1), "they overlap: told out of their order");
    // What stands open at the end is the office's, though it was asked for while it was away.
    assert_eq!(left_and_back("2025-10-31", "2025-11-02").await, (3, 5, 1), "two days between them");
    assert_eq!(left_and_back("2025-10-31", "2026-02-01").await, (1, 0, 0), "it came back after the quarter");
}

/// One office: when it is called and for what, how many days later it opens, and how many after that it closes.
#[derive(Clone, Debug)]
struct Life {
    called: u64,
    hood: usize,
    opens: u64,
    closes: Option<u64>,
}

/// What happens: an office takes a neighborhood up, or leaves one it serves; or something that a quarter counts of a neighborhood.
#[derive(Clone, Debug)]
struct Happening {
    what: u8,
    office: usize,
    hood: usize,
    on: u64,
    choice: usize,
}

fn life() -> impl Strategy<Value = Life> {
    let closes = prop_oneof![2 => Just(None), 1 => (0u64..200).prop_map(Some)];
    (0u64..140, 0usize..3, 0u64..60, closes).prop_map(|(called, hood, opens, closes)| Life {
        called,
        hood,
        opens,
        closes,
    })
}

fn happening() -> impl Strategy<Value = Happening> {
    (0u8..10, 0usize..3, 0usize..3, 0u64..240, 0usize..12).prop_map(|(what, office, hood, on, choice)| Happening {
        what,
        office,
        hood,
        on,
        choice,
    })
}

/// An office as its days are told, one neighborhood after the other.
struct Served {
    called: NaiveDate,
    opened: NaiveDate,
    closed: Option<NaiveDate>,
    spans: Vec<(usize, NaiveDate, Option<NaiveDate>)>,
}

impl Served {
    /// Whether it served a neighborhood on a day, open or not.
    fn served(&self, hood: usize, on: NaiveDate) -> bool {
        self.spans.iter().any(|(one, from, until)| *one == hood && *from <= on && until.is_none_or(|until| on < until))
    }

    fn works(&self, hood: usize, on: NaiveDate) -> bool {
        self.opened <= on && self.closed.is_none_or(|closed| on < closed) && self.served(hood, on)
    }
}

/// What a quarter counts of a neighborhood, in the order of the log.
#[derive(Clone, Copy)]
enum Fact {
    Duty(u16, DutyState),
    Asked(u128),
    Answered(u128, UtilityAnswer),
    Priority(PriorityLevel),
}

/// Histories as events, and as a quarter should understand them.
fn happened(lives: &[Life], happenings: &[Happening]) -> (Story, Vec<Served>, Vec<(usize, NaiveDate, Fact)>) {
    let first = quarter_bounds(YEAR, QUARTER).unwrap().0 - Days::new(140);
    let mut story = ground(HOODS.into_iter().zip(CITIES));
    let mut offices = Vec::new();
    for (life, office) in lives.iter().zip(OFFICES) {
        let called_on = first + Days::new(life.called);
        let opened = called_on + Days::new(life.opens);
        story.office(office, called(HOODS[life.hood], called_on)).office(office, OfficeOpened { opened_on: opened });
        let closed = life.closes.map(|after| opened + Days::new(after));
        offices.push(Served { called: called_on, opened, closed, spans: vec![(life.hood, called_on, None)] });
    }
    let mut facts: Vec<(usize, NaiveDate, Fact)> = Vec::new();
    for (number, happening) in happenings.iter().enumerate() {
        let (hood, choice) = (happening.hood, happening.choice);
        let on = first + Days::new(happening.on);
        let fact = match happening.what {
            0..4 => {
                let office = &mut offices[happening.office];
                let on = on.max(office.called);
                match office.spans.iter_mut().rfind(|(one, _, until)| *one == hood && until.is_none()) {
                    Some((_, _, until)) => {
                        *until = Some(on);
                        story.office(OFFICES[happening.office], left(HOODS[hood], on));
                    }
                    None => {
                        office.spans.push((hood, on, None));
                        story.office(OFFICES[happening.office], added(HOODS[hood], on));
                    }
                }
                continue;
            }
            4 | 5 => {
                let state = [DutyState::Underway, DutyState::Done, DutyState::Hindered][choice % 3];
                let duty_number = u16::try_from(choice % 2).unwrap() + 1;
                story.neighborhood(HOODS[hood], duty(number, duty_number, state, on));
                Fact::Duty(duty_number, state)
            }
            6 | 7 => {
                let request = REQUESTS + number as u128;
                story.neighborhood(HOODS[hood], asked(request, on));
                Fact::Asked(request)
            }
            8 => {
                let before: Vec<u128> = facts
                    .iter()
                    .filter_map(|(one, _, fact)| match fact {
                        Fact::Asked(request) if *one == hood => Some(*request),
                        _ => None,
                    })
                    .collect();
                if before.is_empty() {
                    continue;
                }
                let request = before[choice % before.len()];
                let answer = [UtilityAnswer::Accepted, UtilityAnswer::Connected, UtilityAnswer::Refused][choice % 3];
                story.neighborhood(HOODS[hood], answered(request, answer, on));
                Fact::Answered(request, answer)
            }
            _ => {
                let level = [PriorityLevel::First, PriorityLevel::Second, PriorityLevel::Third][choice % 3];
                story.neighborhood(HOODS[hood], priority(level, on));
                Fact::Priority(level)
            }
        };
        facts.push((hood, on, fact));
    }
    for (office, days) in OFFICES.into_iter().zip(&offices) {
        if let Some(on) = days.closed {
            story.office(office, closed(on));
        }
    }
    (story, offices, facts)
}

/// What some offices together should count, day by day and neighborhood by neighborhood, each once.
fn expected(offices: &[&Served], facts: &[(usize, NaiveDate, Fact)], today: NaiveDate) -> BTreeMap<&'static str, i64> {
    let (from, end) = quarter_bounds(YEAR, QUARTER).unwrap();
    let works = |hood: usize, on: NaiveDate| offices.iter().any(|one| one.works(hood, on));
    let counts = |hood: usize, on: NaiveDate| (from..=end).contains(&on) && works(hood, on);
    let late = |said: NaiveDate| add_jalali_months(said + Days::new(1), 4) <= end.min(today);
    let mut numbers = BTreeMap::new();
    let mut add = |figure: &'static str, holds: bool| *numbers.entry(figure).or_insert(0) += i64::from(holds);
    let known: Vec<_> = facts.iter().filter(|(_, on, _)| *on <= end).collect();
    for hood in 0..HOODS.len() {
        let here = || known.iter().filter(|(one, _, _)| *one == hood);
        let at_end = works(hood, end);
        for number in [1, 2] {
            let duties = || {
                here().filter_map(|(_, on, fact)| match fact {
                    Fact::Duty(duty, state) if *duty == number => Some((*on, *state)),
                    _ => None,
                })
            };
            let said = duties().rfind(|(on, _)| counts(hood, *on));
            add("duties_reported", said.is_some());
            add("duties_done", said.is_some_and(|(_, state)| state == DutyState::Done));
            add(
                "duties_late",
                at_end && duties().next_back().is_some_and(|(on, state)| state != DutyState::Done && late(on)),
            );
        }
        for (_, asked_on, fact) in here() {
            let Fact::Asked(request) = fact else { continue };
            let answers = || {
                here().filter_map(|(_, on, fact)| match fact {
                    Fact::Answered(of, answer) if of == request => Some((*on, *answer)),
                    _ => None,
                })
            };
            add("requests_raised", counts(hood, *asked_on));
            let open = answers().next_back().is_none_or(|(_, answer)| answer == UtilityAnswer::Accepted);
            add("requests_open", at_end && open);
        }
        let answered: BTreeSet<u128> = here()
            .filter_map(|(_, on, fact)| match fact {
                Fact::Answered(request, _) if counts(hood, *on) => Some(*request),
                _ => None,
            })
            .collect();
        answered.iter().for_each(|_| add("requests_answered", true));
        let level = here()
            .filter_map(|(_, _, fact)| match fact {
                Fact::Priority(level) => Some(*level),
                _ => None,
            })
            .next_back();
        for (figure, wanted) in [
            ("priorities_first", PriorityLevel::First),
            ("priorities_second", PriorityLevel::Second),
            ("priorities_third", PriorityLevel::Third),
        ] {
            add(figure, at_end && level == Some(wanted));
        }
    }
    numbers.retain(|_, value| *value > 0);
    numbers
}

fn counted(numbers: &[QuarterSum]) -> BTreeMap<&'static str, i64> {
    numbers.iter().filter(|one| one.value > 0).map(|one| (one.figure.as_str(), one.value)).collect()
}

/// The offices that worked in one of these neighborhoods in the quarter, where any are named, and were open in it.
fn worked_in(offices: &[Served], hoods: Option<&[usize]>) -> BTreeSet<usize> {
    let (from, end) = quarter_bounds(YEAR, QUARTER).unwrap();
    let days = || from.iter_days().take_while(|on| *on <= end);
    // The day on which it closes is one to report on.
    let open = |one: &Served, on: NaiveDate| one.opened <= on && one.closed.is_none_or(|closed| on <= closed);
    let there = |one: &Served, on| hoods.is_none_or(|hoods| hoods.iter().any(|hood| one.served(*hood, on)));
    let worked = |one: &Served| days().any(|on| open(one, on) && there(one, on));
    (0..offices.len()).filter(|place| worked(&offices[*place])).collect()
}

async fn compare(database: &Database, offices: &[Served], facts: &[(usize, NaiveDate, Fact)], today: NaiveDate) {
    let (from, end) = quarter_bounds(YEAR, QUARTER).unwrap();
    for (place, hoods) in
        [(None, None), (Some(CITY), Some([0, 1].as_slice())), (Some(OTHER_CITY), Some([2].as_slice()))]
    {
        let view = read(database, place, today).await;
        let those = worked_in(offices, hoods);
        assert_eq!(listed(&view), those, "{place:?}");
        for one in &those {
            let found = view.offices.iter().find(|found| found.office.id == id(OFFICES[*one])).unwrap();
            assert_eq!(counted(&found.numbers), expected(&[&offices[*one]], facts, today), "office {one}");
            // Its own page says the same, and opens each number to its events.
            let own = quarter(&database.pool, id(OFFICES[*one]), YEAR, QUARTER, today).await.unwrap().unwrap();
            let own: Vec<_> = own.numbers.iter().map(|one| (one.figure, one.value)).collect();
            let row: Vec<_> = found.numbers.iter().map(|one| (one.figure, one.value)).collect();
            assert_eq!(own, row, "office {one}");
        }
        let together: Vec<&Served> = those.iter().map(|one| &offices[*one]).collect();
        assert_eq!(counted(&view.numbers), expected(&together, facts, today), "{place:?}");
        let by = |hood: usize, one: &Served| from.iter_days().take_while(|on| *on <= end).any(|on| one.works(hood, on));
        let shared = |hood: &usize| together.iter().filter(|one| by(*hood, one)).count() > 1;
        let shared: BTreeSet<_> = (0..HOODS.len()).filter(shared).map(|hood| id(HOODS[hood])).collect();
        assert_eq!(view.shared.iter().map(|one| one.id).collect::<BTreeSet<_>>(), shared, "{place:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_quarter_counts_what_its_days_say_whatever_overlaps(
        lives in prop::collection::vec(life(), 3),
        happenings in prop::collection::vec(happening(), 1..70),
    ) {
        Runtime::new().unwrap().block_on(async {
            let (story, offices, facts) = happened(&lives, &happenings);
            let database = told(&story).await;
            let end = quarter_bounds(YEAR, QUARTER).unwrap().1;
            // While it runs, and long after it.
            for today in [end - Days::new(20), day(TODAY)] {
                compare(&database, &offices, &facts, today).await;
            }
        });
    }
}
