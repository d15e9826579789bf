//! The file of wrong rows: the original columns and one with the reasons, to be mended and sent again.

use super::column::Column;
use super::rules::RowError;
use super::table::Table;
use crate::spreadsheet::guarded;
use std::collections::BTreeMap;

/// The wrong rows as CSV (UTF-8 with byte order mark, CRLF), so that a spreadsheet program opens it rightly. `None` when no row
/// is wrong. Cells are kept as they were printed; those a spreadsheet would run as a formula are guarded by an apostrophe,
/// which is taken off again on import.
pub fn wrong_rows_csv(table: &Table, errors: &[RowError]) -> Option<Vec<u8>> {
    let mut by_line: BTreeMap<usize, Vec<&RowError>> = BTreeMap::new();
    for error in errors {
        by_line.entry(error.line).or_default().push(error);
    }
    let reasons = by_line.into_iter().map(|(line, errors)| {
        let reasons: Vec<String> =
            errors.iter().map(|e| format!("{}: {}", e.column.header_fa(), e.reason.message_fa())).collect();
        (line, reasons.join("؛ "))
    });
    rows_csv(table, reasons.collect())
}

/// These rows, each with what is said of it. `None` when there is none.
pub fn rows_csv(table: &Table, reasons: BTreeMap<usize, String>) -> Option<Vec<u8>> {
    if reasons.is_empty() {
        return None;
    }
    // A file that was mended once already has the column of reasons; it is written anew.
    let kept: Vec<usize> =
        (0..table.header.len()).filter(|index| table.columns.get(&Column::Reasons) != Some(index)).collect();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![0xEF, 0xBB, 0xBF]);
    let mut header: Vec<&str> = kept.iter().map(|index| table.header[*index].as_str()).collect();
    header.push(Column::Reasons.header_fa());
    writer.write_record(&header).ok()?;
    for (line, reason) in reasons {
        let Some(row) = table.rows.get(line - 1) else { continue };
        let mut cells: Vec<String> =
            kept.iter().map(|index| guarded(row.get(*index).map_or("", String::as_str))).collect();
        cells.push(reason);
        writer.write_record(&cells).ok()?;
    }
    writer.into_inner().ok()
}
