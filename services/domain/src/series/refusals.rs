//! Why a series turns a command down.

refusals! {
    /// Why a series turns a command down.
    SeriesRefusal {
        NotOpened = "series_not_opened", "the series has not been opened";
        AlreadyOpened = "series_already_opened", "the series is open already";
        NoValueOfYear = "no_value_of_year", "the series has no value of that year";
        YearIsBase = "series_year_is_base", "changes are counted from that year; another base is stated first";
    }
}
