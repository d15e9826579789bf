//! Projections and projector on a real PostgreSQL.

mod atlas;
mod atlas_kept;
mod audit;
mod batches;
mod before_after;
mod caseload;
mod changes;
mod commission;
mod directory;
mod erasure;
mod families;
mod national;
mod office_quarters;
mod own_parts;
mod pilot;
mod proposals;
mod queue;
mod rebuild;
mod register;
mod rollup;
mod running;
mod services_by_year;
mod story;
mod support;
mod tierings;
