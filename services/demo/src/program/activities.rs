//! General aid: some activities a year in every center, with those who came, and the next one announced.

use chrono::Days;
use hamyar_domain::Activity;
use hamyar_domain::activity::*;
use hamyar_events::activity::*;
use hamyar_events::*;
use rand::Rng;
use rand::seq::IndexedRandom;

use super::{Program, Stream, words};
use crate::act::Who;

impl Program<'_> {
    pub(super) fn give_general_aid(&mut self) {
        for center in 0..self.planner.world.centers.len() {
            for (number, (form, title, domain)) in words::ACTIVITIES.into_iter().enumerate() {
                let ago = 38 * (words::ACTIVITIES.len() - number) as u64 - 20 + center as u64;
                let held_on = self.ago(ago);
                if self.planner.world.centers[center].opened_on.checked_add_days(Days::new(40)) > Some(held_on) {
                    continue;
                }
                let planned = self.ago(ago + 16);
                let mut activity = self.planned(center, (form, title, domain), planned, held_on);
                let hours = activity.1;
                let held = ActivityHeld { held_on, hours, head_count: self.rng.random_range(3..18) };
                activity.0.ask(held_on, Who::Manager(center), HoldActivity { held, today: held_on });
                self.come(&mut activity.0, center, held_on, hours);
                self.settle(&mut activity.0);
            }
            let (form, title, domain) = words::ACTIVITIES[center % words::ACTIVITIES.len()];
            let ahead = self.today.checked_add_days(Days::new(6 + center as u64)).unwrap_or(self.today);
            let mut next = self.planned(center, (form, title, domain), self.ago(4), ahead);
            self.settle(&mut next.0);
        }
    }

    fn planned(
        &mut self,
        center: usize,
        (form, title, domain): (&str, &str, &str),
        planned_on: chrono::NaiveDate,
        planned_for: chrono::NaiveDate,
    ) -> (Stream<Activity>, u16) {
        let mut activity = Stream::<Activity>::new(self.id());
        let hours = self.rng.random_range(2..=4);
        let home = &self.planner.world.centers[center];
        let plan = ActivityPlanned {
            center_id: home.id,
            form: form.to_owned(),
            title: title.to_owned(),
            domain: domain.parse().unwrap_or(Domain::Social),
            audience: vec![Tier::Stable, Tier::AtRisk],
            neighborhood_id: home.neighborhoods.choose(&mut self.rng).copied(),
            planned_for,
            hours,
        };
        let who = Who::Manager(center);
        activity.ask(planned_on, who, PlanActivity { plan, today: planned_on });
        let announced_on = planned_on.checked_add_days(Days::new(2)).unwrap_or(planned_on);
        activity.ask(announced_on, who, AnnounceActivity { announced_on, today: announced_on });
        (activity, hours)
    }

    /// Families of the center that were known by then: some by member, some by number.
    fn come(&mut self, activity: &mut Stream<Activity>, center: usize, held_on: chrono::NaiveDate, hours: u16) {
        let known: Vec<(FamilyId, Option<MemberId>)> = self
            .planner
            .families
            .iter()
            .filter(|life| {
                life.center == center && life.state.file.as_ref().is_some_and(|file| file.identified_on <= held_on)
            })
            .map(|life| (life.id, life.household.people.first().map(|person| person.id)))
            .collect();
        let count = self.rng.random_range(6..15);
        let chosen: Vec<_> = known.choose_multiple(&mut self.rng, count).copied().collect();
        for (number, (family_id, member)) in chosen.into_iter().enumerate() {
            let member_id = member.filter(|_| number % 3 != 2);
            let persons = if member_id.is_some() { 1 } else { self.rng.random_range(2..=4) };
            let attendance = AttendanceRecorded { family_id, member_id, persons, hours };
            activity.ask(held_on, Who::Manager(center), RecordAttendance { attendance });
        }
    }
}
