//! A table as a file: CSV that any program opens as text, or a workbook of a spreadsheet. What a cell holds was covered before it came here.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use hamyar_import::spreadsheet::csv_line;
use hamyar_persian::digits::to_persian;
use hamyar_projections::report_tables::{ColumnKind, ReportCell, ReportColumn, ReportTable};
use hamyar_projections::views::{Instant, Title};
use rust_xlsxwriter::{Format as CellFormat, Workbook, XlsxError};
use serde_json::Value;
use std::borrow::Cow;

use super::words;
use crate::problem::Problem;
use crate::routes::audit::words as event_words;

/// By this a spreadsheet knows that Persian letters follow.
const BOM: &str = "\u{feff}";

/// What a cell of a workbook holds at most, in units of UTF-16.
const CELL_MAX: usize = 32_767;

/// The text as a cell of a workbook holds it: a longer one is cut, and ends with an ellipsis.
fn fitting(text: &str) -> Cow<'_, str> {
    if text.encode_utf16().count() <= CELL_MAX {
        return Cow::Borrowed(text);
    }
    let mut units = 0;
    let kept = text.chars().take_while(|one| {
        units += one.len_utf16();
        units < CELL_MAX
    });
    Cow::Owned(kept.chain(['…']).collect())
}

/// In which shape and whose words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) is_workbook: bool,
    pub(super) is_persian: bool,
}

impl Shape {
    /// From the last two parts of the path: `csv` or `xlsx`, and `fa` or `en`.
    pub(super) fn read(format: &str, language: &str) -> Result<Self, Problem> {
        let is_workbook = match format {
            "csv" => false,
            "xlsx" => true,
            _ => return Err(Problem::NotFound),
        };
        match language {
            "fa" => Ok(Self { is_workbook, is_persian: true }),
            "en" => Ok(Self { is_workbook, is_persian: false }),
            _ => Err(Problem::NotFound),
        }
    }
}

/// Codes with their Persian and English words.
pub(super) type Codes = &'static [(&'static str, &'static str, &'static str)];

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A text as it was written.
    Text,
    Number,
    /// A day, in the calendar of the language.
    Day,
    /// A code that the language has a word for.
    Code,
    /// A title in both languages.
    Title,
    /// A name as it was written; in English another field of the row, where that has one.
    Either(&'static str),
    /// A whole number in thousandths.
    Thousandths,
    /// A count that may have been too small to be told.
    Told,
    /// A code of this list.
    Word(Codes),
    /// Several codes of this list.
    Words(Codes),
    /// The texts at this place of each of several things.
    Each(&'static str),
    /// How many things there are.
    Length,
    /// Whether it is so.
    Flag,
    /// The type of an event.
    Event,
}

/// A column: its heading in both languages, where its value stands in a row's JSON, and what it is.
pub(super) struct Column(pub(super) &'static str, pub(super) &'static str, pub(super) &'static str, pub(super) Kind);

/// A cell as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Empty,
    Text(String),
    Number(f64),
}

/// A count below five, which the reader is not told.
const fn few(is_persian: bool) -> &'static str {
    if is_persian { "کمتر از ۵" } else { "fewer than 5" }
}

fn cell(row: &Value, column: &Column, is_persian: bool) -> Cell {
    let Some(value) = row.pointer(column.2).filter(|value| !value.is_null()) else {
        return if column.3 == Kind::Told { Cell::Text(few(is_persian).to_owned()) } else { Cell::Empty };
    };
    let word = |codes: Codes, code: &str| {
        let found = codes.iter().find(|(known, _, _)| *known == code);
        found.map_or(code, |(_, fa, en)| if is_persian { fa } else { en }).to_owned()
    };
    let joined = |texts: Vec<String>| Some(texts.join(if is_persian { "، " } else { ", " }));
    let each = || value.as_array().into_iter().flatten();
    let text = match column.3 {
        Kind::Number | Kind::Told => return value.as_f64().map_or(Cell::Empty, Cell::Number),
        Kind::Thousandths => return value.as_f64().map_or(Cell::Empty, |number| Cell::Number(number / 1000.0)),
        Kind::Length => return value.as_array().map_or(Cell::Empty, |all| Cell::Number(all.len() as f64)),
        Kind::Flag if value.as_bool() == Some(true) => Some(if is_persian { "بله" } else { "yes" }.to_owned()),
        Kind::Flag => None,
        Kind::Word(codes) => value.as_str().map(|code| word(codes, code)),
        Kind::Words(codes) => joined(each().filter_map(Value::as_str).map(|code| word(codes, code)).collect()),
        Kind::Each(at) => joined(each().filter_map(|one| one.pointer(at)?.as_str()).map(str::to_owned).collect()),
        Kind::Event => value.as_str().map(|kind| match event_words::of(kind) {
            Some((fa, _)) if is_persian => fa.to_owned(),
            Some((_, en)) => en.to_owned(),
            None => kind.to_owned(),
        }),
        Kind::Either(english) => {
            let other = row.pointer(english).and_then(Value::as_str).filter(|_| !is_persian);
            other.or(value.as_str()).map(str::to_owned)
        }
        Kind::Text => value.as_str().map(str::to_owned),
        Kind::Day if is_persian => value["jalali"].as_str().map(|day| to_persian(&day.replace('-', "/"))),
        Kind::Day => value["iso"].as_str().map(str::to_owned),
        Kind::Code => value.as_str().map(|code| words::of(code, is_persian).to_owned()),
        Kind::Title => value[if is_persian { "fa" } else { "en" }].as_str().map(str::to_owned),
    };
    text.filter(|text| !text.is_empty()).map_or(Cell::Empty, Cell::Text)
}

/// Headings and rows.
pub(super) struct Table {
    /// ASCII letters and dashes; it says what the file holds, and whom it is about never.
    name: String,
    headings: Vec<String>,
    rows: Vec<Vec<Cell>>,
    shape: Shape,
    /// The log position that the rows stand at.
    position: i64,
    /// What stands below the rows, a line each.
    stamp: Vec<String>,
}

/// A cell of a report as it is written.
fn told(cell: &ReportCell, column: &ReportColumn, shape: Shape) -> Cell {
    if cell.few {
        return Cell::Text(few(shape.is_persian).to_owned());
    }
    if let Some(number) = cell.number {
        let number = number as f64;
        return Cell::Number(match column.kind {
            ColumnKind::Thousandths => number / 1000.0,
            ColumnKind::Share => number / 100.0,
            _ => number,
        });
    }
    let text = match (&cell.label, &cell.day) {
        (Some(label), _) => {
            if shape.is_persian {
                label.fa.clone()
            } else {
                label.en.clone()
            }
        }
        (None, Some(day)) if shape.is_persian => to_persian(&day.jalali.replace('-', "/")),
        (None, Some(day)) => day.iso.to_string(),
        (None, None) => String::new(),
    };
    if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
}

/// Up to where in the log, and when.
fn right_up_to(position: i64, moment: &str, shape: Shape) -> String {
    let number = position.to_string();
    if shape.is_persian {
        format!("تا رویداد {} دفتر، خوانده‌شده در {}", to_persian(&number), to_persian(&moment.replace('-', "/")))
    } else {
        format!("up to event {number} of the log, read at {moment} (Jalali, Tehran)")
    }
}

impl Table {
    pub(super) fn new(name: &str, columns: &[Column], rows: &[Value], shape: Shape, position: i64) -> Self {
        let heading = |column: &Column| (if shape.is_persian { column.0 } else { column.1 }).to_owned();
        let row = |row: &Value| columns.iter().map(|column| cell(row, column, shape.is_persian)).collect();
        Self {
            name: name.to_owned(),
            headings: columns.iter().map(heading).collect(),
            rows: rows.iter().map(row).collect(),
            shape,
            position,
            stamp: Vec::new(),
        }
    }

    /// A report that is one table, with what has to be known of it and up to where and when it is right below its rows.
    pub(super) fn of_report(table: &ReportTable, shape: Shape) -> Self {
        let said = |title: &Title| if shape.is_persian { title.fa.clone() } else { title.en.clone() };
        let head = |column: &ReportColumn| match column.kind {
            ColumnKind::Share => format!("{} (%)", said(&column.title)),
            _ => said(&column.title),
        };
        let lines = table.rows.iter().chain(&table.total);
        let rows =
            lines.map(|row| row.iter().zip(&table.columns).map(|(cell, column)| told(cell, column, shape)).collect());
        let mut stamp: Vec<String> = Vec::new();
        if table.rounded {
            let told = Title::new(
                "شمارها گرد شده است و کمتر از ۵ نوشته نمی‌شود",
                "counts are rounded, and fewer than 5 are not told",
            );
            stamp.push(said(&told));
        }
        stamp.extend(table.notes.iter().map(said));
        let moment = table.as_of.as_ref().map(|as_of| as_of.jalali.clone()).unwrap_or_default();
        stamp.push(right_up_to(table.position, &moment, shape));
        Self {
            name: table.report.clone(),
            headings: table.columns.iter().map(head).collect(),
            rows: rows.collect(),
            shape,
            position: table.position,
            stamp,
        }
    }

    /// What the file is, before all else that is said of it: its title, and what it was narrowed to.
    pub(super) fn titled(mut self, title: &Title, filters: &[Title]) -> Self {
        let said = |title: &Title| if self.shape.is_persian { title.fa.clone() } else { title.en.clone() };
        let head = std::iter::once(title).chain(filters).map(said);
        self.stamp = head.chain(self.stamp.iter().cloned()).collect();
        self
    }

    /// What has to be known of it, and up to where and when it is right.
    pub(super) fn stamped(mut self, notes: &[Title], as_of: &Instant) -> Self {
        let said = |title: &Title| if self.shape.is_persian { title.fa.clone() } else { title.en.clone() };
        let told: Vec<String> = notes.iter().map(said).collect();
        self.stamp.extend(told);
        self.stamp.push(right_up_to(self.position, &as_of.jalali, self.shape));
        self
    }

    fn csv(&self) -> Vec<u8> {
        let mut text = BOM.to_owned() + &csv_line(self.headings.iter().map(String::as_str));
        for row in &self.rows {
            let cells: Vec<String> = row
                .iter()
                .map(|cell| match cell {
                    Cell::Empty => String::new(),
                    Cell::Text(text) => text.clone(),
                    Cell::Number(number) => number.to_string(),
                })
                .collect();
            text.push_str(&csv_line(cells.iter().map(String::as_str)));
        }
        for line in &self.stamp {
            text.push_str(&csv_line([line.as_str()]));
        }
        text.into_bytes()
    }

    /// Texts are written as texts: no cell of a workbook made here is a formula.
    fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.set_right_to_left(self.shape.is_persian).set_freeze_panes(1, 0)?;
        let bold = CellFormat::new().set_bold();
        for (column, heading) in (0..).zip(&self.headings) {
            sheet.write_string_with_format(0, column, heading, &bold)?;
        }
        for (line, row) in (1..).zip(&self.rows) {
            for (column, cell) in (0..).zip(row) {
                match cell {
                    Cell::Empty => {}
                    Cell::Text(text) => {
                        sheet.write_string(line, column, fitting(text))?;
                    }
                    Cell::Number(number) => {
                        sheet.write_number(line, column, *number)?;
                    }
                }
            }
        }
        sheet.autofit();
        let below = u32::try_from(self.rows.len()).unwrap_or(u32::MAX - 1000).saturating_add(2);
        for (line, text) in (below..).zip(&self.stamp) {
            sheet.write_string(line, 0, fitting(text))?;
        }
        workbook.save_to_buffer()
    }

    /// The file, to be saved. Its name says what it holds and as of which position of the log.
    pub(super) fn answer(&self) -> Result<Response, Problem> {
        let (bytes, content_type, extension) = if self.shape.is_workbook {
            let bytes = self.workbook().map_err(|error| Problem::internal("workbook", &error))?;
            (bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")
        } else {
            (self.csv(), "text/csv; charset=utf-8", "csv")
        };
        let disposition = format!("attachment; filename=\"hamyar-{}-{}.{extension}\"", self.name, self.position);
        let disposition = HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment"));
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
            (header::CONTENT_DISPOSITION, disposition),
        ];
        Ok((headers, Body::from(bytes)).into_response())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_no_cell_holds_is_cut_and_says_so() {
        let short = "ب".repeat(CELL_MAX);
        assert_eq!(fitting(&short), short);
        let cut = fitting(&"ب".repeat(CELL_MAX + 1)).into_owned();
        assert_eq!(cut.encode_utf16().count(), CELL_MAX);
        assert!(cut.ends_with("ب…"));
        // A character of two units is kept whole or left out.
        let pairs = fitting(&"😀".repeat(CELL_MAX)).into_owned();
        assert!(pairs.encode_utf16().count() <= CELL_MAX && pairs.ends_with("😀…"));
    }

    #[test]
    fn a_workbook_with_a_long_text_is_made() {
        let columns = [Column("متن", "Text", "/text", Kind::Text)];
        let rows = [serde_json::json!({ "text": "ب".repeat(CELL_MAX + 1) })];
        let shape = Shape { is_workbook: true, is_persian: true };
        assert!(Table::new("long", &columns, &rows, shape, 1).workbook().is_ok());
    }
}
