use hamyar_events::place::{FigureDeclared, PlaceRegistered};
use hamyar_events::{PlaceLevel, Qualifier};

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
