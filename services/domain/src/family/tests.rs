mod calendar;
mod consent;
mod holding;
mod intake;
mod properties;
mod referral;
mod tiering;
mod work;
