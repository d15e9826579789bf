//! Councils of Shahr-e Rey's kind: seats, sessions with attendance, approvals, letters, obstacles in each state.

use hamyar_domain::Council;
use hamyar_domain::council::*;
use hamyar_events::council::*;
use hamyar_events::*;
use hamyar_import::seeds::place_id;
use rand::Rng;

use super::{Program, Stream, words};
use crate::act::Who;

/// Kind, name, days since it was formed, days between sessions.
const BODIES: [(CouncilKind, &str, u64, u64); 3] = [
    (CouncilKind::StrategicCouncil, "شورای راهبردی توانمندسازی", 520, 34),
    (CouncilKind::WorkingGroup, "کارگروه اشتغال", 400, 48),
    (CouncilKind::EmpowermentGroup, "کارگروه توانمندسازی", 300, 60),
];

impl Program<'_> {
    pub(super) fn hold_councils(&mut self) {
        let seats = ["بهزیستی", "کمیته امداد", "آموزش و پرورش", "شهرداری", "فنی و حرفه‌ای"];
        let agencies: Vec<AgencyId> = seats.into_iter().filter_map(|printed| self.agency(printed)).collect();
        for (kind, name, formed, every) in BODIES {
            let who = Who::Officer(0);
            let mut council = Stream::<Council>::new(self.id());
            let formed_on = self.ago(formed);
            let place_id = Some(place_id("rey_county"));
            let body = CouncilFormed { kind, name: name.to_owned(), by_law: None, place_id, formed_on };
            council.ask(formed_on, who, FormCouncil { council: body, today: formed_on });
            for (number, agency_id) in agencies.iter().copied().enumerate() {
                let role = if number < 3 { CouncilRole::Member } else { CouncilRole::Executor };
                let seat = CouncilSeatGiven { agency_id, role, given_on: formed_on };
                council.ask(formed_on, who, GiveCouncilSeat { seat, today: formed_on });
            }
            self.sessions(&mut council, who, &agencies, (formed, every));
            self.obstacles(&mut council, who, &agencies, formed);
            self.settle(&mut council);
        }
    }

    fn sessions(
        &mut self,
        council: &mut Stream<Council>,
        who: Who,
        agencies: &[AgencyId],
        (formed, every): (u64, u64),
    ) {
        let mut days = formed - 10;
        let mut number = 0;
        while days > every {
            let session_id = CouncilSessionId(self.id());
            let held_on = self.ago(days);
            let hours = self.rng.random_range(2..=3);
            let there = |program: &mut Self, agency_id: Option<AgencyId>| CouncilAttendance {
                agency_id,
                persons: program.rng.random_range(1..=3),
                hours,
            };
            let mut attendance = vec![there(self, None)];
            for agency in agencies {
                if self.rng.random_bool(0.8) {
                    attendance.push(there(self, Some(*agency)));
                }
            }
            let session = CouncilSessionHeld { session_id, held_on, hours, attendance };
            council.ask(held_on, who, HoldCouncilSession { session, today: held_on });
            let approval = ApprovalRecorded {
                approval_id: ApprovalId(self.id()),
                session_id: Some(session_id),
                number: format!("{}", 101 + number),
                subject: words::COUNCIL_SUBJECTS[number % words::COUNCIL_SUBJECTS.len()].to_owned(),
                approved_on: held_on,
            };
            council.ask(held_on, who, RecordApproval { approval, today: held_on });
            if number % 3 == 1 {
                let letter = LetterRecorded {
                    letter_id: LetterId(self.id()),
                    direction: if number % 2 == 0 { LetterDirection::Outgoing } else { LetterDirection::Incoming },
                    number: format!("{}/ش", 210 + number),
                    correspondent: "فرمانداری".to_owned(),
                    subject: "پیگیری مصوبهٔ پیشین".to_owned(),
                    dated_on: held_on,
                };
                council.ask(held_on, who, RecordLetter { letter, today: held_on });
            }
            number += 1;
            days = days.saturating_sub(every);
        }
        // The next one is called already.
        let called_on = self.ago(3);
        let called_for = self.today.checked_add_days(chrono::Days::new(11)).unwrap_or(self.today);
        let session = CouncilSessionCalled { session_id: CouncilSessionId(self.id()), called_for };
        council.ask(called_on, who, CallCouncilSession { session, today: called_on });
    }

    fn obstacles(&mut self, council: &mut Stream<Council>, who: Who, agencies: &[AgencyId], formed: u64) {
        for (number, text) in words::OBSTACLES.into_iter().enumerate() {
            let raised = formed - 60 - 30 * number as u64;
            let (obstacle_id, raised_on) = (ObstacleId(self.id()), self.ago(raised));
            let owner = agencies.get(number).copied();
            let obstacle = ObstacleRaised { obstacle_id, text: text.to_owned(), owner, session_id: None, raised_on };
            council.ask(raised_on, who, RaiseObstacle { obstacle, today: raised_on });
            if number > 0 {
                let followed_on = self.ago(raised - 40);
                let note = "با دستگاه گفت‌وگو شد و قول آن را داد.".to_owned();
                let follow = ObstacleFollowed { obstacle_id, note, owner: None, followed_on };
                council.ask(followed_on, who, FollowObstacle { follow, today: followed_on });
            }
            if number == 2 {
                let closed_on = self.ago(raised - 90);
                let closing =
                    ObstacleClosed { obstacle_id, result: "جای کارگاه داده شد.".to_owned(), closed_on };
                council.ask(closed_on, who, CloseObstacle { closing, today: closed_on });
            }
        }
    }
}
