//! The rules of registers, against the sample that agencies really send.

mod duplicates_rules;
mod hostile;
mod mending;
mod rows;
mod sample;
mod shapes;

use super::Register;
use crate::Gazetteer;
use crate::seeds::{SeedSource, plan};
use chrono::NaiveDate;

pub(super) const SAMPLE: &[u8] = include_bytes!("../../../../tests/data/families-register.csv");

pub(super) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date")
}

pub(super) fn places() -> Gazetteer {
    plan(&SeedSource::BuiltIn).expect("seed data is readable").gazetteer()
}

pub(super) fn read(bytes: &[u8]) -> Register {
    Register::read(bytes, &places(), today()).unwrap_or_else(|error| panic!("unreadable: {error}"))
}

pub(super) const HEADER: &str =
    "نام,نام خانوادگی,نام پدر,کد ملی,تاریخ تولد,تعداد افراد تحت تکفل,تلفن همراه,محله,نحوه ورود";

/// A register of one row with one cell changed.
pub(super) fn one_row(column: usize, value: &str) -> String {
    let mut cells = ["سمیه", "رحیمی", "محمود", "6480606450", "1339/2/25", "2", "09115308161", "منبع آب", "خود معرف"];
    cells[column] = value;
    let row = cells.map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).join(",");
    format!("{HEADER}\n{row}\n")
}
