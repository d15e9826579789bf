//! What can be asked of a saved report.

use hamyar_events::UserId;
use hamyar_events::saved_report::{ReportSaved, SavedReportChanged, SavedReportRenamed, SavedReportShared};
use serde::{Deserialize, Serialize};

commands! {
    /// Everything that can be asked of a saved report.
    SavedReportCommand { SaveReport, RenameReport, ChangeReport, ShareReport, DeleteReport }
}

/// Keep a report under a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SaveReport {
    #[serde(flatten)]
    pub report: ReportSaved,
}

/// Call it otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RenameReport {
    #[serde(flatten)]
    pub renaming: SavedReportRenamed,
    /// Who asks.
    #[serde(skip)]
    pub by: UserId,
}

/// Let it count something else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChangeReport {
    #[serde(flatten)]
    pub change: SavedReportChanged,
    /// Who asks.
    #[serde(skip)]
    pub by: UserId,
}

/// Share it with those of a role and place, or with nobody any more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShareReport {
    #[serde(flatten)]
    pub sharing: SavedReportShared,
    /// Who asks.
    #[serde(skip)]
    pub by: UserId,
}

/// Take it away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeleteReport {
    /// Who asks.
    #[serde(skip)]
    pub by: UserId,
}
