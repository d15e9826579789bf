//! Cells of a workbook. It comes from outside: a small archive may unfold to gigabytes, and two cells far apart may claim a sheet of billions, so
//! everything is counted before it is kept.

use super::column::Column;
use super::table::{HEADER_WITHIN_ROWS, ROWS_MAX, UnreadableRegister, recognise};
use calamine::{Data, Reader as _, Xlsx};
use chrono::NaiveDate;
use hamyar_persian::JalaliDate;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Files in a workbook: some dozens in practice.
const ENTRIES_MAX: usize = 1_000;
/// Bytes of all of them unfolded.
const UNFOLDED_MAX: u64 = 256 << 20;
/// How many times larger than the workbook its content may be, beyond a few megabytes. Sheets of text reach twenty.
const RATIO_MAX: u64 = 100;
const RATIO_FREE: u64 = 8 << 20;
/// Columns that are looked at; a register has some dozens.
const COLUMNS_MAX: u32 = 256;
/// Cells that are kept of one sheet.
const CELLS_MAX: usize = 8_000_000;
/// Sheets that are looked at for a register.
const SHEETS_MAX: usize = 50;

/// The first sheet that has a register's header, or the first sheet when none has.
pub(super) fn read_workbook(bytes: &[u8]) -> Result<Vec<Vec<String>>, UnreadableRegister> {
    refuse_bombs(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| UnreadableRegister::Workbook)?;
    let mut first = None;
    for name in workbook.sheet_names().into_iter().take(SHEETS_MAX) {
        let Some(records) = sheet(&mut workbook, &name)? else { continue };
        let is_register = records.iter().take(HEADER_WITHIN_ROWS).any(|record| {
            let columns = recognise(record);
            Column::REQUIRED.iter().all(|column| columns.contains_key(column))
        });
        if is_register {
            return Ok(records);
        }
        first.get_or_insert(records);
    }
    Ok(first.unwrap_or_default())
}

/// Unfolds everything once, into nothing, and counts: what an archive says of its own sizes need not be true.
fn refuse_bombs(bytes: &[u8]) -> Result<(), UnreadableRegister> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| UnreadableRegister::Workbook)?;
    if archive.len() > ENTRIES_MAX {
        return Err(UnreadableRegister::Unfolds);
    }
    let allowed = UNFOLDED_MAX.min(RATIO_FREE.max((bytes.len() as u64).saturating_mul(RATIO_MAX)));
    let mut unfolded = 0;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|_| UnreadableRegister::Workbook)?;
        let rest = allowed - unfolded;
        let read = std::io::copy(&mut entry.take(rest + 1), &mut std::io::sink());
        unfolded += read.map_err(|_| UnreadableRegister::Workbook)?;
        if unfolded > allowed {
            return Err(UnreadableRegister::Unfolds);
        }
    }
    Ok(())
}

/// The rows of a sheet that have a cell, in order. `None` for what is no sheet of cells.
fn sheet(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Option<Vec<Vec<String>>>, UnreadableRegister> {
    // A chart has a name among the sheets, and no cells.
    let Ok(mut cells) = workbook.worksheet_cells_reader(name) else { return Ok(None) };
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut kept = 0;
    while let Some(cell) = cells.next_cell().map_err(|_| UnreadableRegister::Workbook)? {
        let (row, column) = cell.get_position();
        let text = cell_text(&Data::from(cell.get_value().clone()));
        if text.is_empty() || column >= COLUMNS_MAX {
            continue;
        }
        let column = column as usize;
        let record = rows.entry(row).or_default();
        // A cell far to the right makes those before it, so these count.
        kept += (column + 1).saturating_sub(record.len());
        if kept > CELLS_MAX {
            return Err(UnreadableRegister::TooLong(ROWS_MAX));
        }
        if record.len() <= column {
            record.resize(column + 1, String::new());
        }
        record[column] = text;
        if rows.len() > ROWS_MAX + HEADER_WITHIN_ROWS {
            return Err(UnreadableRegister::TooLong(ROWS_MAX));
        }
    }
    Ok(Some(rows.into_values().collect()))
}

/// A cell as a register would print it: whole numbers without a fraction, dates in the Jalali calendar.
fn cell_text(cell: &Data) -> String {
    match cell {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 9e15 => format!("{number:.0}"),
        Data::Float(number) => number.to_string(),
        Data::Bool(value) => value.to_string(),
        Data::DateTime(value) if value.is_datetime() => {
            let (year, month, day, ..) = value.to_ymd_hms_milli();
            NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))
                .map_or_else(String::new, |date| JalaliDate::from(date).to_string())
        }
        _ => String::new(),
    }
}
