//! Facilitation offices in every state: at work for most of a year, just begun, under contract, called for.

use chrono::{Days, NaiveDate};
use hamyar_domain::Office;
use hamyar_domain::office::*;
use hamyar_events::office::*;
use hamyar_events::*;
use hamyar_import::seeds::place_id;
use hamyar_persian::{add_jalali_months, quarter_bounds, quarter_of};
use hamyar_projections::offices::quarter_figures;
use rand::Rng;

use super::{Program, Stream, words};
use crate::act::{Act, Step, Who};
use crate::ids::make;
use crate::world::City;

/// An office of the demo and who keeps it.
pub(crate) struct OfficeLife {
    pub(crate) stream: Stream<Office>,
    who: Who,
}

/// How long ago an office was called for, and how far it came.
struct Story {
    city: City,
    /// Places of its neighborhoods in the city's list.
    serves: [usize; 2],
    called: u64,
    contracted: Option<u64>,
    opened: Option<u64>,
}

const STORIES: [Story; 5] = [
    Story { city: City::Mashhad, serves: [0, 1], called: 300, contracted: Some(270), opened: Some(250) },
    Story { city: City::Qazvin, serves: [0, 1], called: 260, contracted: Some(230), opened: Some(205) },
    Story { city: City::Mashhad, serves: [4, 5], called: 130, contracted: Some(100), opened: Some(80) },
    Story { city: City::Mashhad, serves: [8, 9], called: 70, contracted: Some(20), opened: None },
    Story { city: City::Qazvin, serves: [2, 3], called: 15, contracted: None, opened: None },
];

impl Program<'_> {
    pub(super) fn run_offices(&mut self) {
        for (number, story) in STORIES.iter().enumerate() {
            let known = self.neighborhoods_of(story.city);
            let serves: Vec<NeighborhoodId> =
                story.serves.iter().filter_map(|place| known.get(*place)).map(|id| NeighborhoodId(*id)).collect();
            if serves.is_empty() {
                continue;
            }
            let mut office = OfficeLife { stream: Stream::new(self.id()), who: Who::Facilitator(story.city) };
            self.begin(&mut office, number, story, &serves);
            if let Some(opened) = story.opened {
                self.work_plan(&mut office, opened, &serves);
                self.meet(&mut office, opened, serves[0]);
                if opened > 100 {
                    self.gather_groups(&mut office, opened, serves[0]);
                    self.needs(&mut office, opened, &serves);
                    self.plans(&mut office, opened, serves[0]);
                    self.evaluate(&mut office, opened);
                }
            }
            self.settle(&mut office.stream);
            self.offices.push(office);
        }
    }

    fn begin(&mut self, office: &mut OfficeLife, number: usize, story: &Story, serves: &[NeighborhoodId]) {
        let place = place_id(if story.city == City::Mashhad { "khorasan_razavi" } else { "qazvin_province" });
        let called_on = self.ago(story.called);
        let name = words::OFFICES[number % words::OFFICES.len()].to_owned();
        let fact = OfficeCalled { name, place_id: place, neighborhood_ids: serves.to_vec(), called_on };
        let who = office.who;
        office.stream.ask(called_on, who, CallOffice { fact, today: called_on });
        let Some(contracted) = story.contracted else { return };
        let contracted_on = self.ago(contracted);
        let fact = OfficeContracted {
            operator: Operator {
                agency_id: None,
                name: Some(words::OPERATORS[number % words::OPERATORS.len()].to_owned()),
            },
            number: format!("{}/۱۴", 40 + number),
            from: contracted_on,
            until: add_jalali_months(contracted_on, 12),
            amount_rials: 8_000_000_000 + 500_000_000 * i64::try_from(number).unwrap_or(0),
            source: "اعتبار امور اجتماعی استانداری".to_owned(),
            contracted_on,
        };
        office.stream.ask(contracted_on, who, ContractOffice { fact, today: contracted_on });
        let Some(opened) = story.opened else { return };
        let opened_on = self.ago(opened);
        let fact = OfficeOpened { opened_on };
        office.stream.ask(opened_on, who, OpenOffice { fact, today: opened_on });
        let persons = |role, persons| StaffCount { role, persons };
        let counts = vec![
            persons(StaffRole::Manager, 1),
            persons(StaffRole::Facilitator, 3),
            persons(StaffRole::Expert, 2),
            persons(StaffRole::Clerk, 1),
        ];
        let fact = OfficeStaffCounted { counts, counted_on: opened_on };
        office.stream.ask(opened_on, who, CountStaff { fact, today: opened_on });
        let mut days = opened;
        while days > 0 {
            let recorded_on = self.ago(days);
            for (direction, amount_rials, source, purpose) in [
                (MoneyDirection::Received, 900_000_000, "قسط قرارداد", "کار دفتر"),
                (MoneyDirection::Spent, 740_000_000, "قسط قرارداد", "دستمزد و نشست‌ها"),
            ] {
                let fact = OfficeMoneyRecorded {
                    entry_id: MoneyId(self.id()),
                    direction,
                    amount_rials,
                    source: source.to_owned(),
                    purpose: purpose.to_owned(),
                    recorded_on,
                };
                office.stream.ask(recorded_on, who, RecordMoney { fact, today: recorded_on });
            }
            days = days.saturating_sub(60);
        }
    }

    /// Task by task, so many days apart; the last ones reached are begun and not done.
    fn work_plan(&self, office: &mut OfficeLife, opened: u64, serves: &[NeighborhoodId]) {
        let who = office.who;
        let pace = 9;
        for (number, task) in hamyar_domain::office::catalog::WORK_PLAN.iter().enumerate() {
            let Some(begun) = opened.checked_sub(3 + pace * number as u64) else { break };
            // The third phase waits for the evaluation.
            if task.step == "3" {
                continue;
            }
            let done = begun.checked_sub(14);
            let mut say = |state: WorkState, days: u64, evidence: &str| {
                let progressed_on = self.ago(days);
                // The second neighborhood is a little behind.
                let neighborhood_ids = if number % 7 == 6 { serves[..1].to_vec() } else { serves.to_vec() };
                let task = task.code.to_owned();
                let fact = OfficeTaskProgressed {
                    task,
                    neighborhood_ids,
                    state,
                    evidence: evidence.to_owned(),
                    progressed_on,
                };
                office.stream.ask(progressed_on, who, ProgressTask { fact, today: progressed_on });
            };
            if number % 11 == 10 {
                say(WorkState::LeftOut, begun, "در این محله موضوع ندارد.");
                continue;
            }
            say(WorkState::Begun, begun, "در برنامهٔ هفته آمد.");
            if let Some(done) = done {
                say(WorkState::Done, done, "صورت‌جلسه در پوشهٔ محله است.");
            }
        }
    }

    fn meet(&mut self, office: &mut OfficeLife, opened: u64, home: NeighborhoodId) {
        let who = office.who;
        let mut days = opened.saturating_sub(5);
        let mut number = 0;
        while days > 12 {
            let held_on = self.ago(days);
            let kinds = [MeetingKind::Residents, MeetingKind::Agencies, MeetingKind::Both];
            let fact = OfficeMeetingHeld {
                kind: kinds[number % 3],
                subject: words::MEETINGS[number % words::MEETINGS.len()].to_owned(),
                persons: self.rng.random_range(9..46),
                neighborhood_id: Some(home),
                held_on,
            };
            office.stream.ask(held_on, who, HoldMeeting { fact, today: held_on });
            number += 1;
            days = days.saturating_sub(self.rng.random_range(12..24));
        }
    }

    /// Groups, each further than the next.
    fn gather_groups(&mut self, office: &mut OfficeLife, opened: u64, home: NeighborhoodId) {
        let who = office.who;
        for (number, topic) in words::GROUP_TOPICS.into_iter().enumerate() {
            let start = opened - 40 - 4 * number as u64;
            let group_id = GroupId(self.id());
            let held_on = self.ago(start);
            let persons = self.rng.random_range(11..24);
            let fact = GroupWorkshopHeld { group_id, neighborhood_id: home, topic: topic.to_owned(), persons, held_on };
            office.stream.ask(held_on, who, HoldGroupWorkshop { fact, today: held_on });
            if number == 5 {
                continue;
            }
            let formed_on = self.ago(start - 15);
            let facts = GroupFacts {
                topic: topic.to_owned(),
                aims: "کار پیوسته با خود اهالی".to_owned(),
                scope: "محله".to_owned(),
                role: "اجرا و مطالبه".to_owned(),
                members: self.rng.random_range(7..15),
                months: 12,
                conflict_rule: "رأی بیشتر اعضا".to_owned(),
            };
            let fact = hamyar_events::office::GroupFormed { group_id, facts, formed_on };
            office.stream.ask(formed_on, who, FormGroup { fact, today: formed_on });
            let stages = GroupStage::ALL.iter().copied().filter(|stage| *stage > GroupStage::Informal);
            for (step, stage) in stages.take(6 - number).enumerate() {
                let Some(days) = start.checked_sub(25 + 16 * step as u64) else { break };
                let advanced_on = self.ago(days);
                let some = |wanted: GroupStage, text: &str| (stage == wanted).then(|| text.to_owned());
                let fact = GroupAdvanced {
                    group_id,
                    stage,
                    evidence: "صورت‌جلسهٔ گروه".to_owned(),
                    members: None,
                    power: some(GroupStage::Classified, "شورایاری و هیئت امنای مسجد"),
                    permit: some(GroupStage::Registered, "مجوز فرمانداری"),
                    statute: some(GroupStage::Registered, "اساسنامهٔ نمونهٔ نهاد محلی"),
                    advanced_on,
                };
                office.stream.ask(advanced_on, who, AdvanceGroup { fact, today: advanced_on });
            }
        }
    }

    /// The first neighborhood's needs profile is approved twice and told; the second's waits for the headquarters.
    fn needs(&mut self, office: &mut OfficeLife, opened: u64, serves: &[NeighborhoodId]) {
        let who = office.who;
        let drafted_by = UserId(self.staffing.facilitators[usize::from(who == Who::Facilitator(City::Mashhad))]);
        for (number, neighborhood_id) in serves.iter().copied().enumerate() {
            let drafted = opened - 70 - 20 * number as u64;
            let drafted_on = self.ago(drafted);
            let draft = DraftNeedsProfile {
                neighborhood_id,
                facilities: "آب و برق هست؛ فاضلاب و پارک کم است و مدرسه دو نوبته است.".to_owned(),
                abnormalities: "بیکاری جوانان و بازماندن از تحصیل بیش از همه گفته شد.".to_owned(),
                needs: vec!["سالن ورزش بانوان".to_owned(), "کلاس جبرانی".to_owned(), "روشنایی کوچه‌ها".to_owned()],
                drafted_by,
                drafted_on,
                today: drafted_on,
            };
            office.stream.ask(drafted_on, who, draft);
            let bodies = [ApprovalBody::Committee, ApprovalBody::Headquarters];
            for (turn, body) in bodies.into_iter().take(2 - number).enumerate() {
                let judged_on = self.ago(drafted - 18 - 15 * turn as u64);
                let judge = JudgeNeedsProfile {
                    neighborhood_id,
                    body,
                    outcome: ApprovalOutcome::Approved,
                    reason: None,
                    judged_by: UserId(self.staffing.officers[turn]),
                    judged_on,
                    today: judged_on,
                };
                office.stream.ask(judged_on, Who::Officer(turn), judge);
            }
            if number == 0 {
                let notified_on = self.ago(drafted - 40);
                let told = ["شهرداری", "آموزش و پرورش", "بهزیستی"];
                let agency_ids = told.into_iter().filter_map(|printed| self.agency(printed)).collect();
                let fact = NotifyFact { neighborhood_id, agency_ids, notified_on };
                office.stream.ask(notified_on, Who::Officer(1), NotifyNeedsProfile { fact, today: notified_on });
            }
        }
    }

    /// One plan under way, one that an agency still has to approve.
    fn plans(&mut self, office: &mut OfficeLife, opened: u64, home: NeighborhoodId) {
        let who = office.who;
        for (number, (title, domain)) in
            [("سالن ورزش بانوان", PlanDomain::Social), ("کارگاه خیاطی گروهی", PlanDomain::Economic)]
                .into_iter()
                .enumerate()
        {
            let plan_id = PlanId(self.id());
            let drafted = opened - 110 - 15 * number as u64;
            let drafted_on = self.ago(drafted);
            let measures =
                hamyar_domain::office::catalog::MEASURE_CATALOG.iter().filter(|one| one.domain == domain).take(2);
            let asked = if number == 0 {
                ["شهرداری", "آموزش و پرورش"]
            } else {
                ["فنی و حرفه‌ای", "کمیته امداد"]
            };
            let agency_ids: Vec<AgencyId> = asked.into_iter().filter_map(|printed| self.agency(printed)).collect();
            let sheet = PlanSheet {
                title: title.to_owned(),
                domain,
                measures: measures.map(|one| one.code.to_owned()).collect(),
                scale: "محله".to_owned(),
                beneficiaries: "زنان و دختران محله".to_owned(),
                persons: Some(240),
                people_role: "ثبت‌نام و نگه‌داری".to_owned(),
                groups_role: "ادارهٔ نوبت‌ها".to_owned(),
                institutions_role: "هماهنگی با دستگاه‌ها".to_owned(),
                agency_ids: agency_ids.clone(),
            };
            let lines = vec![
                MoneyLine {
                    title: "آماده‌سازی".to_owned(), amount_rials: 1_200_000_000, source: "شهرداری".to_owned()
                },
                MoneyLine {
                    title: "وسایل".to_owned(), amount_rials: 600_000_000, source: "خیّران".to_owned()
                },
            ];
            let fact = ActionPlanDrafted { plan_id, neighborhood_id: home, sheet, lines, drafted_on };
            office.stream.ask(drafted_on, who, DraftPlan { fact, today: drafted_on });
            for agency_id in agency_ids.into_iter().take(2 - number) {
                let judged_on = self.ago(drafted - 20);
                let outcome = ApprovalOutcome::Approved;
                let fact = ActionPlanJudged { plan_id, agency_id, outcome, reason: None, judged_on };
                office.stream.ask(judged_on, Who::Agency(agency_id), JudgePlan { fact, today: judged_on });
            }
            if number == 0 {
                let progressed_on = self.ago(drafted - 35);
                let evidence = "جای سالن تحویل شد.".to_owned();
                let fact = ActionPlanProgressed { plan_id, state: PlanState::Begun, evidence, progressed_on };
                office.stream.ask(progressed_on, who, ProgressPlan { fact, today: progressed_on });
            }
        }
    }

    fn evaluate(&self, office: &mut OfficeLife, opened: u64) {
        let submitted_on = add_jalali_months(self.ago(opened), 6);
        if submitted_on > self.today {
            return;
        }
        let line = |text: &str| vec![text.to_owned()];
        let evaluate = Evaluate {
            committee: "گروه‌های محله، دفتر امور اجتماعی، شورای شهر".to_owned(),
            strengths: line("اهالی دفتر را از خود می‌دانند."),
            weaknesses: line("دستگاه‌ها دیر پاسخ می‌دهند."),
            opportunities: line("سالن مدرسه عصرها باز است."),
            threats: line("پایان قرارداد پیش از پایان کار گروه‌هاست."),
            remedies: line("نشست ماهانه با دستگاه‌ها"),
            next_year: "ثبت دو گروه و آغاز کارگاه خیاطی".to_owned(),
            submitted_on,
            today: submitted_on,
        };
        let who = office.who;
        office.stream.ask(submitted_on, who, evaluate);
    }
}

/// The reports on every quarter that is over, counted from what is in the log up to a position.
pub(crate) fn reports(offices: &mut [OfficeLife], counted_to: i64, today: NaiveDate, seed: &mut impl Rng) -> Vec<Act> {
    let mut acts = Vec::new();
    for office in offices {
        let Some(opened_on) = office.stream.state.opened_on else { continue };
        let mut day = opened_on;
        while let Some((year, quarter, (_, last))) = quarter_after(day) {
            if last >= today {
                break;
            }
            let figures = quarter_figures(&office.stream.events, year, quarter);
            let fact = OfficeQuarterReported { year, quarter, figures, counted_to, reported_on: today };
            let command = OfficeCommand::from(ReportQuarter { fact, today });
            if let Ok(events) = office.stream.state.decide(&command) {
                events.iter().for_each(|event| office.stream.state.evolve(event));
                let step = Step::Office(office.stream.id, Box::new(command));
                acts.push(Act { command_id: make(seed), day: today, time: None, who: Who::Officer(0), step });
            }
            day = last.checked_add_days(Days::new(1)).unwrap_or(today);
        }
    }
    acts
}

fn quarter_after(day: NaiveDate) -> Option<(u16, u8, (NaiveDate, NaiveDate))> {
    let (year, quarter) = quarter_of(day);
    Some((year, quarter, quarter_bounds(year, quarter)?))
}
