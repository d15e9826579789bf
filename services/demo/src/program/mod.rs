//! The program around the families: neighborhoods with profile, priority and power map, facilitation offices at work, funds, councils, general aid.
//! Like the families' years, every wish is put to the real rules before it is written down.

mod activities;
mod councils;
mod funds;
mod neighborhoods;
mod offices;
#[cfg(test)]
mod tests;
mod words;

use chrono::{Days, NaiveDate};
use hamyar_domain::*;
use hamyar_events::*;
use hamyar_import::seeds::{Plan as Seeds, SeedCommand};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

use crate::act::{Act, Step, Who};
use crate::ids::make;
use crate::plan::Planner;

pub(crate) use offices::{OfficeLife, reports};

/// An aggregate of the program as the demo plans with it.
pub(crate) trait Told: Decider + Default {
    fn decided(&self, command: &Self::Command) -> Result<Vec<Self::Event>, Self::Error>;
    fn take(&mut self, event: &Self::Event);
    fn step(id: Uuid, command: Self::Command) -> Step;
}

macro_rules! told {
    ($($aggregate:ident),+) => {$(
        impl Told for $aggregate {
            fn decided(&self, command: &Self::Command) -> Result<Vec<Self::Event>, Self::Error> {
                self.decide(command)
            }
            fn take(&mut self, event: &Self::Event) {
                self.evolve(event);
            }
            fn step(id: Uuid, command: Self::Command) -> Step {
                Step::$aggregate(id, Box::new(command))
            }
        }
    )+};
}
told! { Activity, Council, Fund, Neighborhood, Office }

/// An aggregate with its id, everything that happened to it, and what is wished of it.
pub(crate) struct Stream<A: Told> {
    pub(crate) id: Uuid,
    pub(crate) state: A,
    pub(crate) events: Vec<A::Event>,
    wishes: Vec<(NaiveDate, Who, A::Command)>,
}

impl<A: Told> Stream<A> {
    fn new(id: Uuid) -> Self {
        Self { id, state: A::default(), events: Vec::new(), wishes: Vec::new() }
    }

    fn ask(&mut self, day: NaiveDate, who: Who, command: impl Into<A::Command>) {
        self.wishes.push((day, who, command.into()));
    }
}

/// Who acts on the program, beside the centers: ids of the accounts that stand for them.
pub(crate) struct Staffing {
    /// Two officers: whoever approved first does not approve second.
    pub(crate) officers: [Uuid; 2],
    /// Facilitator of Qazvin, facilitator of Mashhad.
    pub(crate) facilitators: [Uuid; 2],
}

/// The program's years.
pub(crate) struct Program<'a> {
    seeds: &'a Seeds,
    planner: &'a Planner,
    staffing: &'a Staffing,
    today: NaiveDate,
    rng: StdRng,
    pub(crate) acts: Vec<Act>,
    /// Acts the rules turned down: what, and the code. Empty, or the story has a fault.
    pub(crate) refused: Vec<(String, String)>,
    neighborhoods: BTreeMap<Uuid, Stream<Neighborhood>>,
    duties: HashMap<AgencyId, Vec<u16>>,
    pub(crate) offices: Vec<OfficeLife>,
}

impl<'a> Program<'a> {
    /// Lives the program's years through.
    pub(crate) fn live(seeds: &'a Seeds, planner: &'a Planner, staffing: &'a Staffing, seed: u64) -> Self {
        let mut program = Self {
            seeds,
            planner,
            staffing,
            today: planner.today,
            rng: StdRng::seed_from_u64(seed ^ 0x4d41_4841_4c4c_4548),
            acts: Vec::new(),
            refused: Vec::new(),
            neighborhoods: BTreeMap::new(),
            duties: HashMap::new(),
            offices: Vec::new(),
        };
        program.read_seeds();
        program.keep_neighborhoods();
        program.run_offices();
        program.run_funds();
        program.hold_councils();
        program.give_general_aid();
        program.acts.sort_by_key(|act| act.day);
        program
    }

    /// What the seed data did to neighborhoods and agencies, which the program builds on.
    fn read_seeds(&mut self) {
        for planned in &self.seeds.commands {
            match &planned.command {
                SeedCommand::Neighborhood(command) => {
                    let stream =
                        self.neighborhoods.entry(planned.stream_id).or_insert_with(|| Stream::new(planned.stream_id));
                    for event in stream.state.decide(command).unwrap_or_default() {
                        stream.state.evolve(&event);
                    }
                }
                SeedCommand::Agency(AgencyCommand::RecordDuty(command)) => {
                    self.duties.entry(AgencyId(planned.stream_id)).or_default().push(command.duty.number);
                }
                _ => {}
            }
        }
    }

    /// The day so many days before today.
    fn ago(&self, days: u64) -> NaiveDate {
        self.today.checked_sub_days(Days::new(days)).unwrap_or(self.today)
    }

    fn id(&mut self) -> Uuid {
        make(&mut self.rng)
    }

    fn one<'b>(&mut self, of: &[&'b str]) -> &'b str {
        if of.is_empty() { "" } else { of[self.rng.random_range(0..of.len())] }
    }

    fn agency(&self, printed: &str) -> Option<AgencyId> {
        self.seeds.agency(printed)
    }

    /// Puts everything that is wished of an aggregate to it, day by day. What the rules accept is remembered and written down.
    fn settle<A: Told>(&mut self, stream: &mut Stream<A>)
    where
        A::Error: Refused,
    {
        let mut wishes = std::mem::take(&mut stream.wishes);
        wishes.sort_by_key(|(day, _, _)| *day);
        for (day, who, command) in wishes {
            let events = match stream.state.decided(&command) {
                Ok(events) => events,
                Err(refusal) => {
                    let fields = refusal.fields().iter().map(|field| format!("{}: {:?}", field.field, field.rule));
                    let fields: Vec<_> = fields.collect();
                    let what = <A::Event as StreamEvent>::STREAM.to_owned();
                    self.refused.push((what, format!("{day} {} {}", refusal.code(), fields.join(", "))));
                    continue;
                }
            };
            if events.is_empty() {
                continue;
            }
            for event in events {
                stream.state.take(&event);
                stream.events.push(event);
            }
            let command_id = self.id();
            self.acts.push(Act { command_id, day, time: None, who, step: A::step(stream.id, command) });
        }
    }
}
