//! Obstacles: raised, followed, closed, and opened again; each step is kept (S113).

use chrono::NaiveDate;
use hamyar_events::ObstacleId;

use super::decide::{Decided, one};
use super::*;
use crate::checks::Checks;

impl Council {
    pub(super) fn raise(&self, command: &RaiseObstacle) -> Decided {
        let formed_on = self.going()?;
        let obstacle = &command.obstacle;
        let mut checks = Checks::new();
        checks.text("text", &obstacle.text, 2_000);
        checks.between("raised_on", obstacle.raised_on, formed_on, command.today);
        checks.done::<CouncilRefusal>()?;
        self.held(obstacle.session_id)?;
        if self.obstacles.contains_key(&obstacle.obstacle_id) {
            return Err(CouncilRefusal::IdTaken);
        }
        one(obstacle.clone())
    }

    pub(super) fn follow(&self, command: &FollowObstacle) -> Decided {
        let follow = &command.follow;
        self.step(
            follow.obstacle_id,
            ("note", &follow.note),
            ("followed_on", follow.followed_on),
            command.today,
            true,
        )?;
        one(follow.clone())
    }

    pub(super) fn close_obstacle(&self, command: &CloseObstacle) -> Decided {
        let end = &command.closing;
        self.step(end.obstacle_id, ("result", &end.result), ("closed_on", end.closed_on), command.today, true)?;
        one(end.clone())
    }

    pub(super) fn reopen(&self, command: &ReopenObstacle) -> Decided {
        let again = &command.reopening;
        self.step(again.obstacle_id, ("note", &again.note), ("reopened_on", again.reopened_on), command.today, false)?;
        one(again.clone())
    }

    /// A step on an obstacle says something, on a day since it was raised or closed.
    fn step(
        &self,
        id: ObstacleId,
        (field, text): (&'static str, &str),
        (day_field, day): (&'static str, NaiveDate),
        today: NaiveDate,
        open: bool,
    ) -> Result<(), CouncilRefusal> {
        self.going()?;
        let known = self.obstacles.get(&id);
        let earliest = known.map_or(day, |one| one.closed_on.unwrap_or(one.raised_on).min(today));
        let mut checks = Checks::new();
        checks.text(field, text, 2_000);
        checks.between(day_field, day, earliest, today);
        checks.done::<CouncilRefusal>()?;
        match known.ok_or(CouncilRefusal::UnknownObstacle)?.closed_on {
            Some(_) if open => Err(CouncilRefusal::ObstacleIsClosed),
            None if !open => Err(CouncilRefusal::ObstacleIsOpen),
            _ => Ok(()),
        }
    }
}
