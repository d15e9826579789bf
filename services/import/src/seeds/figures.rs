//! Figures that the documents print: kept as declared, with qualifier and source, never derived and never corrected.
//!
//! Sums are computed where they are read. The zones of Mashhad sum to 883,485 people beside the declared 1,250,000 (S093).

use super::places::{place_id, zone_key};
use super::plan::{Plan, SeedCommand};
use super::source::{Row, SeedError, SeedSource};
use hamyar_domain::place::{DeclareFigure, PlaceCommand};
use hamyar_events::Qualifier;
use hamyar_events::place::FigureDeclared;

pub(super) fn plan(source: &SeedSource, plan: &mut Plan) -> Result<(), SeedError> {
    plan_settlements(source, plan)?;
    plan_zones(source, plan)?;
    plan_indicators(source, plan, "001_statistics.csv", "001/statistics", "rey_county")?;
    plan_indicators(source, plan, "004_national_figures.csv", "004/national_figures", "iran")?;
    plan_indicators(source, plan, "003_programme_numbers.csv", "003/programme_numbers", "iran")?;
    plan_province_summary(source, plan)
}

/// Khorasan Razavi's towns with their informal settlements, and the province's printed total.
fn plan_settlements(source: &SeedSource, plan: &mut Plan) -> Result<(), SeedError> {
    const SOURCE: &str = "002/informal_settlements_by_city";
    for row in source.sheet("002_informal_settlements_by_city.csv")?.rows {
        let place = match row.text("city_key") {
            "province_total" => "khorasan_razavi",
            city => city,
        };
        for (column, indicator, unit) in [
            ("neighbourhoods", "informal_neighborhoods", "neighborhood"),
            ("area_hectares", "informal_area", "hectare"),
            ("population", "informal_population", "person"),
            ("share_of_city_area_as_printed", "informal_share_of_city_area", "percent"),
            ("share_of_national_as_printed", "informal_share_of_national", "percent"),
        ] {
            let quote = row.some(column).filter(|_| unit == "percent");
            declare(plan, place, &row, column, indicator, unit, SOURCE, quote)?;
        }
        // The printed shares have their digits reversed; the inferred ones are kept beside them, as about.
        let column = "share_of_national_percent_inferred";
        if let Some(value_thousandths) = row.thousandths(column)? {
            let figure = FigureDeclared {
                indicator: "informal_share_of_national_inferred".into(),
                value_thousandths,
                qualifier: Qualifier::About,
                unit: "percent".into(),
                period: None,
                source: SOURCE.into(),
                quote: None,
            };
            add(plan, place, figure);
        }
    }
    Ok(())
}

/// Mashhad's zones: area, population, the municipal districts they touch; and the printed total of all zones.
fn plan_zones(source: &SeedSource, plan: &mut Plan) -> Result<(), SeedError> {
    const SOURCE: &str = "002/mashhad_zones";
    for row in source.sheet("002_mashhad_zones.csv")?.rows {
        let zone = zone_key(row.text("zone_no"));
        let location = format!("{}؛ {}", row.text("position_to_city"), row.text("geographic_position"));
        declare(plan, &zone, &row, "area_hectares", "informal_area", "hectare", SOURCE, None)?;
        declare(plan, &zone, &row, "population", "informal_population", "person", SOURCE, Some(location))?;
        for district in row.text("municipal_districts").split(';') {
            let figure = FigureDeclared {
                indicator: format!("municipal_district_{district}"),
                value_thousandths: row.read("municipal_districts", |_| district.parse::<i64>().ok())? * 1000,
                qualifier: Qualifier::Exact,
                unit: "municipal_district_number".into(),
                period: None,
                source: SOURCE.into(),
                quote: row.some("municipal_districts_as_printed"),
            };
            add(plan, &zone, figure);
        }
    }
    const TOTAL: &str = "002/mashhad_zones_total_as_printed";
    for row in source.sheet("002_mashhad_zones_total_as_printed.csv")?.rows {
        for (column, indicator, unit) in [
            ("area_hectares", "informal_area", "hectare"),
            ("population", "informal_population", "person"),
            ("neighbourhoods", "informal_neighborhoods", "neighborhood"),
        ] {
            declare(plan, "mashhad", &row, column, indicator, unit, TOTAL, row.some("note_fa"))?;
        }
    }
    Ok(())
}

/// A table of indicators with figure, qualifier, unit and quote.
fn plan_indicators(
    source: &SeedSource,
    plan: &mut Plan,
    file: &'static str,
    table: &str,
    place: &str,
) -> Result<(), SeedError> {
    for row in source.sheet(file)?.rows {
        let Some(value_thousandths) = row.thousandths("figure")? else { continue };
        let figure = FigureDeclared {
            indicator: row.text("indicator").to_owned(),
            value_thousandths,
            qualifier: row.read("qualifier", |text| text.parse().ok())?,
            unit: row.text("unit").to_owned(),
            period: row.some("period_jalali"),
            source: table.to_owned(),
            quote: row.some("quote_fa"),
        };
        add(plan, place, figure);
    }
    Ok(())
}

fn plan_province_summary(source: &SeedSource, plan: &mut Plan) -> Result<(), SeedError> {
    const SOURCE: &str = "000/province_summary";
    for row in source.sheet("000_province_summary.csv")?.rows {
        let (indicator, unit) = (row.text("indicator_en").to_owned(), "count");
        let quote = Some(format!("{}: {}", row.text("indicator_fa"), row.text("value_as_printed")));
        declare(plan, "qazvin_province", &row, "value", &indicator, unit, SOURCE, quote)?;
    }
    Ok(())
}

#[expect(
    clippy::too_many_arguments,
    reason = "a figure has this many parts, and each call names them in a table's order"
)]
fn declare(
    plan: &mut Plan,
    place: &str,
    row: &Row,
    column: &str,
    indicator: &str,
    unit: &str,
    source: &str,
    quote: Option<String>,
) -> Result<(), SeedError> {
    if let Some(value_thousandths) = row.thousandths(column)? {
        let figure = FigureDeclared {
            indicator: indicator.to_owned(),
            value_thousandths,
            qualifier: Qualifier::Exact,
            unit: unit.to_owned(),
            period: None,
            source: source.to_owned(),
            quote,
        };
        add(plan, place, figure);
    }
    Ok(())
}

fn add(plan: &mut Plan, place: &str, figure: FigureDeclared) {
    let (key, source) = (format!("figure/{}/{}", figure.source, figure.indicator), figure.source.clone());
    let command = SeedCommand::Place(PlaceCommand::from(DeclareFigure { figure }));
    plan.add(place_id(place).0, &key, &source, command);
}
