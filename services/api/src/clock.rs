//! Now, and today in Tehran. Tests set their own.

use chrono::{DateTime, NaiveDate, Utc};
use std::sync::Arc;

/// Where the time comes from.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>);

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Arc::new(Utc::now))
    }
    /// A clock of one's own.
    pub fn from_fn(now: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }
    /// The present instant.
    pub fn now(&self) -> DateTime<Utc> {
        (self.0)()
    }
    /// Today in Tehran.
    pub fn today(&self) -> NaiveDate {
        hamyar_persian::tehran_date(self.now())
    }
}
