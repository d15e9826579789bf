//! The rules of a catalog.

use hamyar_events::CatalogEvent;
use hamyar_events::catalog::CatalogTermRetired;

use super::{Catalog, CatalogCommand, CatalogRefusal};
use crate::checks::Checks;

impl Catalog {
    /// What follows from the command, or why it is turned down.
    pub fn decide(&self, command: &CatalogCommand) -> Result<Vec<CatalogEvent>, CatalogRefusal> {
        match command {
            CatalogCommand::DefineTerm(command) => {
                let term = &command.term;
                let mut checks = Checks::new();
                checks.code("catalog", &term.catalog);
                checks.code("code", &term.code);
                checks.text("title.fa", &term.title.fa, 300);
                checks.text("title.en", &term.title.en, 300);
                checks.text("source", &term.source, 200);
                checks.done::<CatalogRefusal>()?;
                let stands = |known: &super::Term| known.definition == *term && !known.retired;
                if self.term(&term.catalog, &term.code).is_some_and(stands) {
                    return Ok(Vec::new());
                }
                Ok(vec![term.clone().into()])
            }
            CatalogCommand::RetireTerm(command) => {
                let term = self.term(&command.catalog, &command.code).ok_or(CatalogRefusal::UnknownTerm)?;
                if term.retired {
                    return Ok(Vec::new());
                }
                let (catalog, code) = (command.catalog.clone(), command.code.clone());
                Ok(vec![CatalogTermRetired { catalog, code }.into()])
            }
        }
    }
}
