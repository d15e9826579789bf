//! A small world told in events: one center, one commission, two caseworkers, families and what happens to them.

use chrono::{NaiveDate, TimeZone, Utc};
use hamyar_events::agency::*;
use hamyar_events::caseworker::*;
use hamyar_events::catalog::*;
use hamyar_events::center::*;
use hamyar_events::commission::*;
use hamyar_events::family::*;
use hamyar_events::neighborhood::*;
use hamyar_events::place::*;
use hamyar_events::*;
use hamyar_projections::{ProjectedEvent, StreamEventAny};
use std::collections::HashMap;
use uuid::Uuid;

pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub const PROVINCE: u128 = 1;
pub const CITY: u128 = 2;
pub const ZONE: u128 = 3;
pub const OTHER_CITY: u128 = 7;
pub const HERE: u128 = 10;
pub const THERE: u128 = 11;
pub const CENTER: u128 = 20;
pub const AGENCY: u128 = 30;
pub const COMMISSION: u128 = 40;
pub const EXPERT: u128 = 41;
pub const SESSION: u128 = 42;
pub const FIRST_CASEWORKER: u128 = 50;
pub const SECOND_CASEWORKER: u128 = 51;
pub const REFERRAL: u128 = 70;
pub const AGENCY_TASK: u128 = 80;
pub const OWN_TASK: u128 = 81;

/// Events in the order of the log.
#[derive(Clone, Default)]
pub struct Story {
    pub told: Vec<(Uuid, StreamEventAny)>,
}

/// A province, two cities in it, and neighborhoods, each in the city beside it.
pub fn ground(hoods: impl IntoIterator<Item = (u128, u128)>) -> Story {
    let mut story = Story::default();
    let place = |level, name: &str, parent: Option<u128>| PlaceRegistered {
        level,
        name: name.to_owned(),
        name_en: None,
        parent_id: parent.map(|parent| id(parent).into()),
        number: None,
        valid_from: None,
        source: "test".to_owned(),
    };
    story
        .place(PROVINCE, place(PlaceLevel::Province, "استان", None))
        .place(CITY, place(PlaceLevel::City, "شهر", Some(PROVINCE)))
        .place(OTHER_CITY, place(PlaceLevel::City, "شهر دیگر", Some(PROVINCE)));
    for (hood, city) in hoods {
        let registered = NeighborhoodRegistered {
            name: format!("محله {hood}"),
            name_en: None,
            place_id: id(city).into(),
            valid_from: None,
            source: "test".to_owned(),
        };
        story.neighborhood(hood, registered);
    }
    story
}

macro_rules! tell {
    ($name:ident, $event:ty, $wrap:expr) => {
        pub fn $name(&mut self, number: u128, event: impl Into<$event>) -> &mut Self {
            #[allow(clippy::redundant_closure_call)]
            self.told.push((id(number), ($wrap)(event.into())));
            self
        }
    };
}

impl Story {
    tell!(family, FamilyEvent, |event| StreamEventAny::Family(Box::new(event)));
    tell!(caseworker, CaseworkerEvent, StreamEventAny::Caseworker);
    tell!(center, CenterEvent, StreamEventAny::Center);
    tell!(commission, CommissionEvent, |event| StreamEventAny::Commission(Box::new(event)));
    tell!(neighborhood, NeighborhoodEvent, StreamEventAny::Neighborhood);
    tell!(place, PlaceEvent, StreamEventAny::Place);
    tell!(agency, AgencyEvent, StreamEventAny::Agency);
    tell!(catalog, CatalogEvent, StreamEventAny::Catalog);
    tell!(fund, FundEvent, StreamEventAny::Fund);
    tell!(council, CouncilEvent, StreamEventAny::Council);
    tell!(activity, ActivityEvent, StreamEventAny::Activity);
    tell!(office, OfficeEvent, StreamEventAny::Office);
    tell!(equipment, EquipmentEvent, StreamEventAny::Equipment);
    tell!(program, ProgramEvent, StreamEventAny::Program);

    /// As projections see it, at positions from 1.
    pub fn projected(&self) -> Vec<ProjectedEvent> {
        let mut sequences: HashMap<Uuid, i64> = HashMap::new();
        let events = self.told.iter().enumerate().map(|(place, (stream_id, event))| {
            let sequence = sequences.entry(*stream_id).or_default();
            *sequence += 1;
            ProjectedEvent {
                position: place as i64 + 1,
                stream: stream_of(event).to_owned(),
                stream_id: *stream_id,
                sequence: *sequence,
                event: event.clone(),
                actor: Actor::User(id(999)),
                happened_at: HappenedAt::Instant(Utc.timestamp_opt(1_780_000_000, 0).unwrap()),
                recorded_at: Utc.timestamp_opt(1_780_000_000 + place as i64, 0).unwrap(),
                event_id: Uuid::from_u128(1_000_000 + place as u128),
            }
        });
        events.collect()
    }
}

pub fn stream_of(event: &StreamEventAny) -> &'static str {
    match event {
        StreamEventAny::Account(_) => "account",
        StreamEventAny::Family(_) => "family",
        StreamEventAny::Caseworker(_) => "caseworker",
        StreamEventAny::Center(_) => "center",
        StreamEventAny::Commission(_) => "commission",
        StreamEventAny::Neighborhood(_) => "neighborhood",
        StreamEventAny::Place(_) => "place",
        StreamEventAny::Agency(_) => "agency",
        StreamEventAny::IndicatorSet(_) => "indicator_set",
        StreamEventAny::Settings(_) => "settings",
        StreamEventAny::Catalog(_) => "catalog",
        StreamEventAny::Activity(_) => "activity",
        StreamEventAny::Facilitator(_) => "facilitator",
        StreamEventAny::Workshop(_) => "workshop",
        StreamEventAny::Fund(_) => "fund",
        StreamEventAny::SavedReport(_) => "saved_report",
        StreamEventAny::Council(_) => "council",
        StreamEventAny::Office(_) => "office",
        StreamEventAny::Agreement(_) => "agreement",
        StreamEventAny::Program(_) => "program",
        StreamEventAny::Equipment(_) => "equipment",
        StreamEventAny::Ngo(_) => "ngo",
        StreamEventAny::Series(_) => "series",
        StreamEventAny::Unreadable(_) => "unknown",
    }
}

pub fn identified(number: u128, file_number: &str, name: &str) -> FamilyIdentified {
    FamilyIdentified {
        file_number: file_number.to_owned(),
        center_id: Some(id(CENTER).into()),
        neighborhood_id: id(HERE).into(),
        family_name: Personal::of_family(id(number), name.to_owned()),
        address: None,
        registration: Registration {
            entry: EntryWay::Referred,
            source: InformationSource::SupportInstitution,
            referred_by: Some(id(AGENCY).into()),
            referred_by_name: None,
            register: None,
            declared: None,
        },
        identified_on: day("2025-04-01"),
    }
}

pub fn member(member: u128, given: &str) -> MemberJoined {
    MemberJoined {
        member_id: id(member).into(),
        member: MemberFacts {
            given_name: Personal::of_person(id(member), given.to_owned()),
            family_name: None,
            father_name: None,
            national_id: None,
            birth_date: Some(Personal::of_person(id(member), day("1983-06-01"))),
            sex: Some(Sex::Female),
            relation: Relation::Head,
            phone: Some(Personal::of_person(id(member), "۰۹۱۲ ۳۴۵ ۶۷۸۹".to_owned())),
            education: None,
            occupation: None,
            skill: None,
            work: None,
            schooling: None,
        },
        joined_on: day("2025-04-01"),
    }
}

pub fn consent() -> ConsentGiven {
    ConsentGiven { basis: ConsentBasis::Head, member_id: None, ground: None, given_on: day("2025-04-02") }
}

pub fn sentence(text: &str) -> Sentence {
    Sentence { fa: text.to_owned(), en: text.to_owned() }
}

pub fn tier(moment: TierMoment, cycle: u32, tier: Tier, on: &str) -> TierAssigned {
    let domains = Domain::ALL
        .iter()
        .map(|domain| DomainScore {
            domain: *domain,
            score: 500,
            tier: if *domain == Domain::Social { tier } else { Tier::Stable },
            critical: vec![],
        })
        .collect();
    let computed = (moment != TierMoment::Preliminary).then(|| TierComputation {
        set: SetReference { set_id: id(500).into(), version: 1 },
        rule_version: 1,
        readings: vec![],
        score: 500,
        domains,
        tier,
        explanation: sentence("x"),
        strengths: vec![],
        harms: vec![],
    });
    TierAssigned {
        moment,
        cycle,
        tier,
        computed,
        r#override: None,
        explanation: sentence("x"),
        outside_information: None,
        assessment_id: None,
        household_type: HouseholdType::FemaleHeaded,
        assigned_on: day(on),
    }
}

pub fn assigned(assignment: u128, caseworker: u128, starts: &str, ends: &str) -> CaseworkerAssigned {
    CaseworkerAssigned {
        assignment_id: id(assignment).into(),
        caseworker_id: id(caseworker).into(),
        starts_on: day(starts),
        ends_on: day(ends),
        continues: None,
    }
}

pub fn released(assignment: u128, caseworker: u128, on: &str) -> CaseworkerReleased {
    CaseworkerReleased {
        assignment_id: id(assignment).into(),
        caseworker_id: id(caseworker).into(),
        reason: ReleaseReason::YearEnded,
        note: None,
        released_on: day(on),
    }
}

pub fn visited(visit: u128, on: &str, next: Option<&str>) -> VisitRecorded {
    VisitRecorded {
        visit_id: id(visit).into(),
        caseworker_id: Some(id(FIRST_CASEWORKER).into()),
        visit: VisitFacts {
            visited_on: day(on),
            place: VisitPlace::Home,
            present: vec![],
            note: None,
            next_visit_on: next.map(day),
        },
    }
}

pub fn planned(entry: u128, from: &str, to: &str) -> CalendarEntryPlanned {
    CalendarEntryPlanned {
        entry_id: id(entry).into(),
        member_id: None,
        domain: Domain::Economic,
        kind: "loan".to_owned(),
        capacity: Capacity::Local,
        purpose: None,
        title: None,
        window_from: day(from),
        window_to: day(to),
        goal_id: None,
        series: None,
        remind_days: None,
    }
}

pub fn referred(number: u128, referral: u128, on: &str, urgency: Urgency) -> ReferredToCommission {
    ReferredToCommission {
        referral_id: id(referral).into(),
        commission_id: id(COMMISSION).into(),
        domain: Domain::Social,
        question: Personal::of_family(id(number), "پرسش".to_owned()),
        urgency,
        packet_sequence: 5,
        referred_on: day(on),
        answer_by: None,
        continues: None,
    }
}

pub fn decision(number: u128, referral: u128) -> Decision {
    Decision {
        decision_id: id(referral + 1_000).into(),
        referral_id: id(referral).into(),
        commission_id: id(COMMISSION).into(),
        session_id: id(SESSION).into(),
        outcome: DecisionOutcome::Tasks,
        present: vec![Attendee { kind: ParticipantKind::Expert, person_id: id(EXPERT) }],
        seen_sequence: 5,
        reason: Personal::of_family(id(number), "دلیل".to_owned()),
        tasks: vec![
            task(number, AGENCY_TASK, Responsible::Agency { agency_id: id(AGENCY).into() }),
            task(number, OWN_TASK, Responsible::Caseworker { caseworker_id: id(FIRST_CASEWORKER).into() }),
        ],
        decided_on: day("2025-06-10"),
    }
}

fn task(number: u128, task: u128, responsible: Responsible) -> DividedTask {
    DividedTask {
        task_id: id(task).into(),
        title: Personal::of_family(id(number), "پیگیری بیمه".to_owned()),
        domain: Domain::Social,
        responsible,
        due_on: day("2025-07-01"),
        expected: None,
    }
}

pub fn admitted(number: u128, name: &str) -> CaseworkerAdmitted {
    CaseworkerAdmitted {
        center_id: id(CENTER).into(),
        name: Personal::of_person(id(number), name.to_owned()),
        phone: None,
        background: CaseworkerBackground::LocalActivist,
        neighborhood_id: Some(id(HERE).into()),
        admitted_on: day("2025-01-01"),
    }
}

pub fn trained(phase: TrainingPhase, hours: u16) -> TrainingRecorded {
    TrainingRecorded {
        phase,
        mode: TrainingMode::InPerson,
        hours,
        title: Personal::of_person(id(FIRST_CASEWORKER), "پایه".to_owned()),
        held_on: day("2025-01-10"),
    }
}

pub fn reserved(assignment: u128, family: u128) -> SlotReserved {
    SlotReserved {
        assignment_id: id(assignment).into(),
        family_id: id(family).into(),
        starts_on: day("2025-04-10"),
        transfer_from: None,
        note: None,
        reserved_on: day("2025-04-10"),
    }
}

pub fn taken_on(assignment: u128, family: u128) -> FamilyTakenOn {
    FamilyTakenOn { assignment_id: id(assignment).into(), family_id: id(family).into() }
}

/// Places, center, agency, commission and two caseworkers.
pub fn world() -> Story {
    let mut story = Story::default();
    let place = |level, name: &str, parent: Option<u128>| PlaceRegistered {
        level,
        name: name.to_owned(),
        name_en: None,
        parent_id: parent.map(|parent| id(parent).into()),
        number: None,
        valid_from: None,
        source: "test".to_owned(),
    };
    let neighborhood = |name: &str| NeighborhoodRegistered {
        name: name.to_owned(),
        name_en: None,
        place_id: id(CITY).into(),
        valid_from: None,
        source: "test".to_owned(),
    };
    story
        .place(PROVINCE, place(PlaceLevel::Province, "خراسان رضوی", None))
        .place(CITY, place(PlaceLevel::City, "مشهد", Some(PROVINCE)))
        .place(ZONE, place(PlaceLevel::Zone, "پهنه ۱", Some(CITY)))
        .neighborhood(HERE, neighborhood("قائم"))
        .neighborhood(THERE, neighborhood("قائم"))
        .neighborhood(
            HERE,
            NeighborhoodGrouped {
                group_id: id(ZONE).into(),
                rank: Some(2),
                valid_from: None,
                source: "test".to_owned(),
            },
        )
        .center(
            CENTER,
            CenterRegistered {
                name: "مرکز نور".to_owned(),
                host: CenterHost::Mosque,
                file_prefix: "M1".to_owned(),
                neighborhood_ids: vec![id(HERE).into()],
                opened_on: day("2025-01-01"),
            },
        )
        .agency(
            AGENCY,
            AgencyRegistered {
                name: "بهزیستی".to_owned(),
                name_en: None,
                level: AgencyLevel::Provincial,
                enforcement: false,
                source: "test".to_owned(),
            },
        )
        .agency(AGENCY, AgencyAliasAdded { alias: "بهبیستی".to_owned(), source: "test".to_owned() })
        .catalog(
            600,
            CatalogTermDefined {
                catalog: "service_kind".to_owned(),
                code: "loan".to_owned(),
                title: Sentence { fa: "وام".to_owned(), en: "Loan".to_owned() },
                domain: Some(Domain::Economic),
                group: None,
                order: 1,
                source: "test".to_owned(),
            },
        )
        .commission(
            COMMISSION,
            CommissionFormed {
                name: "کمیسیون اجتماعی".to_owned(),
                domain: Domain::Social,
                center_ids: vec![id(CENTER).into()],
                quorum: 3,
                formed_on: day("2025-01-01"),
            },
        )
        .commission(
            COMMISSION,
            ParticipantSeated {
                participant_id: id(EXPERT).into(),
                kind: ParticipantKind::Expert,
                name: Personal::of_person(id(EXPERT), "کارشناس".to_owned()),
                agency_id: None,
            },
        )
        .caseworker(FIRST_CASEWORKER, admitted(FIRST_CASEWORKER, "همیار یکم"))
        .caseworker(FIRST_CASEWORKER, trained(TrainingPhase::Before, 40))
        .caseworker(FIRST_CASEWORKER, CaseworkerAccredited { accredited_on: day("2025-02-01") })
        .caseworker(SECOND_CASEWORKER, admitted(SECOND_CASEWORKER, "همیار دوم"));
    story
}

/// Family 100 from intake to a commission's decision and a final tier.
pub fn one_year() -> Story {
    let mut story = world();
    story
        .family(100, identified(100, "M1-0001", "محمد علیخانی"))
        .family(100, member(101, "زهرا"))
        .family(100, HeadChanged { member_id: id(101).into(), changed_on: day("2025-04-01") })
        .family(100, tier(TierMoment::Preliminary, 0, Tier::Harmed, "2025-04-01"))
        .family(100, consent())
        .family(100, tier(TierMoment::Baseline, 1, Tier::Harmed, "2025-04-05"))
        .caseworker(FIRST_CASEWORKER, reserved(900, 100))
        .family(100, assigned(900, FIRST_CASEWORKER, "2025-04-10", "2026-04-10"))
        .caseworker(FIRST_CASEWORKER, taken_on(900, 100))
        .family(100, planned(200, "2025-05-01", "2025-05-10"))
        .family(100, visited(300, "2025-05-05", None))
        .family(100, referred(100, REFERRAL, "2025-06-01", Urgency::Normal))
        .commission(
            COMMISSION,
            SessionCalled { session_id: id(SESSION).into(), held_on: day("2025-06-10"), starts_at: "10:00".to_owned() },
        )
        .commission(
            COMMISSION,
            CasePutOnAgenda {
                session_id: id(SESSION).into(),
                referral_id: id(REFERRAL).into(),
                family_id: id(100).into(),
                caseworker_id: Some(id(FIRST_CASEWORKER).into()),
            },
        )
        .commission(
            COMMISSION,
            SessionOpened { session_id: id(SESSION).into(), present: vec![], opened_on: day("2025-06-10") },
        )
        .commission(COMMISSION, CaseDecided { family_id: id(100).into(), decision: decision(100, REFERRAL) })
        .family(100, CommissionDecisionRecorded { decision: decision(100, REFERRAL) })
        .commission(COMMISSION, SessionClosed { session_id: id(SESSION).into(), closed_on: day("2025-06-10") })
        .family(100, TaskAccepted { task_id: id(AGENCY_TASK).into(), accepted_on: day("2025-06-12") })
        .family(
            100,
            CalendarEntryDone {
                entry_id: id(200).into(),
                done_on: day("2025-05-09"),
                visit_id: None,
                service_id: None,
                late_reason: None,
            },
        )
        .family(100, tier(TierMoment::Final, 1, Tier::AtRisk, "2026-04-08"));
    story
}

/// A service of the caseworker's own means that says no more than it must.
pub fn service(domain: Domain, kind: &str, on: NaiveDate) -> ServiceFacts {
    ServiceFacts {
        domain,
        kind: kind.to_owned(),
        purpose: None,
        capacity: Capacity::Own,
        member_ids: vec![],
        provider_agency_id: None,
        amount: None,
        amount_rials: None,
        particulars: None,
        outcome: None,
        note: None,
        delivered_on: on,
    }
}
