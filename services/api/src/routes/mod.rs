//! The operations, one file or folder per resource.

mod activities;
mod agency_lists;
pub(crate) mod answers;
mod approved_texts;
mod asked;
mod atlas;
mod audit;
mod bulk;
mod calendar;
mod caseworker_accounts;
mod caseworkers;
mod centers;
mod checkpoints;
mod colleagues;
mod commissions;
mod comparisons;
mod contacts;
mod councils;
mod cover;
mod decisions;
mod devices;
mod erasures;
mod facilitation;
mod families;
mod follow_up;
mod funds;
mod gazetteer;
mod grant_history;
mod grants;
mod handover;
mod indicator_drafts;
mod invitations;
mod lists;
pub(crate) mod live;
mod lookups;
pub(crate) mod meta;
mod minutes;
mod national;
mod neighborhood_cases;
mod notices;
mod offices;
mod outside;
mod owed;
mod presenters;
mod reach;
mod reception;
mod report_builder;
mod report_tables;
mod reports;
mod requests;
mod roadmaps;
mod rollup;
pub(crate) mod run;
mod saved_reports;
mod second_factor;
pub(crate) mod session;
mod sessions;
mod sign_ins;
mod sitting;
pub(crate) mod sync;
mod system;
mod tables;
mod tasks;
mod users;
pub(crate) mod what_if;

pub(crate) use run::{rights_problem, store_problem};
use utoipa_axum::router::OpenApiRouter;

use crate::state::AppState;

/// Every operation, under `/api/v1`.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(session::router())
        .merge(second_factor::router())
        .merge(outside::router())
        .merge(sessions::router())
        .merge(sign_ins::router())
        .merge(devices::router())
        .merge(invitations::router())
        .merge(meta::router())
        .merge(live::router())
        .merge(activities::router())
        .merge(funds::router())
        .merge(councils::router())
        .merge(national::router())
        .merge(calendar::router())
        .merge(caseworkers::router())
        .merge(caseworker_accounts::router())
        .merge(families::router())
        .merge(owed::router())
        .merge(notices::router())
        .merge(comparisons::router())
        .merge(contacts::router())
        .merge(tasks::router())
        .merge(colleagues::router())
        .merge(follow_up::router())
        .merge(centers::router())
        .merge(commissions::router())
        .merge(decisions::router())
        .merge(reception::router())
        .merge(sitting::router())
        .merge(minutes::router())
        .merge(erasures::router())
        .merge(reports::router())
        .merge(report_tables::router())
        .merge(report_builder::router())
        .merge(saved_reports::router())
        .merge(bulk::router())
        .merge(agency_lists::router())
        .merge(tables::router())
        .merge(what_if::router())
        .merge(requests::router())
        .merge(approved_texts::router())
        .merge(lists::router())
        .merge(gazetteer::router())
        .merge(neighborhood_cases::router())
        .merge(indicator_drafts::router())
        .merge(audit::router())
        .merge(checkpoints::router())
        .merge(users::router())
        .merge(grants::router())
        .merge(handover::router())
        .merge(grant_history::router())
        .merge(system::router())
        .merge(sync::router())
        .merge(roadmaps::router())
        .merge(facilitation::router())
        .merge(offices::router())
        .merge(rollup::router())
        .merge(atlas::router())
}
