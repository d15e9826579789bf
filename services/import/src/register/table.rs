//! Reading a register's cells from CSV or XLSX, before any of them is judged.

use super::column::Column;
use super::workbook::read_workbook;
use crate::spreadsheet::looks_like_formula;
use hamyar_persian::clean_text;
use std::collections::BTreeMap;

/// The cells of a register: the header as printed, and one row per data row in file order.
pub struct Table {
    /// Headers as printed, one per column of the file.
    pub header: Vec<String>,
    /// Which file column holds which known column. The first of two equal headers counts.
    pub columns: BTreeMap<Column, usize>,
    /// Cells as printed, padded to the header's width. Data row 1 is `rows[0]`; rows without any content are left out.
    pub rows: Vec<Vec<String>>,
}

/// Why a file cannot be read as a register at all. Carries nothing of the rows.
#[derive(Debug, thiserror::Error)]
pub enum UnreadableRegister {
    /// The text is in neither UTF-8 nor UTF-16.
    #[error("the file is not text in UTF-8 or UTF-16; save it as \"CSV UTF-8\" or as XLSX")]
    Encoding,
    /// The CSV structure is broken.
    #[error("the CSV structure is broken near line {0}")]
    Csv(u64),
    /// The workbook cannot be opened.
    #[error("the workbook cannot be opened as XLSX")]
    Workbook,
    /// The workbook is small and its content is not.
    #[error("the workbook unfolds to more than a register can hold; save it anew, or as CSV")]
    Unfolds,
    /// No header row was found that names every needed column.
    #[error("no header row was found; missing columns: {}", .0.iter().map(|column| column.header_fa()).collect::<Vec<_>>().join("، "))]
    MissingColumns(Vec<Column>),
    /// More rows than one file may carry.
    #[error("the file has more than {0} rows; send it in parts")]
    TooLong(usize),
}

/// A header is looked for in this many first rows, because agencies put titles above it.
pub(crate) const HEADER_WITHIN_ROWS: usize = 15;
/// Rows one file may carry.
pub const ROWS_MAX: usize = 200_000;

impl Table {
    /// Reads a register: an XLSX workbook when the bytes are a ZIP archive, otherwise CSV.
    pub fn read(bytes: &[u8]) -> Result<Self, UnreadableRegister> {
        Self::from_records(records(bytes)?)
    }

    /// A register from cells that were read already.
    pub(crate) fn from_records(records: Vec<Vec<String>>) -> Result<Self, UnreadableRegister> {
        let mut missing = Column::REQUIRED.to_vec();
        for (index, record) in records.iter().enumerate().take(HEADER_WITHIN_ROWS) {
            let columns = recognise(record);
            let lacking: Vec<Column> = Column::REQUIRED.iter().copied().filter(|c| !columns.contains_key(c)).collect();
            if lacking.is_empty() {
                return Self::below(records, index, columns);
            }
            if lacking.len() < missing.len() {
                missing = lacking;
            }
        }
        Err(UnreadableRegister::MissingColumns(missing))
    }

    fn below(
        mut records: Vec<Vec<String>>,
        header: usize,
        columns: BTreeMap<Column, usize>,
    ) -> Result<Self, UnreadableRegister> {
        let mut rows = records.split_off(header + 1);
        let header = records.pop().unwrap_or_default();
        rows.retain(|row| row.iter().any(|cell| !clean_text(cell).is_empty()));
        if rows.len() > ROWS_MAX {
            return Err(UnreadableRegister::TooLong(ROWS_MAX));
        }
        for row in &mut rows {
            if row.len() < header.len() {
                row.resize(header.len(), String::new());
            }
        }
        Ok(Self { header, columns, rows })
    }

    /// The cell of a known column in a row as printed; empty where the file has no such column. An apostrophe that guards a
    /// formula-like cell (see [`super::mend`]) does not belong to the value.
    pub fn cell<'a>(&self, row: &'a [String], column: Column) -> &'a str {
        let cell = self.columns.get(&column).and_then(|index| row.get(*index)).map_or("", String::as_str);
        cell.strip_prefix('\'').filter(|rest| looks_like_formula(rest)).unwrap_or(cell)
    }

    /// Whether the file has the column.
    pub fn has(&self, column: Column) -> bool {
        self.columns.contains_key(&column)
    }
}

/// The cells of a file as printed, row by row: an XLSX workbook when the bytes are a ZIP archive, otherwise CSV.
pub(crate) fn records(bytes: &[u8]) -> Result<Vec<Vec<String>>, UnreadableRegister> {
    if bytes.starts_with(b"PK") { read_workbook(bytes) } else { read_csv(&decode(bytes)?) }
}

pub(super) fn recognise(record: &[String]) -> BTreeMap<Column, usize> {
    let mut columns = BTreeMap::new();
    for (index, header) in record.iter().enumerate() {
        if let Some(column) = Column::of_header(header) {
            columns.entry(column).or_insert(index);
        }
    }
    columns
}

/// UTF-8 with or without byte order mark, or UTF-16 with one, as spreadsheet programs write it.
fn decode(bytes: &[u8]) -> Result<String, UnreadableRegister> {
    let utf16 = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect();
        String::from_utf16(&units).map_err(|_| UnreadableRegister::Encoding)
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] | rest => {
            String::from_utf8(rest.to_vec()).map_err(|_| UnreadableRegister::Encoding)
        }
    }
}

fn read_csv(text: &str) -> Result<Vec<Vec<String>>, UnreadableRegister> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(sniff_delimiter(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    reader
        .records()
        .map(|record| match record {
            Ok(record) => Ok(record.iter().map(str::to_owned).collect()),
            Err(error) => Err(UnreadableRegister::Csv(error.position().map_or(0, csv::Position::line))),
        })
        .collect()
}

/// The delimiter that yields the most known headers in the first rows: comma, semicolon or tab.
fn sniff_delimiter(text: &str) -> u8 {
    let score = |delimiter: char| {
        text.lines()
            .take(HEADER_WITHIN_ROWS)
            .map(|line| {
                line.split(delimiter).filter(|h| Column::of_header(h.trim().trim_matches('"')).is_some()).count()
            })
            .max()
            .unwrap_or(0)
    };
    // Where no heading is known, what stands between most cells is it. The last of equal maxima wins in `max_by_key`, so the commonest delimiter
    // stands last.
    let cells =
        |delimiter: char| text.lines().take(HEADER_WITHIN_ROWS).map(|line| line.matches(delimiter).count()).max();
    [';', '\t', ',']
        .into_iter()
        .max_by_key(|delimiter| (score(*delimiter), cells(*delimiter)))
        .and_then(|d| u8::try_from(d).ok())
        .unwrap_or(b',')
}
