//! What can be asked of a series.

use hamyar_events::series::*;

commands! {
    /// Everything that can be asked of a series.
    SeriesCommand {
        OpenSeries,
        RecordSeriesValue "replaces",
        StrikeSeriesValue,
        StateSeriesBase "replaces",
    }
}

wishes! {
    /// Open a series.
    OpenSeries { series: SeriesOpened },
    /// Record the value of a year; recorded again, it is put right.
    RecordSeriesValue { value: SeriesValueRecorded },
    /// The value of a year was a mistake.
    StrikeSeriesValue { strike: SeriesValueStruck },
    /// Say from which year changes are counted.
    StateSeriesBase { base: SeriesBaseStated },
}
