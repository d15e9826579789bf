use hamyar_events::catalog::CatalogTermDefined;
use hamyar_events::family::Sentence;

use super::*;
use crate::testing::*;

fn define(title: &str) -> DefineTerm {
    DefineTerm {
        term: CatalogTermDefined {
            catalog: "service_kind".to_owned(),
            code: "loan".to_owned(),
            title: Sentence { fa: title.to_owned(), en: "Loan".to_owned() },
            domain: None,
            group: None,
            order: 1,
            source: "003".to_owned(),
        },
    }
}

fn retire(code: &str) -> RetireTerm {
    RetireTerm { catalog: "service_kind".to_owned(), code: code.to_owned() }
}

/// S042: a method of the catalog is a kind of service.
#[test]
fn a_term_is_defined_redefined_and_retired() {
    let defined = history::<Catalog>(&[], [define("وام").into()]);
    given::<Catalog>(defined.clone()).when(define("وام")).then_nothing();
    given::<Catalog>(defined.clone()).when(define("وام خرد")).then_types(&["catalog_term_defined"]);
    given::<Catalog>(defined.clone()).when(retire("gift")).then_refused(CatalogRefusal::UnknownTerm);
    let retired = history::<Catalog>(&defined, [retire("loan").into()]);
    given::<Catalog>(retired.clone()).when(retire("loan")).then_nothing();
    given::<Catalog>(retired).when(define("وام")).then_types(&["catalog_term_defined"]);
}
