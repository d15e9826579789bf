//! The rules of a center.

use std::collections::BTreeSet;

use hamyar_events::center::{CenterClosed, CenterNeighborhoodsSet, TierApprovalSet};
use hamyar_events::{CenterEvent, NeighborhoodId};

use super::{Center, CenterCommand, CenterRefusal};
use crate::Rule;
use crate::checks::Checks;

impl Center {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &CenterCommand) -> Result<Vec<CenterEvent>, CenterRefusal> {
        match command {
            CenterCommand::RegisterCenter(command) => {
                let center = &command.center;
                let prefix = &center.file_prefix;
                let right = (1..=4).contains(&prefix.len()) && prefix.chars().all(|c| c.is_ascii_alphanumeric());
                let mut checks = Checks::new();
                checks.text("name", &center.name, 200);
                checks.fault_if(!right, "file_prefix", Rule::Malformed);
                checks.past("opened_on", center.opened_on, command.today);
                checks.done::<CenterRefusal>()?;
                if self.opened_on.is_some() {
                    return Err(CenterRefusal::AlreadyRegistered);
                }
                Ok(vec![center.clone().into()])
            }
            CenterCommand::SetNeighborhoods(command) => {
                self.open()?;
                let wanted: BTreeSet<NeighborhoodId> = command.neighborhood_ids.iter().copied().collect();
                if wanted == self.neighborhood_ids {
                    return Ok(Vec::new());
                }
                Ok(vec![CenterNeighborhoodsSet { neighborhood_ids: wanted.into_iter().collect() }.into()])
            }
            CenterCommand::SetTierApproval(command) => {
                self.open()?;
                if command.needed != self.tier_approval_waived {
                    return Ok(Vec::new());
                }
                Ok(vec![TierApprovalSet { needed: command.needed }.into()])
            }
            CenterCommand::CloseCenter(command) => {
                if self.closed_on.is_some() {
                    return Ok(Vec::new());
                }
                let opened_on = self.open()?;
                Checks::new()
                    .between("closed_on", command.closed_on, opened_on, command.today)
                    .done::<CenterRefusal>()?;
                let (families, caseworkers) = (command.families_left, command.caseworkers_left);
                if families > 0 || caseworkers > 0 {
                    return Err(CenterRefusal::NotEmpty { families, caseworkers });
                }
                Ok(vec![CenterClosed { closed_on: command.closed_on }.into()])
            }
        }
    }

    fn open(&self) -> Result<chrono::NaiveDate, CenterRefusal> {
        match (self.opened_on, self.closed_on) {
            (None, _) => Err(CenterRefusal::NotRegistered),
            (_, Some(closed_on)) => Err(CenterRefusal::Closed { closed_on }),
            (Some(opened_on), None) => Ok(opened_on),
        }
    }
}
