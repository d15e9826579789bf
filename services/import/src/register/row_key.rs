//! What makes a row the same row when it is sent again.

use super::column::Column;
use super::rules::RegisterRow;
use super::table::Table;
use hamyar_persian::{JalaliDate, clean_text, fold_joined};

/// The normalized content of a right row: every known column, folded, in a fixed order. The number of the line, the agency's
/// own row number, spellings, digits and shapes of dates do not count, so that the mended part of a file names its rows like
/// the whole file did. Personal: only its keyed hash may leave the process.
pub fn normalized(table: &Table, row: &RegisterRow) -> String {
    let empty = Vec::new();
    let cells = row.line.checked_sub(1).and_then(|index| table.rows.get(index)).unwrap_or(&empty);
    let mut key = String::new();
    for column in Column::ALL {
        let value = match column {
            Column::RowNumber | Column::Reasons => continue,
            Column::NationalId => row.national_id.as_ref().map(|id| id.as_str().to_owned()).unwrap_or_default(),
            Column::BirthDate => JalaliDate::from(row.birth_date).to_string(),
            Column::Dependents => row.dependents.to_string(),
            Column::Phone => row.phone.clone().unwrap_or_default(),
            Column::Entry => row.entry.as_str().to_owned(),
            Column::SupportedBy => row.supported_by.as_deref().map(fold_joined).unwrap_or_default(),
            Column::MonthlyIncome => row.monthly_income.map(|tomans| tomans.to_string()).unwrap_or_default(),
            other => fold_joined(&clean_text(table.cell(cells, *other))),
        };
        key.push_str(&value);
        key.push('\u{1f}');
    }
    key
}
