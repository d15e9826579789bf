//! A table as a file: CSV that any program opens as text, or a workbook of a spreadsheet. What a cell holds was covered before it came here.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use hamyar_import::spreadsheet::csv_line;
use hamyar_persian::digits::to_persian;
use rust_xlsxwriter::{Format as CellFormat, Workbook, XlsxError};
use serde_json::Value;

use super::words;
use crate::problem::Problem;

/// By this a spreadsheet knows that Persian letters follow.
const BOM: &str = "\u{feff}";

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

fn cell(row: &Value, column: &Column, is_persian: bool) -> Cell {
    let Some(value) = row.pointer(column.2).filter(|value| !value.is_null()) else { return Cell::Empty };
    let text = match column.3 {
        Kind::Number => return value.as_f64().map_or(Cell::Empty, Cell::Number),
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
    name: &'static str,
    headings: Vec<String>,
    rows: Vec<Vec<Cell>>,
    shape: Shape,
    /// The log position that the rows stand at.
    position: i64,
}

impl Table {
    pub(super) fn new(name: &'static str, columns: &[Column], rows: &[Value], shape: Shape, position: i64) -> Self {
        let heading = |column: &Column| (if shape.is_persian { column.0 } else { column.1 }).to_owned();
        let row = |row: &Value| columns.iter().map(|column| cell(row, column, shape.is_persian)).collect();
        Self {
            name,
            headings: columns.iter().map(heading).collect(),
            rows: rows.iter().map(row).collect(),
            shape,
            position,
        }
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
                        sheet.write_string(line, column, text)?;
                    }
                    Cell::Number(number) => {
                        sheet.write_number(line, column, *number)?;
                    }
                }
            }
        }
        sheet.autofit();
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
