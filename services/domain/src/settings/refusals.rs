//! Why the settings turn a command down.

use chrono::NaiveDate;

refusals! {
    /// Why the settings turn a command down.
    SettingsRefusal {
        EffectiveBeforeLast { last: NaiveDate } = "effective_before_last_version", "a version takes effect after the one before it";
        UnknownText = "unknown_approved_text", "no such approved text";
        TextChanged { version: u32 } = "approved_text_changed", "another version was published meanwhile; read it first";
        TextWithdrawn = "approved_text_withdrawn", "the text is no longer in force; publish another one";
    }
}
