//! Registers of families as agencies send them: read, judged row by row, compared, and given back for mending.

pub mod column;
pub mod duplicates;
pub mod mend;
pub mod row_key;
pub mod rules;
pub mod table;
mod workbook;

pub use column::Column;
pub use duplicates::{DuplicateOf, LikelyDuplicate, LikenessReason, NotCompared, SHARED_MAX};
pub use rules::{Reason, RegisterRow, RowError};
pub use table::{Table, UnreadableRegister};

use crate::gazetteer::Gazetteer;
use chrono::NaiveDate;
use hamyar_persian::NationalId;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A register as read: its cells, its right rows, and the faults of its wrong rows.
pub struct Register {
    pub table: Table,
    /// Right rows in file order.
    pub rows: Vec<RegisterRow>,
    /// Faults in file order; a wrong row has one for each wrong cell.
    pub errors: Vec<RowError>,
}

impl Register {
    /// Reads CSV or XLSX bytes and judges every row. `today` is the civil date in Tehran.
    pub fn read(bytes: &[u8], places: &Gazetteer, today: NaiveDate) -> Result<Self, UnreadableRegister> {
        Ok(Self::of_table(Table::read(bytes)?, places, today))
    }

    /// Judges every row of cells that were read already.
    pub(crate) fn of_table(table: Table, places: &Gazetteer, today: NaiveDate) -> Self {
        let (mut rows, mut errors) = (Vec::with_capacity(table.rows.len()), Vec::new());
        for line in 1..=table.rows.len() {
            match rules::read_row(&table, line, places, today) {
                Ok(row) => rows.push(row),
                Err(faults) => errors.extend(faults),
            }
        }
        Self { table, rows, errors }
    }

    /// Data rows that are wrong.
    pub fn rejected(&self) -> usize {
        self.errors.iter().map(|error| error.line).collect::<BTreeSet<_>>().len()
    }

    /// Rows whose national id an earlier right row of this file already gave: line → line of that row.
    pub fn joins(&self) -> BTreeMap<usize, usize> {
        let mut first: HashMap<&NationalId, usize> = HashMap::new();
        let mut joins = BTreeMap::new();
        for row in &self.rows {
            if let Some(id) = &row.national_id {
                match first.get(id) {
                    Some(line) => {
                        joins.insert(row.line, *line);
                    }
                    None => {
                        first.insert(id, row.line);
                    }
                }
            }
        }
        joins
    }

    /// The file of wrong rows, to be mended and sent again; `None` when no row is wrong.
    pub fn wrong_rows_csv(&self) -> Option<Vec<u8>> {
        mend::wrong_rows_csv(&self.table, &self.errors)
    }
}

#[cfg(test)]
mod tests;
