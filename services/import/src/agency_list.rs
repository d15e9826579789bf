//! An agency's own list of women, in its own columns, held against the register: who of it is known, what differs, who is new. Nothing is written here.
//!
//! A list says nothing of how a family came and of what a register needs beside; that is filled in as the questionnaire of the data bank means it: its
//! rows are women who head a household, referred and supported by the agency that sent it.

use chrono::NaiveDate;
use hamyar_persian::person::PersonFacts;
use hamyar_persian::{clean_text, fold_joined};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

use crate::gazetteer::Gazetteer;
use crate::register::duplicates::{self, Likeness, compare};
use crate::register::table::{HEADER_WITHIN_ROWS, ROWS_MAX, records};
use crate::register::{Column, LikenessReason, Register, RegisterRow, Table, UnreadableRegister};
use hamyar_events::RecordField;

/// The columns of lists written by «نرم‌افزار جبهه», as plausible as we can make them: no export of it was at hand, so that these headings are an
/// assumption, put right by mapping the columns once.
pub const JEBHEH: &[(&str, Column)] = &[
    ("نام سرپرست", Column::GivenName),
    ("نام خانوادگی سرپرست", Column::FamilyName),
    ("نام پدر سرپرست", Column::FatherName),
    ("کد ملی سرپرست", Column::NationalId),
    ("تاریخ تولد سرپرست", Column::BirthDate),
    ("تلفن سرپرست", Column::Phone),
    ("تعداد اعضای تحت تکفل", Column::Dependents),
    ("محله سکونت", Column::Neighborhood),
    ("نشانی منزل", Column::Address),
    ("تحصیلات سرپرست", Column::Education),
    ("شغل سرپرست", Column::Occupation),
    ("علت سرپرستی خانوار", Column::HeadshipCause),
];

/// Without these nobody can be told by a row.
pub const NEEDED: &[Column] = &[Column::FamilyName, Column::BirthDate, Column::Neighborhood];

/// A list as read.
pub struct AgencyList {
    /// Headings as printed.
    pub headers: Vec<String>,
    /// What each heading stands for.
    pub columns: Vec<Option<Column>>,
    /// Columns that are needed and stand under no heading; the rows are read only when there are none.
    pub missing: Vec<Column>,
    pub register: Option<Register>,
}

/// Reads CSV or XLSX bytes: each heading by the agency's own mapping, and else as registers call it.
pub fn read(
    bytes: &[u8],
    mapping: &[(String, Column)],
    agency: &str,
    places: &Gazetteer,
    today: NaiveDate,
) -> Result<AgencyList, UnreadableRegister> {
    let cells = records(bytes)?;
    let of = |header: &str| {
        let key = fold_joined(header);
        let own = mapping.iter().find(|(known, _)| !key.is_empty() && fold_joined(known) == key);
        own.map(|(_, column)| *column).or_else(|| Column::of_header(header))
    };
    let known = |row: &Vec<String>| row.iter().filter(|cell| of(cell).is_some()).count();
    let filled = |row: &Vec<String>| row.iter().filter(|cell| !clean_text(cell).is_empty()).count();
    // The row that says most as a heading; where none says anything, the first that has more than one cell.
    let heads = cells.iter().take(HEADER_WITHIN_ROWS).enumerate();
    let head = heads.max_by_key(|(place, row)| (known(row), filled(row) > 1, std::cmp::Reverse(*place)));
    let Some((head, row)) = head else { return Err(UnreadableRegister::MissingColumns(NEEDED.to_vec())) };
    let headers: Vec<String> = row.iter().map(|cell| clean_text(cell)).collect();
    let mut taken = BTreeSet::new();
    let columns: Vec<Option<Column>> =
        headers.iter().map(|header| of(header).filter(|column| taken.insert(*column))).collect();
    let missing: Vec<Column> = NEEDED.iter().copied().filter(|column| !taken.contains(column)).collect();
    let rows = cells.len().saturating_sub(head + 1);
    if rows > ROWS_MAX {
        return Err(UnreadableRegister::TooLong(ROWS_MAX));
    }
    let register = if missing.is_empty() {
        let table = canonical(&cells[head + 1..], &columns, agency)?;
        Some(Register::of_table(table, places, today))
    } else {
        None
    };
    Ok(AgencyList { headers, columns, missing, register })
}

/// The rows under the headings that registers have, with what a list leaves unsaid.
fn canonical(rows: &[Vec<String>], columns: &[Option<Column>], agency: &str) -> Result<Table, UnreadableRegister> {
    let is_there = |column: Column| columns.contains(&Some(column));
    let unsaid = [
        (Column::Entry, "معرفی دستگاه"),
        (Column::ReferredBy, agency),
        (Column::SupportedBy, agency),
        (Column::Dependents, "0"),
        (Column::Sex, "زن"),
    ];
    let unsaid: Vec<(Column, &str)> = unsaid.into_iter().filter(|(column, _)| !is_there(*column)).collect();
    let header = |column: Column| column.header_fa().to_owned();
    // A column that means nothing here keeps its place, so that a line of the file of wrong rows has all its cells.
    let named = columns.iter().map(|column| column.map(header).unwrap_or_default());
    let mut all = vec![named.chain(unsaid.iter().map(|(column, _)| header(*column))).collect::<Vec<String>>()];
    for row in rows.iter().filter(|row| row.iter().any(|cell| !clean_text(cell).is_empty())) {
        let mut cells: Vec<String> = row.iter().take(columns.len()).cloned().collect();
        cells.resize(columns.len(), String::new());
        cells.extend(unsaid.iter().map(|(_, value)| (*value).to_owned()));
        all.push(cells);
    }
    Table::from_records(all)
}

/// The part of a list with these lines alone, as new families are registered from it.
pub fn only(register: &Register, lines: &BTreeSet<usize>, places: &Gazetteer, today: NaiveDate) -> Register {
    let table = &register.table;
    let rows = table.rows.iter().enumerate().filter(|(place, _)| lines.contains(&(place + 1)));
    let rows: Vec<Vec<String>> = rows.map(|(_, row)| row.clone()).collect();
    let table = Table { header: table.header.clone(), columns: table.columns.clone(), rows };
    Register::of_table(table, places, today)
}

/// A person of the register.
#[derive(Clone)]
pub struct Known {
    pub person_id: Uuid,
    pub family_id: Uuid,
    /// A telephone under threat is left out.
    pub facts: PersonFacts,
    pub likeness: Likeness,
}

/// How a row was found to be somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    NationalId,
    /// Everything both say is the same, and enough is said.
    Sure,
    /// More likely the person than not: somebody looks.
    Likely,
}

/// A row that is, or may be, somebody of the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    pub person_id: Uuid,
    pub family_id: Uuid,
    pub how: How,
}

/// A field in which a list and the register say two things; as people write them, a birth date in the Gregorian calendar's ISO form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub field: RecordField,
    /// Null where the register says nothing.
    pub ours: Option<String>,
    pub theirs: String,
}

/// Who each right row is. `by_number` holds the bearers of national ids, by line. A row that repeats another of the list is left out: it is told apart.
pub fn matches(
    rows: &[&RegisterRow],
    known: &[Known],
    by_number: &HashMap<usize, (Uuid, Uuid)>,
) -> BTreeMap<usize, Match> {
    let mut found: BTreeMap<usize, Match> = by_number
        .iter()
        .map(|(line, (person_id, family_id))| {
            (*line, Match { person_id: *person_id, family_id: *family_id, how: How::NationalId })
        })
        .collect();
    let open: Vec<(usize, Likeness)> =
        rows.iter().filter(|row| !found.contains_key(&row.line)).map(|row| (row.line, Likeness::of_row(row))).collect();
    let mut by_key: HashMap<i32, Vec<usize>> = HashMap::new();
    for (place, (_, likeness)) in open.iter().enumerate() {
        likeness.blocks().into_iter().for_each(|key| by_key.entry(key).or_default().push(place));
    }
    let mut best: BTreeMap<usize, (f64, Match)> = BTreeMap::new();
    for person in known {
        let places = duplicates::meeting(&person.likeness.blocks(), &by_key);
        for (line, likeness) in places.into_iter().filter_map(|place| open.get(place)) {
            let Some((score, reasons)) = compare(likeness, &person.likeness) else { continue };
            if best.get(line).is_some_and(|(known, _)| *known >= score) {
                continue;
            }
            let has = |reason: LikenessReason| reasons.contains(&reason);
            let is_sure = score >= 1.0
                && has(LikenessReason::SameName)
                && has(LikenessReason::SameBirthDate)
                && (has(LikenessReason::SameFatherName) || has(LikenessReason::SamePhone));
            let how = if is_sure { How::Sure } else { How::Likely };
            best.insert(*line, (score, Match { person_id: person.person_id, family_id: person.family_id, how }));
        }
    }
    found.extend(best.into_iter().map(|(line, (_, found))| (line, found)));
    found
}

/// What a row and the register say differently of one person. A cell that is blank says nothing.
pub fn differences(row: &RegisterRow, ours: &PersonFacts, has_national_id: bool) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut text = |field: RecordField, theirs: Option<&str>, ours: Option<&str>, same: &dyn Fn(&str, &str) -> bool| {
        let Some(theirs) = theirs.map(str::trim).filter(|theirs| !theirs.is_empty()) else { return };
        let ours = ours.map(str::trim).filter(|ours| !ours.is_empty());
        if ours.is_none_or(|ours| !same(ours, theirs)) {
            found.push(Difference { field, ours: ours.map(str::to_owned), theirs: theirs.to_owned() });
        }
    };
    // Another spelling of the same name is no difference.
    let names = |ours: &str, theirs: &str| fold_joined(ours) == fold_joined(theirs);
    text(RecordField::GivenName, row.given_name.as_deref(), ours.given_name.as_deref(), &names);
    text(RecordField::FamilyName, Some(row.family_name.as_str()), ours.family_name.as_deref(), &names);
    text(RecordField::FatherName, row.father_name.as_deref(), ours.father_name.as_deref(), &names);
    let number = row.national_id.as_ref().map(|id| id.as_str());
    text(RecordField::NationalId, number.filter(|_| !has_national_id), None, &|_, _| false);
    let dates = (row.birth_date.to_string(), ours.birth_date.map(|date| date.to_string()));
    text(RecordField::BirthDate, Some(dates.0.as_str()), dates.1.as_deref(), &|ours, theirs| ours == theirs);
    let last = |phone: &str| phone.chars().rev().take(10).collect::<String>();
    // The register's read model keeps a mobile number without its zero; a person reads it with one.
    let spoken = ours
        .phone
        .as_deref()
        .map(|phone| if phone.len() == 10 && phone.starts_with('9') { format!("0{phone}") } else { phone.to_owned() });
    text(RecordField::Phone, row.phone.as_deref(), spoken.as_deref(), &|ours, theirs| last(ours) == last(theirs));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::KnownNeighborhood;
    use hamyar_events::NeighborhoodId;

    fn places() -> Gazetteer {
        let one = KnownNeighborhood {
            id: NeighborhoodId(Uuid::from_u128(1)),
            names: vec!["قائم".to_owned()],
            lies_in: Vec::new(),
        };
        Gazetteer::new([one])
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default()
    }

    fn list(text: &str, mapping: &[(&str, Column)]) -> AgencyList {
        let mapping: Vec<(String, Column)> =
            mapping.iter().map(|(header, column)| ((*header).to_owned(), *column)).collect();
        read(text.as_bytes(), &mapping, "بهزیستی", &places(), today()).unwrap_or_else(|error| panic!("{error}"))
    }

    const OWN: &[(&str, Column)] = &[
        ("اسم", Column::GivenName),
        ("شهرت خانم", Column::FamilyName),
        ("زادروز", Column::BirthDate),
        ("کوی", Column::Neighborhood),
    ];

    #[test]
    fn a_list_is_read_in_its_own_columns_and_what_it_leaves_unsaid_is_filled_in() {
        let text = "گزارش بهزیستی\nاسم;شهرت خانم;زادروز;کوی;همراه\nزهرا;نمونه;1360/01/05;قائم;09121234567\nمریم;;1360/13/05;قائم;\n";
        let read = list(text, OWN);
        assert_eq!(read.missing, Vec::<Column>::new());
        let register = read.register.unwrap_or_else(|| panic!("rows"));
        let row = &register.rows[0];
        assert_eq!((row.family_name.as_str(), row.referred_by.as_deref()), ("نمونه", Some("بهزیستی")));
        assert_eq!(
            (row.sex, row.dependents, row.phone.as_deref()),
            (Some(hamyar_events::Sex::Female), 0, Some("09121234567"))
        );
        // The wrong row comes back with both of its faults; the right one is kept.
        assert_eq!((register.rows.len(), register.rejected(), register.errors.len()), (1, 1, 2));
    }

    #[test]
    fn what_is_needed_and_stands_under_no_heading_is_told_before_any_row_is_read() {
        let read = list("الف,ب\n1,2\n", &[]);
        assert_eq!((read.headers, read.missing.len()), (vec!["الف".to_owned(), "ب".to_owned()], 3));
        assert!(read.register.is_none());
    }

    fn known(number: u128, given: &str, family: &str, father: Option<&str>, born: &str) -> Known {
        let facts = PersonFacts {
            given_name: Some(given.to_owned()),
            family_name: Some(family.to_owned()),
            father_name: father.map(str::to_owned),
            birth_date: born.parse().ok(),
            ..PersonFacts::default()
        };
        let likeness = Likeness {
            name: format!("{given} {family}"),
            father_name: facts.father_name.clone(),
            birth_date: facts.birth_date,
            birth_year: facts.birth_date.map(hamyar_persian::jalali_year),
            phone: None,
            national_id: None,
            neighborhood: None,
        };
        Known { person_id: Uuid::from_u128(number), family_id: Uuid::from_u128(number + 100), facts, likeness }
    }

    #[test]
    fn rows_find_their_women_and_say_what_differs() {
        let mapping = [OWN, &[("پدر", Column::FatherName), ("همراه", Column::Phone)]].concat();
        let text = "اسم,شهرت خانم,زادروز,کوی,پدر,همراه\nزهرا,نمونه,1360/01/05,قائم,علی,09121234567\nپروین,ناشناس,1350/02/02,قائم,حسن,\n";
        let register = list(text, &mapping).register.unwrap_or_else(|| panic!("rows"));
        let rows: Vec<&RegisterRow> = register.rows.iter().collect();
        let born = register.rows[0].birth_date.to_string();
        let everybody = [known(1, "زهرا", "نمونه", Some("علی"), &born), known(2, "سارا", "دیگر", None, "1990-01-01")];
        let found = matches(&rows, &everybody, &HashMap::new());
        assert_eq!(found.get(&1).map(|one| (one.person_id, one.how)), Some((Uuid::from_u128(1), How::Sure)));
        assert!(!found.contains_key(&2), "she is new");
        let differing = differences(rows[0], &everybody[0].facts, true);
        let told: Vec<(RecordField, Option<&str>)> =
            differing.iter().map(|one| (one.field, one.ours.as_deref())).collect();
        assert_eq!(told, [(RecordField::Phone, None)]);
        // Another spelling is no difference, another name is one.
        let mut ours = everybody[0].facts.clone();
        (ours.family_name, ours.father_name) = (Some("نمونه ".to_owned()), Some("رضا".to_owned()));
        let fields: Vec<RecordField> = differences(rows[0], &ours, true).into_iter().map(|one| one.field).collect();
        assert_eq!(fields, [RecordField::FatherName, RecordField::Phone]);
    }
}
