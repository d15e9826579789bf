//! Why the settings turn a command down.

use chrono::NaiveDate;

refusals! {
    /// Why the settings turn a command down.
    SettingsRefusal {
        EffectiveBeforeLast { last: NaiveDate } = "effective_before_last_version", "a version takes effect after the one before it";
    }
}
