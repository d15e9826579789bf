//! A series as rules: a value a year, a base that has a value; no change is typed.

use hamyar_events::series::*;
use hamyar_events::*;

use super::*;
use crate::testing::*;

fn open() -> OpenSeries {
    let series = SeriesOpened {
        indicator: "divorce_rate_general".to_owned(),
        title: "میزان عمومی طلاق".to_owned(),
        title_en: None,
        unit: "per_1000_population".to_owned(),
        place_id: None,
        opened_on: day("2025-03-21"),
        source: None,
    };
    OpenSeries { series, today: today() }
}

fn value(year: u16, value_thousandths: i64) -> RecordSeriesValue {
    let (qualifier, source) = (Qualifier::Exact, "سازمان ثبت احوال".to_owned());
    let value = SeriesValueRecorded { year, value_thousandths, qualifier, source, recorded_on: today() };
    RecordSeriesValue { value, today: today() }
}

fn strike(year: u16) -> StrikeSeriesValue {
    StrikeSeriesValue { strike: SeriesValueStruck { year, struck_on: today() }, today: today() }
}

fn base(year: u16) -> StateSeriesBase {
    let base = SeriesBaseStated { year, reason: "آغاز برنامه".to_owned(), stated_on: today() };
    StateSeriesBase { base, today: today() }
}

fn series(commands: impl IntoIterator<Item = SeriesCommand>) -> Vec<SeriesEvent> {
    history::<IndicatorSeries>(&[], [vec![open().into()], commands.into_iter().collect()].concat())
}

#[test]
fn a_year_has_one_value_that_can_be_put_right_or_struck() {
    given::<IndicatorSeries>(series([])).when(open()).then_refused(SeriesRefusal::AlreadyOpened);
    let mut wrong = open();
    (wrong.series.indicator, wrong.series.title) = ("طلاق".to_owned(), String::new());
    given::<IndicatorSeries>([]).when(wrong).then_invalid(&["indicator", "title"]);
    given::<IndicatorSeries>([]).when(value(1400, 2000)).then_refused(SeriesRefusal::NotOpened);
    given::<IndicatorSeries>(series([])).when(value(99, i64::MAX)).then_invalid(&["year", "value_thousandths"]);
    let valued = series([value(1400, 2000).into()]);
    given::<IndicatorSeries>(valued.clone()).when(value(1400, 2000)).then_nothing();
    given::<IndicatorSeries>(valued.clone()).when(value(1400, 2100)).then_types(&["series_value_recorded"]);
    given::<IndicatorSeries>(valued.clone()).when(strike(1401)).then_refused(SeriesRefusal::NoValueOfYear);
    given::<IndicatorSeries>(valued).when(strike(1400)).then_types(&["series_value_struck"]);
}

#[test]
fn changes_are_counted_from_a_year_that_has_a_value() {
    given::<IndicatorSeries>([]).when(base(1400)).then_refused(SeriesRefusal::NotOpened);
    given::<IndicatorSeries>(series([])).when(base(1400)).then_refused(SeriesRefusal::NoValueOfYear);
    let based = series([value(1400, 2000).into(), base(1400).into()]);
    given::<IndicatorSeries>(based.clone()).when(base(1400)).then_nothing();
    given::<IndicatorSeries>(based.clone()).when(strike(1400)).then_refused(SeriesRefusal::YearIsBase);
    let moved = history::<IndicatorSeries>(&based, [value(1401, 1900).into(), base(1401).into()]);
    given::<IndicatorSeries>(moved).when(strike(1400)).then_types(&["series_value_struck"]);
}
