//! The rules by which a row is right or wrong, and the right row in the product's own terms.

use super::column::Column;
use super::table::Table;
use crate::gazetteer::{Gazetteer, Resolution};
use chrono::NaiveDate;
use hamyar_events::{EntryWay, NeighborhoodId, Sex};
use hamyar_persian::amount::parse_amount;
use hamyar_persian::{
    DateError, JalaliDate, NationalId, NationalIdError, clean_name, clean_text, fold_joined, parse_register_date,
};
use serde::Serialize;

/// Persons that may depend on one head.
pub const DEPENDENTS_MAX: i64 = 30;
/// Characters of a name or another short text.
const NAME_LENGTH_MAX: usize = 120;
/// Tomans a month; more is a slip of the pen and is left out.
const INCOME_MAX: i64 = 1_000_000_000_000;

/// A fault of one cell. Goes back to whoever sent the file, and nowhere else, since the value may be personal.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct RowError {
    /// Data row, from 1.
    pub line: usize,
    /// The column at fault.
    pub column: Column,
    /// The cell as printed.
    pub value: String,
    /// Stable code of the reason.
    pub reason: Reason,
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $fa:literal, $en:literal;)+) => {
        /// Why a cell is wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum Reason { $($(#[$doc])* #[serde(rename = $code)] $name),+ }

        impl Reason {
            /// The stable code in reports.
            pub const fn code(self) -> &'static str { match self { $(Self::$name => $code),+ } }
            /// The reason in Persian, for the person who mends the row.
            pub const fn message_fa(self) -> &'static str { match self { $(Self::$name => $fa),+ } }
            /// The reason in English.
            pub const fn message_en(self) -> &'static str { match self { $(Self::$name => $en),+ } }
        }
    };
}

reasons! {
    Blank = "blank", "خالی است", "is blank";
    NationalIdNotDigits = "not_digits", "کد ملی فقط رقم دارد", "a national id has digits only";
    NationalIdLength = "length", "کد ملی ده رقم دارد", "a national id has ten digits";
    NationalIdRepeated = "repeated_digit", "کد ملی از تکرار یک رقم ساخته نمی‌شود", "a national id does not repeat one digit";
    NationalIdChecksum = "checksum", "رقم کنترل کد ملی درست نیست", "the check digit of the national id does not fit";
    DateUnreadable = "unreadable", "تاریخ خوانده نمی‌شود", "the date cannot be read";
    DateDoesNotExist = "does_not_exist", "چنین روزی در تقویم نیست", "there is no such day in the calendar";
    DateNotJalali = "not_jalali", "تاریخ باید شمسی باشد", "the date must be in the Jalali calendar";
    DateTooEarly = "too_early", "تاریخ پیش از ۱۳۰۰ است", "the date lies before 1300";
    TooLong = "too_long", "درازتر از ۱۲۰ نویسه است", "is longer than 120 characters";
    DateInFuture = "in_future", "تاریخ در آینده است", "the date lies in the future";
    NotANumber = "not_a_number", "عدد نیست", "is not a whole number";
    OutOfRange = "out_of_range", "باید میان ۰ و ۳۰ باشد", "must be from 0 to 30";
    UnknownNeighborhood = "unknown_neighborhood", "این محله شناخته نیست", "the neighborhood is not known";
    UnknownEntry = "unknown_entry", "نحوه ورود باید «خود معرف» یا «معرفی دستگاه» باشد", "the way of entry must be «خود معرف» or «معرفی دستگاه»";
}

/// The English reason.
impl std::fmt::Display for Reason {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.message_en())
    }
}

impl From<NationalIdError> for Reason {
    fn from(error: NationalIdError) -> Self {
        match error {
            NationalIdError::NotDigits => Self::NationalIdNotDigits,
            NationalIdError::Length => Self::NationalIdLength,
            NationalIdError::Repeated => Self::NationalIdRepeated,
            NationalIdError::Checksum => Self::NationalIdChecksum,
        }
    }
}

impl From<DateError> for Reason {
    fn from(error: DateError) -> Self {
        match error {
            DateError::Unreadable => Self::DateUnreadable,
            DateError::DoesNotExist => Self::DateDoesNotExist,
            DateError::NotJalali => Self::DateNotJalali,
        }
    }
}

/// A right row. Every text is cleaned; what was blank is `None`. Personal throughout, so it has no `Debug`.
#[derive(Clone)]
pub struct RegisterRow {
    /// Data row, from 1.
    pub line: usize,
    pub given_name: Option<String>,
    pub family_name: String,
    pub father_name: Option<String>,
    pub national_id: Option<NationalId>,
    pub birth_date: NaiveDate,
    pub sex: Option<Sex>,
    pub headship_cause: Option<String>,
    pub dependents: u8,
    /// ASCII digits only.
    pub phone: Option<String>,
    pub neighborhood: Neighborhood,
    pub address: Option<String>,
    pub entry: EntryWay,
    pub referred_by: Option<String>,
    pub supported_by: Option<String>,
    pub occupation: Option<String>,
    /// Tomans a month; `None` also where the cell is not a number, which does not make a row wrong.
    pub monthly_income: Option<i64>,
    pub education: Option<String>,
    pub skill: Option<String>,
    pub note: Option<String>,
}

/// The neighborhood of a row: its name as printed, and the places it may be.
#[derive(Clone)]
pub struct Neighborhood {
    pub name: String,
    /// The neighborhood taken; the first one where the name fits several.
    pub id: NeighborhoodId,
    /// All neighborhoods the name fits, when there is more than one. Names are not unique.
    pub several: Vec<NeighborhoodId>,
}

/// Judges one row. All faults of the row are found, not only the first.
pub fn read_row(
    table: &Table,
    line: usize,
    places: &Gazetteer,
    today: NaiveDate,
) -> Result<RegisterRow, Vec<RowError>> {
    let empty = Vec::new();
    let row = line.checked_sub(1).and_then(|index| table.rows.get(index)).unwrap_or(&empty);
    let raw = |column| table.cell(row, column);
    let mut errors = Vec::new();
    let mut wrong = |column: Column, reason: Reason| {
        errors.push(RowError { line, column, value: raw(column).to_owned(), reason });
    };

    let family_name = clean_name(raw(Column::FamilyName));
    if family_name.is_empty() {
        wrong(Column::FamilyName, Reason::Blank);
    } else if family_name.chars().count() > NAME_LENGTH_MAX {
        wrong(Column::FamilyName, Reason::TooLong);
    }
    let national_id = match clean_text(raw(Column::NationalId)) {
        text if text.is_empty() => None,
        text => NationalId::parse(&text).map_err(|error| wrong(Column::NationalId, error.into())).ok(),
    };
    let birth_date = match parse_register_date(&clean_text(raw(Column::BirthDate))).map(JalaliDate::to_gregorian) {
        Ok(date) if date > today => {
            wrong(Column::BirthDate, Reason::DateInFuture);
            None
        }
        Ok(date) if date < hamyar_domain::EARLIEST_DATE => {
            wrong(Column::BirthDate, Reason::DateTooEarly);
            None
        }
        Ok(date) => Some(date),
        Err(error) => {
            wrong(Column::BirthDate, error.into());
            None
        }
    };
    let dependents = match parse_amount(&clean_text(raw(Column::Dependents))) {
        Some(number @ 0..=DEPENDENTS_MAX) => u8::try_from(number).ok(),
        Some(_) => {
            wrong(Column::Dependents, Reason::OutOfRange);
            None
        }
        None => {
            wrong(Column::Dependents, Reason::NotANumber);
            None
        }
    };
    let neighborhood = match places.resolve(raw(Column::Neighborhood)) {
        Resolution::Known(id) => Some((id, Vec::new())),
        Resolution::Several(ids) => ids.first().copied().map(|id| (id, ids)),
        Resolution::Unknown => None,
    };
    if neighborhood.is_none() {
        wrong(Column::Neighborhood, Reason::UnknownNeighborhood);
    }
    let entry = read_entry(raw(Column::Entry));
    if entry.is_none() {
        wrong(Column::Entry, Reason::UnknownEntry);
    }

    let (Some(birth_date), Some(dependents), Some((id, several)), Some(entry), true) =
        (birth_date, dependents, neighborhood, entry, errors.is_empty())
    else {
        return Err(errors);
    };
    let text = |column, most| Some(shortened(clean_text(raw(column)), most)).filter(|text| !text.is_empty());
    let name = |column| Some(shortened(clean_name(raw(column)), NAME_LENGTH_MAX)).filter(|text| !text.is_empty());
    let headship_cause = name(Column::HeadshipCause);
    Ok(RegisterRow {
        line,
        given_name: name(Column::GivenName),
        family_name,
        father_name: name(Column::FatherName),
        national_id,
        birth_date,
        sex: read_sex(table, row, headship_cause.is_some()),
        headship_cause,
        dependents,
        phone: read_phone(raw(Column::Phone)),
        neighborhood: Neighborhood { name: clean_name(raw(Column::Neighborhood)), id, several },
        address: text(Column::Address, 500),
        entry,
        referred_by: name(Column::ReferredBy),
        supported_by: name(Column::SupportedBy).filter(|agency| !is_none_word(agency)),
        occupation: name(Column::Occupation),
        monthly_income: parse_amount(&clean_text(raw(Column::MonthlyIncome)))
            .filter(|tomans| (0..=INCOME_MAX).contains(tomans)),
        education: name(Column::Education),
        skill: name(Column::Skill),
        note: text(Column::Note, 1500),
    })
}

/// A side remark longer than its field is cut, visibly; it does not make a row wrong.
fn shortened(text: String, most: usize) -> String {
    if text.chars().count() <= most { text } else { text.chars().take(most - 1).chain(['…']).collect() }
}

/// The two ways of entry a register knows, by search folding.
fn read_entry(text: &str) -> Option<EntryWay> {
    let key = fold_joined(text);
    if key == fold_joined("خود معرف") {
        Some(EntryWay::SelfReferred)
    } else if key == fold_joined("معرفی دستگاه") {
        Some(EntryWay::Referred)
    } else {
        None
    }
}

/// The sex column where there is one. A register that gives the cause of heading the household is a register of women.
fn read_sex(table: &Table, row: &[String], has_headship_cause: bool) -> Option<Sex> {
    if table.has(Column::Sex) {
        return match fold_joined(table.cell(row, Column::Sex)).as_str() {
            "زن" | "مونث" | "خانم" | "female" | "f" => Some(Sex::Female),
            "مرد" | "مذکر" | "اقا" | "male" | "m" => Some(Sex::Male),
            _ => None,
        };
    }
    has_headship_cause.then_some(Sex::Female)
}

/// The digits of a telephone number. A mobile number that lost its leading zero in a spreadsheet gets it back.
fn read_phone(text: &str) -> Option<String> {
    let digits: String = hamyar_persian::digits::to_ascii(text).chars().filter(char::is_ascii_digit).collect();
    match digits.len() {
        0 => None,
        10 if digits.starts_with('9') => Some(format!("0{digits}")),
        12 if digits.starts_with("989") => Some(format!("0{}", &digits[2..])),
        _ => Some(digits),
    }
}

/// Words by which registers say that no agency supports the family.
fn is_none_word(text: &str) -> bool {
    matches!(fold_joined(text).as_str(), "هیچکدام" | "هیچ" | "ندارد" | "نیست" | "خیر" | "none")
}
