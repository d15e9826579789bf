//! The shapes in which the same register arrives.

use super::{HEADER, SAMPLE, one_row, places, read, today};
use crate::register::{Column, Register, UnreadableRegister, row_key};

fn fingerprint(register: &Register) -> Vec<(usize, String)> {
    let rows = register.rows.iter().map(|row| (row.line, row_key::normalized(&register.table, row)));
    rows.chain(register.errors.iter().map(|e| (e.line, format!("{} {}", e.column.code(), e.reason.code())))).collect()
}

fn workbook(table: &[Vec<String>], title_rows: u32) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().set_name("راهنما").expect("a name").write(0, 0, "این برگه راهنماست").expect("a cell");
    let sheet = workbook.add_worksheet();
    for (row, cells) in table.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let (row, column) =
                (u32::try_from(row).expect("small") + title_rows, u16::try_from(column).expect("small"));
            // A spreadsheet keeps what looks like a number as a number, and loses leading zeros with it.
            match cell.parse::<f64>() {
                Ok(number) if cell.bytes().all(|b| b.is_ascii_digit()) => sheet.write_number(row, column, number),
                _ => sheet.write_string(row, column, cell),
            }
            .expect("a cell");
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}

#[test]
fn a_workbook_says_the_same_as_the_csv_file() {
    let csv = read(SAMPLE);
    let table: Vec<Vec<String>> =
        std::iter::once(csv.table.header.clone()).chain(csv.table.rows.iter().cloned()).collect();
    let xlsx = read(&workbook(&table, 3));
    assert_eq!(xlsx.table.rows.len(), 600);
    assert_eq!(fingerprint(&xlsx), fingerprint(&csv));
    assert_eq!(xlsx.joins(), csv.joins());
}

#[test]
fn a_date_cell_of_a_workbook_is_read_as_its_jalali_day() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let row = one_row(4, "");
    let cells: Vec<&str> = row.lines().nth(1).expect("a row").split(',').map(|cell| cell.trim_matches('"')).collect();
    for (column, header) in HEADER.split(',').enumerate() {
        let column = u16::try_from(column).expect("small");
        sheet.write_string(0, column, header).expect("a cell");
        sheet.write_string(1, column, cells[usize::from(column)]).expect("a cell");
    }
    let date = rust_xlsxwriter::ExcelDateTime::from_ymd(1960, 5, 15).expect("a date");
    let format = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    sheet.write_datetime_with_format(1, 4, date, &format).expect("a cell");
    let register = read(&workbook.save_to_buffer().expect("a workbook"));
    assert_eq!(register.rows.first().map(|row| row.birth_date.to_string()), Some("1960-05-15".into()));
}

#[test]
fn delimiters_and_encodings_do_not_matter() {
    let comma = one_row(0, "سمیه").replace('"', "");
    let expected = fingerprint(&read(comma.as_bytes()));
    for delimiter in [";", "\t"] {
        assert_eq!(fingerprint(&read(comma.replace(',', delimiter).as_bytes())), expected);
    }
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(comma.replace('\n', "\r\n").encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(fingerprint(&read(&utf16)), expected);
}

#[test]
fn line_breaks_within_a_cell_and_blank_lines_do_not_count_as_rows() {
    let text = format!("فهرست خانوارها,,\n\n{}{}", one_row(0, "سم\r\nیه"), ",,,,,,,,\n\n");
    let register = read(text.as_bytes());
    assert_eq!(register.table.rows.len(), 1);
    assert_eq!(register.rows.first().and_then(|row| row.given_name.clone()), Some("سم یه".into()));
}

#[test]
fn what_is_no_register_says_what_is_missing() {
    let error = |bytes: &[u8]| Register::read(bytes, &places(), today()).err().expect("unreadable");
    assert!(matches!(error(&[0xC3, 0x28]), UnreadableRegister::Encoding));
    assert!(matches!(error(b"PK\x03\x04 no archive"), UnreadableRegister::Workbook));
    match error("نام,نام خانوادگی,محله\nالف,ب,نواب\n".as_bytes()) {
        UnreadableRegister::MissingColumns(missing) => {
            assert_eq!(missing, [Column::BirthDate, Column::Dependents, Column::Entry]);
        }
        other => panic!("{other}"),
    }
    assert!(error(b"").to_string().contains("نام خانوادگی"));
}
