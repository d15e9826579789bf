//! Catalogs of terms in both languages: services, methods of aid, categories of vulnerable groups, measures, facilities.
//!
//! `catalog_terms.csv` is the project's own edition: codes that match the stored names of closed sets, half spaces put back,
//! English titles. A test holds it against the tables of the documents.

use super::ids::catalog_id;
use super::plan::{Plan, SeedCommand};
use super::source::{SeedError, SeedSource};
use hamyar_domain::catalog::{CatalogCommand, DefineTerm};
use hamyar_events::catalog::CatalogTermDefined;
use hamyar_events::family::Sentence;

pub(super) fn plan(source: &SeedSource, plan: &mut Plan) -> Result<(), SeedError> {
    for row in source.sheet("catalog_terms.csv")?.rows {
        let (catalog, code) = (row.text("catalog").to_owned(), row.text("code").to_owned());
        let domain = match row.some("domain") {
            Some(_) => Some(row.read("domain", |text| text.parse().ok())?),
            None => None,
        };
        let source = row.text("source").to_owned();
        let stream_id = catalog_id(&catalog);
        let key = format!("term/{code}");
        let term = CatalogTermDefined {
            catalog,
            code,
            title: Sentence { fa: row.text("title_fa").to_owned(), en: row.text("title_en").to_owned() },
            domain,
            group: row.some("group"),
            order: row.read("order", |number| number.parse().ok())?,
            source: source.clone(),
        };
        plan.add(stream_id, &key, &source, SeedCommand::Catalog(CatalogCommand::from(DefineTerm { term })));
    }
    Ok(())
}
