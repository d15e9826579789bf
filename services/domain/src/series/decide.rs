//! The rules of a series.

use hamyar_events::SeriesEvent;

use super::*;
use crate::checks::Checks;

type Decided = Result<Vec<SeriesEvent>, SeriesRefusal>;

/// Jalali years that have values.
const YEARS: (i64, i64) = (1300, 1500);
/// Largest value, in thousandths: what a browser's numbers hold exactly.
const VALUE_MAX: i64 = 1_000_000_000_000_000;

fn one(event: impl Into<SeriesEvent>) -> Decided {
    Ok(vec![event.into()])
}

impl IndicatorSeries {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &SeriesCommand) -> Decided {
        use SeriesCommand as C;
        match command {
            C::OpenSeries(command) => self.open(command),
            C::RecordSeriesValue(command) => self.record(command),
            C::StrikeSeriesValue(command) => self.strike(command),
            C::StateSeriesBase(command) => self.state_base(command),
        }
    }

    fn open(&self, command: &OpenSeries) -> Decided {
        let series = &command.series;
        let mut checks = Checks::new();
        checks.code("indicator", &series.indicator);
        checks.text("title", &series.title, 300);
        checks.code("unit", &series.unit);
        for (field, text, max) in [("title_en", &series.title_en, 300), ("source", &series.source, 200)] {
            if let Some(text) = text {
                checks.text(field, text, max);
            }
        }
        checks.past("opened_on", series.opened_on, command.today);
        checks.done::<SeriesRefusal>()?;
        if self.opened_on.is_some() {
            return Err(SeriesRefusal::AlreadyOpened);
        }
        one(series.clone())
    }

    fn record(&self, command: &RecordSeriesValue) -> Decided {
        self.opened()?;
        let value = &command.value;
        let mut checks = Checks::new();
        checks.range("year", value.year.into(), YEARS.0, YEARS.1);
        checks.range("value_thousandths", value.value_thousandths, -VALUE_MAX, VALUE_MAX);
        checks.text("source", &value.source, 200);
        checks.past("recorded_on", value.recorded_on, command.today);
        checks.done::<SeriesRefusal>()?;
        let same = self.values.get(&value.year) == Some(value);
        if same { Ok(Vec::new()) } else { one(value.clone()) }
    }

    fn strike(&self, command: &StrikeSeriesValue) -> Decided {
        self.opened()?;
        let strike = &command.strike;
        let mut checks = Checks::new();
        checks.past("struck_on", strike.struck_on, command.today);
        checks.done::<SeriesRefusal>()?;
        if !self.values.contains_key(&strike.year) {
            return Err(SeriesRefusal::NoValueOfYear);
        }
        if self.base == Some(strike.year) { Err(SeriesRefusal::YearIsBase) } else { one(strike.clone()) }
    }

    /// M52: a change needs a base that somebody stated, with a value of its own.
    fn state_base(&self, command: &StateSeriesBase) -> Decided {
        self.opened()?;
        let base = &command.base;
        let mut checks = Checks::new();
        checks.text("reason", &base.reason, 1000);
        checks.past("stated_on", base.stated_on, command.today);
        checks.done::<SeriesRefusal>()?;
        if !self.values.contains_key(&base.year) {
            return Err(SeriesRefusal::NoValueOfYear);
        }
        if self.base == Some(base.year) { Ok(Vec::new()) } else { one(base.clone()) }
    }

    fn opened(&self) -> Result<(), SeriesRefusal> {
        if self.opened_on.is_some() { Ok(()) } else { Err(SeriesRefusal::NotOpened) }
    }
}
