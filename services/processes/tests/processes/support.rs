//! A store with a harmed family, two caseworkers and a commission in session.

use chrono::NaiveDate;
use hamyar_domain::caseworker::*;
use hamyar_domain::commission::*;
use hamyar_domain::family::*;
use hamyar_domain::{Caseworker, Commission, Family};
use hamyar_event_store::testing::{DbUrls, TestCluster};
use hamyar_event_store::*;
use hamyar_events::caseworker::{CaseworkerAdmitted, TrainingRecorded};
use hamyar_events::commission::*;
use hamyar_events::family::*;
use hamyar_events::settings::ProgramNumbers;
use hamyar_events::*;
use hamyar_processes::{Edge, Runner};
use std::time::Duration;
use uuid::Uuid;

pub const FAMILY: Uuid = Uuid::from_u128(1);
pub const REFERRAL: Uuid = Uuid::from_u128(201);
pub const COMMISSION: Uuid = Uuid::from_u128(41);
pub const SESSION: Uuid = Uuid::from_u128(211);
pub const FIRST: Uuid = Uuid::from_u128(21);
pub const SECOND: Uuid = Uuid::from_u128(22);
pub const MEMBERS: [Uuid; 3] = [Uuid::from_u128(301), Uuid::from_u128(302), Uuid::from_u128(303)];

pub fn today() -> NaiveDate {
    "2026-11-22".parse().expect("a date")
}

pub fn edge() -> Edge {
    Edge { today: today() }
}

pub fn shared(text: &str) -> Personal<String> {
    Personal::of_family(FAMILY, text.to_owned())
}

pub fn user() -> Actor {
    Actor::User(Uuid::from_u128(500))
}

/// The context of a fresh request, or of the request of that number sent again.
pub fn context(number: u128) -> CommandContext {
    CommandContext::new(Uuid::from_u128(9_000_000 + number), user(), HappenedAt::Day(today()))
}

pub struct World {
    pub urls: DbUrls,
    pub store: EventStore,
}

impl World {
    /// A fresh store with everything in place and nothing assigned.
    pub async fn new() -> Self {
        let urls = TestCluster::shared().await.new_database().await;
        let world = Self { store: open(&urls).await, urls };
        world.prepare().await;
        world
    }

    /// Everything in memory is dropped, as a kill would.
    pub async fn killed(self) -> Self {
        drop(self.store);
        Self { store: open(&self.urls).await, urls: self.urls }
    }

    pub async fn run<A: Decider>(&self, id: Uuid, command: impl Into<A::Command>) -> Committed {
        let context = CommandContext::new(Uuid::now_v7(), user(), HappenedAt::Day(today()));
        match self.store.execute::<A>(id, command.into(), context).await {
            Ok(committed) => committed,
            Err(error) => panic!("{error:?}"),
        }
    }

    pub async fn family(&self) -> Family {
        self.store.load::<Family>(FAMILY).await.expect("the family").state
    }

    pub async fn caseworker(&self, id: Uuid) -> Caseworker {
        self.store.load::<Caseworker>(id).await.expect("the caseworker").state
    }

    pub async fn commission(&self) -> Commission {
        self.store.load::<Commission>(COMMISSION).await.expect("the commission").state
    }

    /// Lets a runner go over the log until nothing is left to do.
    pub async fn finish(&self) {
        let runner = self.runner();
        for _ in 0..20 {
            if runner.pass().await.expect("a pass") == 0 {
                return;
            }
        }
        panic!("errands are left: {:?}", runner.overdue(Duration::ZERO).await);
    }

    pub fn runner(&self) -> Runner {
        Runner::new(self.store.clone()).with_grace(Duration::ZERO).with_today(today)
    }

    /// Names of all events of the streams, in order of the log, after a position.
    pub async fn events_after(&self, position: i64) -> Vec<String> {
        let events = self.store.read_feed_stored(position, 1_000).await.expect("the feed");
        events.into_iter().map(|event| event.event_type).collect()
    }

    /// The event of that name that came last.
    pub async fn last(&self, event_type: &str) -> Recorded {
        let events = self.store.read_feed(0, 10_000).await.expect("the feed");
        events.into_iter().rfind(|event| event.event_type == event_type).expect("the event")
    }

    async fn prepare(&self) {
        let day = |text: &str| -> NaiveDate { text.parse().expect("a date") };
        let identified = FamilyIdentified {
            file_number: "M12-1404-1".to_owned(),
            center_id: Some(CenterId(Uuid::from_u128(51))),
            neighborhood_id: NeighborhoodId(Uuid::from_u128(61)),
            family_name: shared("نمونه"),
            address: None,
            registration: Registration {
                entry: EntryWay::SelfReferred,
                source: InformationSource::State,
                referred_by: None,
                referred_by_name: None,
                register: None,
                declared: None,
            },
            identified_on: day("2025-04-01"),
        };
        self.run::<Family>(FAMILY, IdentifyFamily { family: identified, today: today() }).await;
        let consent =
            ConsentGiven { basis: ConsentBasis::Guardian, member_id: None, ground: None, given_on: day("2025-04-05") };
        self.run::<Family>(FAMILY, GiveConsent { consent, today: today() }).await;
        self.set_tier(Tier::Harmed).await;
        for id in [FIRST, SECOND] {
            let candidate = CaseworkerAdmitted {
                center_id: CenterId(Uuid::from_u128(51)),
                name: Personal::of_person(id, "همیار".to_owned()),
                phone: None,
                background: CaseworkerBackground::Graduate,
                neighborhood_id: None,
                admitted_on: day("2025-01-01"),
            };
            let training = TrainingRecorded {
                phase: TrainingPhase::Before,
                mode: TrainingMode::InPerson,
                hours: 40,
                title: Personal::of_person(id, "دوره".to_owned()),
                held_on: day("2025-01-10"),
            };
            let accredit = AccreditCaseworker {
                accredited_on: day("2025-02-01"),
                numbers: ProgramNumbers::default(),
                today: today(),
            };
            self.run::<Caseworker>(id, AdmitCaseworker { candidate, today: today() }).await;
            self.run::<Caseworker>(id, RecordTraining { training, today: today() }).await;
            self.run::<Caseworker>(id, accredit).await;
        }
    }

    pub async fn set_tier(&self, tier: Tier) {
        let assigned_on = "2025-04-06".parse().expect("a date");
        let command = AssignPreliminaryTier {
            tier,
            outside_information: InformationSource::State,
            household_type: None,
            assigned_on,
            today: today(),
        };
        self.run::<Family>(FAMILY, command).await;
    }

    /// A commission with quorum three, its session open, the family's referral on the agenda.
    pub async fn in_session(&self) {
        let commission = CommissionFormed {
            name: "کمیسیون اقتصادی".to_owned(),
            domain: Domain::Economic,
            center_ids: vec![CenterId(Uuid::from_u128(51))],
            quorum: 3,
            formed_on: today(),
        };
        let form = FormCommission { commission, numbers: ProgramNumbers::default(), today: today() };
        self.run::<Commission>(COMMISSION, form).await;
        for id in MEMBERS {
            let participant = ParticipantSeated {
                participant_id: ParticipantId(id),
                kind: ParticipantKind::Expert,
                name: Personal::of_person(id, "عضو".to_owned()),
                agency_id: None,
            };
            self.run::<Commission>(COMMISSION, SeatParticipant { participant }).await;
        }
        let target = ReferralTarget {
            referral_id: ReferralId(REFERRAL),
            commission_id: CommissionId(COMMISSION),
            domain: Domain::Economic,
            continues: None,
        };
        let refer = ReferToCommission {
            referrals: vec![target],
            question: shared("پرسش"),
            urgency: Urgency::Normal,
            referred_on: today(),
            numbers: Default::default(),
            today: today(),
        };
        self.run::<Family>(FAMILY, refer).await;
        let session = SessionCalled { session_id: SessionId(SESSION), held_on: today(), starts_at: "09:00".to_owned() };
        self.run::<Commission>(COMMISSION, CallSession { session }).await;
        let case = CasePutOnAgenda {
            session_id: SessionId(SESSION),
            referral_id: ReferralId(REFERRAL),
            family_id: FamilyId(FAMILY),
            caseworker_id: None,
        };
        self.run::<Commission>(COMMISSION, PutCaseOnAgenda { case }).await;
        let open = OpenSession {
            session_id: SessionId(SESSION),
            present: present(),
            remote: vec![],
            absent: vec![],
            opened_on: today(),
            today: today(),
        };
        self.run::<Commission>(COMMISSION, open).await;
    }
}

/// Three members and the center manager, since the family has no caseworker.
pub fn present() -> Vec<Attendee> {
    let members = MEMBERS.map(|person_id| Attendee { kind: ParticipantKind::Expert, person_id });
    let manager = Attendee { kind: ParticipantKind::CenterManager, person_id: Uuid::from_u128(42) };
    members.into_iter().chain([manager]).collect()
}

pub fn decision() -> Decision {
    Decision {
        decision_id: DecisionId(Uuid::from_u128(221)),
        referral_id: ReferralId(REFERRAL),
        commission_id: CommissionId(COMMISSION),
        session_id: SessionId(SESSION),
        outcome: DecisionOutcome::Tasks,
        present: present(),
        seen_sequence: 4,
        reason: shared("نیاز به کار"),
        tasks: vec![DividedTask {
            task_id: TaskId(Uuid::from_u128(401)),
            title: shared("معرفی به صندوق"),
            domain: Domain::Economic,
            responsible: Responsible::Agency { agency_id: AgencyId(Uuid::from_u128(71)) },
            due_on: today(),
            expected: None,
        }],
        decided_on: today(),
    }
}

async fn open(urls: &DbUrls) -> EventStore {
    let key = MasterKey::from_bytes([7; 32]);
    EventStore::open(StoreOptions::new(&urls.app_url, key)).await.expect("the store")
}
