//! The statistics of the empowerment pilot, from a register made for it: 5,972 women, seven funds, three kinds of bodies.

use chrono::Days;
use hamyar_events::council::*;
use hamyar_events::fund::*;
use hamyar_events::*;
use hamyar_projections::councils::council_report;
use hamyar_projections::funds::{FundFilter, fund_report};
use hamyar_projections::pilot::{PilotFigure, pilot_figures};

use crate::story::*;
use crate::support::Database;

const WOMEN: u128 = 5_972;
const FUNDS: u128 = 7;
const MEMBERS: u128 = 600;
const TRAININGS: u128 = 40;
const LOANS: u128 = 373;
/// Where numbers of each kind begin.
const FAMILY: u128 = 100_000;
const WOMAN: u128 = 200_000;
const FUND: u128 = 300_000;
const OTHER: u128 = 400_000;

const READ: &[&str] = &["families", "funds", "councils", "services", "activities", "situations", "places", "directory"];

fn women(story: &mut Story) {
    for number in 0..WOMEN {
        let (family, woman) = (FAMILY + number, WOMAN + number);
        let mut head = member(woman, "زینب");
        (head.member.relation, head.member.sex) = (Relation::Head, Some(Sex::Female));
        let mut file = identified(family, &format!("R1-{number:05}"), "نمونه");
        file.identified_on = day("2014-09-01");
        story.family(family, file).family(family, head);
    }
}

/// Members by turns; each training has fifteen of one fund, and every fund's loans go to members on two others' word.
fn funds(story: &mut Story) {
    let fund_of = |member: u128| FUND + member % FUNDS;
    for fund in FUND..FUND + FUNDS {
        let formed = FundFormed {
            center_id: id(CENTER).into(),
            name: "صندوق".to_owned(),
            neighborhood_id: Some(id(HERE).into()),
            agency_id: None,
            formed_on: day("2014-10-23"),
        };
        story.fund(fund, formed);
    }
    for member in 0..MEMBERS {
        let (family_id, member_id) = (id(FAMILY + member).into(), id(WOMAN + member).into());
        let joined_on = day("2014-11-01");
        story.fund(fund_of(member), FundMemberJoined { family_id, member_id, joined_on }).fund(
            fund_of(member),
            ContributionRecorded {
                entry_id: id(OTHER + member).into(),
                member_id,
                amount_rials: 20_000_000,
                contributed_on: joined_on,
            },
        );
    }
    for training in 0..TRAININGS {
        let present = (training * 15..training * 15 + 15).map(|member| id(WOMAN + member).into()).collect();
        let held = FundTrainingHeld {
            training_id: id(OTHER + 10_000 + training).into(),
            topic: FundTrainingTopic::Saving,
            held_on: day("2014-12-01"),
            hours: 2,
            activity_id: None,
            present,
        };
        story.fund(FUND + training % FUNDS, held);
    }
    for loan in 0..LOANS {
        let loan_id = id(OTHER + 20_000 + loan).into();
        let due_on = day("2015-02-20");
        let requested = FundLoanRequested {
            loan_id,
            member_id: id(WOMAN + loan).into(),
            amount_rials: 30_000_000,
            purpose: FundLoanPurpose::Work,
            instalments: 1,
            guarantee: LoanGuarantee::Group,
            guarantors: vec![id(WOMAN + loan + FUNDS).into(), id(WOMAN + loan + 2 * FUNDS).into()],
            collateral: None,
            requested_on: day("2015-01-10"),
        };
        let instalments = vec![PlannedInstalment { due_on, amount_rials: 30_000_000 }];
        let granted = FundLoanGranted { loan_id, amount_rials: 30_000_000, instalments, granted_on: day("2015-01-20") };
        story.fund(fund_of(loan), requested).fund(fund_of(loan), granted);
    }
}

fn bodies(story: &mut Story) {
    let kinds = [
        (CouncilKind::StrategicCouncil, 126u64, 1),
        (CouncilKind::WorkingGroup, 43, 3),
        (CouncilKind::EmpowermentGroup, 19, 3),
        (CouncilKind::Committee, 10, 4),
    ];
    for (number, (kind, sessions, persons)) in (OTHER + 30_000..).zip(kinds) {
        let formed =
            CouncilFormed {
                kind, name: "شورا".to_owned(), by_law: None, place_id: None, formed_on: day("2014-07-22")
            };
        story.council(number, formed);
        for session in 0..sessions {
            let held = CouncilSessionHeld {
                session_id: id(number * 1_000 + u128::from(session)).into(),
                held_on: day("2014-08-01") + Days::new(session),
                hours: 1,
                attendance: vec![CouncilAttendance { agency_id: None, persons, hours: 1 }],
            };
            story.council(number, held);
        }
    }
}

async fn database() -> Database {
    let mut story = world();
    women(&mut story);
    funds(&mut story);
    bodies(&mut story);
    let partners = place::FigureDeclared {
        indicator: "jobs_created".to_owned(),
        value_thousandths: 970_000,
        qualifier: Qualifier::About,
        unit: "person".to_owned(),
        period: None,
        source: "001/statistics".to_owned(),
        quote: None,
    };
    story.place(CITY, partners);
    Database::with_some(&story, READ).await
}

/// S010, S110, S111: counted from the register, the figures of the pilot are those that its report prints.
#[tokio::test]
async fn s010_s110_s111_the_figures_of_the_pilot_are_counted_from_its_register() {
    let database = database().await;
    let until = day("2015-03-20");
    let figures = pilot_figures(&database.pool, None, until).await.unwrap();
    let counted = |name: &str| figures.iter().find(|one| one.indicator == name).unwrap().counted;
    let expected = [
        ("registry_completed", 5_972),
        ("funds_supported", 7),
        ("fund_members_trained", 600),
        ("fund_training_sessions", 40),
        ("loan_recipients", 373),
        ("steering_council_sessions", 126),
        ("working_group_sessions", 43),
        ("empowerment_working_group_sessions", 19),
        ("secretariat_person_hours", 126),
        ("data_committee_person_hours", 40),
        ("jobs_created", 0),
    ];
    for (name, figure) in expected {
        assert_eq!(counted(name), Some(figure), "{name}");
    }
    assert_eq!(counted("workshops_opened"), None, "nothing that is recorded says it");
    let jobs = figures.iter().find(|one| one.indicator == "jobs_created").unwrap();
    assert_eq!((jobs.declared, jobs.qualifier), (Some(970), Some(Qualifier::About)), "what was printed stands beside");
    let before = pilot_figures(&database.pool, None, day("2014-08-01")).await.unwrap();
    let council = before.iter().find(|one| one.indicator == "steering_council_sessions").unwrap();
    assert_eq!(council.counted, Some(1), "figures have a last day");
    // Within a place: what lies there, beside what is printed of it.
    let within = async |place: u128| pilot_figures(&database.pool, Some(id(place)), until).await.unwrap();
    let (here, there) = (within(HERE).await, within(THERE).await);
    let of = |figures: &[PilotFigure], name: &str| figures.iter().find(|one| one.indicator == name).unwrap().clone();
    assert_eq!(of(&here, "registry_completed").counted, Some(5_972));
    assert_eq!((of(&here, "funds_supported").counted, of(&here, "loan_recipients").counted), (Some(7), Some(373)));
    assert_eq!(of(&here, "steering_council_sessions").counted, Some(0), "bodies of no place are of no place");
    assert_eq!(of(&here, "jobs_created").declared, None, "the city's printed figure is not the neighborhood's");
    assert_eq!(of(&within(CITY).await, "jobs_created").declared, Some(970));
    assert_eq!((of(&there, "registry_completed").counted, of(&there, "funds_supported").counted), (Some(0), Some(0)));
}

/// An activity that is planned and was not held is none of the classes held.
#[tokio::test]
async fn planned_activities_are_not_held() {
    let mut story = world();
    let (planned, held) = (OTHER + 40_000, OTHER + 40_001);
    for number in [planned, held] {
        let plan = activity::ActivityPlanned {
            center_id: id(CENTER).into(),
            form: "workshop".to_owned(),
            title: "کارگاه".to_owned(),
            domain: Domain::Social,
            audience: vec![Tier::AtRisk],
            neighborhood_id: None,
            planned_for: day("2014-12-01"),
            hours: 2,
        };
        story.activity(number, plan);
    }
    story.activity(held, activity::ActivityHeld { held_on: day("2014-12-01"), hours: 2, head_count: 9 });
    let database = Database::with_some(&story, READ).await;
    let classes = async |place: Option<u128>| {
        let figures = pilot_figures(&database.pool, place.map(id), day("2015-03-20")).await.unwrap();
        figures.iter().find(|one| one.indicator == "classes_held").unwrap().counted
    };
    assert_eq!(classes(None).await, Some(1));
    assert_eq!(classes(Some(HERE)).await, Some(1), "a class of no neighborhood lies where its center works");
}

/// S110, S111: the same on the screens' reports, for a time of their own; an officer is told no money.
#[tokio::test]
async fn s110_s111_the_reports_say_the_same_in_a_time_of_their_own() {
    let database = database().await;
    let filter = FundFilter { until: day("2015-03-20"), ..FundFilter::default() };
    let report = fund_report(&database.pool, &filter, None).await.unwrap();
    assert_eq!((report.funds, report.trainings, report.members_trained), (7, 40, Some(600)));
    assert_eq!((report.borrowers, report.loans_by_group, report.loans_on_things), (Some(373), Some(373), Some(0)));
    let (put_in, lent) = (600 * 20_000_000, 373 * 30_000_000);
    assert_eq!((report.balance_rials, report.outstanding_rials), (Some(put_in - lent), Some(lent)));
    let keyed = |_: &str| 7u64 << 32;
    let rounded = fund_report(&database.pool, &filter, Some(&keyed)).await.unwrap();
    assert_eq!((rounded.lent_rials, rounded.loans_on_things), (None, None));
    assert!(rounded.borrowers.is_some_and(|count| count % 5 == 0 && (330..=420).contains(&count)));
    let elsewhere = FundFilter { neighborhoods: Some(vec![id(THERE)]), ..filter.clone() };
    assert_eq!(fund_report(&database.pool, &elsewhere, None).await.unwrap().funds, 0);
    let later = FundFilter { from: Some(day("2015-01-15")), ..filter };
    let report = fund_report(&database.pool, &later, None).await.unwrap();
    assert_eq!((report.trainings, report.loans, report.contributions_rials), (0, Some(373), Some(0)));

    let report = council_report(&database.pool, None, day("2015-03-20")).await.unwrap();
    let sessions: Vec<(CouncilKind, i64)> = report.kinds.iter().map(|one| (one.kind, one.sessions)).collect();
    let apart = [
        (CouncilKind::StrategicCouncil, 126),
        (CouncilKind::WorkingGroup, 43),
        (CouncilKind::Committee, 10),
        (CouncilKind::EmpowermentGroup, 19),
    ];
    assert_eq!(sessions, apart);
    assert_eq!(report.kinds[1].person_hours, 43 * 3);
}
