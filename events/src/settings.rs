//! The settings stream: the program's numbers as versioned data, and the texts that its bodies approved.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::family::Sentence;
use crate::ids::ApprovedTextId;
use crate::neighborhood_priority::PriorityRule;
use crate::values::ApprovedTextKind;

stream_events! {
    /// Everything that can have happened to the settings.
    SettingsEvent, stream "settings" {
        SettingsPublished = "settings_published" @ "1.0.0",
        ApprovedTextPublished = "approved_text_published" @ "1.0.0",
        ApprovedTextWithdrawn = "approved_text_withdrawn" @ "1.0.0",
        PriorityRulePublished = "priority_rule_published" @ "1.0.0",
    }
}
impl crate::ClaimsNationalId for SettingsEvent {}

/// A version of the settings was published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SettingsPublished {
    pub version: u32,
    pub values: ProgramNumbers,
    pub effective_from: NaiveDate,
}

/// A text that a body of the program approved: the ethical charter, the requirements, a by-law (seed 001, statement 66). The same id again is its next
/// version; what was approved before stays in the history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ApprovedTextPublished {
    pub text_id: ApprovedTextId,
    /// 1 for the first, one more with each later one.
    pub version: u32,
    pub kind: ApprovedTextKind,
    pub title: Sentence,
    /// The text itself; an empty line parts paragraphs. It names nobody.
    pub body: String,
    /// The body that approved it, e.g. the strategic council.
    pub approved_by: String,
    pub approved_on: NaiveDate,
}

/// The text is no longer in force; it stays readable as such.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ApprovedTextWithdrawn {
    pub text_id: ApprovedTextId,
    /// The version that was in force.
    pub version: u32,
    pub reason: String,
    pub withdrawn_on: NaiveDate,
}

/// Another rule by which neighborhoods get their priority (statement 95). The program ships with the first version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PriorityRulePublished {
    pub version: u32,
    pub rule: PriorityRule,
    /// Why the rule changed.
    pub cause: String,
    pub effective_from: NaiveDate,
}

/// The numbers of the program. Source: seed 003 unless said otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProgramNumbers {
    /// Hours of training before the first family (40).
    pub hours_before: u16,
    /// Hours of training during the year (40).
    pub hours_during: u16,
    /// Families below which spare capacity shows (5).
    pub caseload_min: u16,
    /// Families above which none is taken on (15).
    pub caseload_max: u16,
    /// Jalali years an assignment lasts (1).
    pub assignment_years: u8,
    /// Least quorum a commission may be formed with (3; our choice).
    pub quorum_min: u8,
    /// Days before the end of the year at which it enters the queue (30; our choice).
    pub year_end_notice_days: u16,
    /// Days without a visit after which a visit is due (30; our choice).
    pub visit_every_days: u16,
    /// Days within which a baseline assessment is due after consent (14; our choice).
    pub assessment_within_days: u16,
    /// Jalali years for which a closed file is kept before it is proposed for erasure; [`KEPT_YEARS`] where a version does not say. Our choice,
    /// until the law says otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention_years: Option<u8>,
    /// Working days in which a commission answers a referral; [`ANSWER_DAYS`] where a version does not say. Our choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_days: Option<u8>,
    /// The same for an urgent one; [`URGENT_ANSWER_DAYS`] where a version does not say. Our choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgent_answer_days: Option<u8>,
}

/// Years for which a closed file is kept, where the settings do not say.
pub const KEPT_YEARS: u8 = 10;
/// Working days in which a commission answers, where the settings do not say.
pub const ANSWER_DAYS: u8 = 10;
/// The same of an urgent referral.
pub const URGENT_ANSWER_DAYS: u8 = 3;

impl ProgramNumbers {
    /// Jalali years for which a closed file is kept.
    pub fn retention_years(&self) -> u8 {
        self.retention_years.unwrap_or(KEPT_YEARS)
    }

    /// Working days in which a commission answers a referral.
    pub fn answer_days(&self, urgency: crate::Urgency) -> u8 {
        match urgency {
            crate::Urgency::Normal => self.answer_days.unwrap_or(ANSWER_DAYS),
            crate::Urgency::Urgent => self.urgent_answer_days.unwrap_or(URGENT_ANSWER_DAYS),
        }
    }
}

impl Default for ProgramNumbers {
    fn default() -> Self {
        Self {
            hours_before: 40,
            hours_during: 40,
            caseload_min: 5,
            caseload_max: 15,
            assignment_years: 1,
            quorum_min: 3,
            year_end_notice_days: 30,
            visit_every_days: 30,
            assessment_within_days: 14,
            retention_years: None,
            answer_days: None,
            urgent_answer_days: None,
        }
    }
}
