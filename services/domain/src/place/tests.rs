use hamyar_events::place::{FigureDeclared, FigureDoubted, FigureRelated, FigureTold, PlaceRegistered};
use hamyar_events::{FigureDoubt, FigureRelation, PlaceLevel, Qualifier};

use super::*;
use crate::testing::*;

fn register() -> RegisterPlace {
    RegisterPlace {
        place: PlaceRegistered {
            level: PlaceLevel::City,
            name: "مشهد".to_owned(),
            name_en: None,
            parent_id: Some(id(81)),
            number: None,
            valid_from: None,
            source: "002".to_owned(),
        },
    }
}

/// S093, S115: a printed figure is kept as declared, with its qualifier and source, once.
#[test]
fn a_declared_figure_is_kept_once() {
    let figure = FigureDeclared {
        indicator: "population".to_owned(),
        value_thousandths: 1_250_000_000,
        qualifier: Qualifier::About,
        unit: "person".to_owned(),
        period: None,
        source: "002".to_owned(),
        quote: None,
    };
    let known = history::<Place>(&[], [register().into(), DeclareFigure { figure: figure.clone() }.into()]);
    given::<Place>(known).when(DeclareFigure { figure: figure.clone() }).then_nothing();
    given::<Place>([]).when(DeclareFigure { figure }).then_refused(PlaceRefusal::NotRegistered);
}

#[test]
fn a_place_moves_in_the_dated_tree() {
    let known = history::<Place>(&[], [register().into()]);
    let to = |parent| MovePlace { parent_id: id(parent), valid_from: day("2020-01-01") };
    given::<Place>(known.clone()).when(to(81)).then_nothing();
    given::<Place>(known.clone()).when(to(82)).then_types(&["place_moved"]);
    given::<Place>(known).when(register()).then_refused(PlaceRefusal::AlreadyRegistered);
}

/// S119: a figure that is told in several parts of a document is one record; what is said of it needs the record.
#[test]
fn s119_a_figure_is_told_in_several_sections_and_stays_one_record() {
    let figure = |indicator: &str| FigureDeclared {
        indicator: indicator.to_owned(),
        value_thousandths: 150_000,
        qualifier: Qualifier::Exact,
        unit: "programme".to_owned(),
        period: None,
        source: "004".to_owned(),
        quote: None,
    };
    let tell = |section: &str, declared_as: Option<&str>| TellFigure {
        telling: FigureTold {
            indicator: "joy".to_owned(),
            source: "004".to_owned(),
            section: section.to_owned(),
            declared_as: declared_as.map(str::to_owned),
            quote: None,
        },
    };
    let relate = |other: &str| RelateFigure {
        relation: FigureRelated {
            indicator: "joy".to_owned(),
            source: "004".to_owned(),
            relation: FigureRelation::PartOf,
            other: other.to_owned(),
            quote: None,
        },
    };
    let doubt = |indicator: &str| DoubtFigure {
        doubt: FigureDoubted {
            indicator: indicator.to_owned(),
            source: "004".to_owned(),
            doubt: FigureDoubt::WordOrder,
        },
    };
    let known = history::<Place>(&[], [register().into()]);
    given::<Place>([]).when(tell("۱۲", None)).then_refused(PlaceRefusal::NotRegistered);
    given::<Place>(known.clone()).when(tell("۱۲", None)).then_refused(PlaceRefusal::FigureNotDeclared);
    given::<Place>(known.clone()).when(doubt("joy")).then_refused(PlaceRefusal::FigureNotDeclared);
    let declared = history::<Place>(
        &known,
        [DeclareFigure { figure: figure("joy") }.into(), DeclareFigure { figure: figure("joy_again") }.into()],
    );
    given::<Place>(declared.clone()).when(tell(" ", None)).then_invalid(&["section"]);
    given::<Place>(declared.clone()).when(tell("۱۲", Some("joy"))).then_invalid(&["declared_as"]);
    given::<Place>(declared.clone()).when(tell("۱۲", Some("x"))).then_refused(PlaceRefusal::FigureNotDeclared);
    given::<Place>(declared.clone()).when(relate("x")).then_refused(PlaceRefusal::FigureNotDeclared);
    given::<Place>(declared.clone()).when(relate("joy")).then_invalid(&["other"]);
    let told = history::<Place>(
        &declared,
        [
            tell("۱۲", None).into(),
            tell("۱۴", Some("joy_again")).into(),
            relate("joy_again").into(),
            doubt("joy").into(),
        ],
    );
    given::<Place>(told.clone()).when(tell("۱۲", None)).then_nothing();
    given::<Place>(told.clone()).when(relate("joy_again")).then_nothing();
    given::<Place>(told).when(doubt("joy")).then_nothing();
}
