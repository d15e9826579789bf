//! The file of wrong rows, and what makes a row the same row again.

use super::{SAMPLE, one_row, read};
use crate::register::{Column, Register, row_key};

fn keys(register: &Register) -> Vec<String> {
    register.rows.iter().map(|row| row_key::normalized(&register.table, row)).collect()
}

#[test]
fn wrong_rows_come_back_in_their_own_columns_with_reasons() {
    let register = read(SAMPLE);
    let bytes = register.wrong_rows_csv().expect("28 wrong rows");
    assert!(bytes.starts_with(&[0xEF, 0xBB, 0xBF]));
    let again = read(&bytes);
    assert_eq!(again.table.header.len(), register.table.header.len() + 1);
    assert_eq!(again.table.rows.len(), 28);
    assert_eq!((again.rows.len(), again.rejected()), (0, 28));
    let columns = |register: &Register| register.errors.iter().map(|e| (e.column, e.value.clone())).collect::<Vec<_>>();
    assert_eq!(columns(&again), columns(&register));
    let first = &again.table.rows[0];
    assert_eq!(first.last().map(String::as_str), Some("نام خانوادگی: خالی است"));
    // Sent once more unmended, the column of reasons is written anew and not doubled.
    let twice = read(&again.wrong_rows_csv().expect("still wrong"));
    assert_eq!(twice.table.header, again.table.header);
}

#[test]
fn a_file_without_faults_needs_no_mending() {
    assert!(read(one_row(0, "سمیه").as_bytes()).wrong_rows_csv().is_none());
}

#[test]
fn a_cell_that_a_spreadsheet_would_run_is_guarded_and_comes_back_whole() {
    let text =
        "نام خانوادگی,تاریخ تولد,تعداد افراد تحت تکفل,محله,نحوه ورود,توضیحات\n=cmd,1339/2/25,-2,نواب,خود معرف,=1+1\n";
    let bytes = read(text.as_bytes()).wrong_rows_csv().expect("wrong");
    let written = String::from_utf8(bytes.clone()).expect("UTF-8");
    assert!(written.contains("'=cmd") && written.contains("'=1+1") && written.contains(",-2,"), "{written}");
    let mended = read(written.replace(",-2,", ",2,").as_bytes());
    assert_eq!(mended.rows.first().and_then(|row| row.note.clone()), Some("=1+1".into()));
}

#[test]
fn a_mended_row_alone_is_the_same_row_as_in_the_whole_file() {
    let whole = read(SAMPLE);
    let header = whole.table.header.join(",");
    let cells: Vec<String> =
        whole.table.rows[4].iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
    let alone = read(format!("{header}\n{}\n", cells.join(",")).as_bytes());
    assert_eq!(keys(&alone)[0], keys(&whole)[4]);
}

#[test]
fn spelling_and_row_numbers_do_not_make_another_row_but_content_does() {
    let key = |text: &str| keys(&read(text.as_bytes())).remove(0);
    let original = key(&one_row(0, "سمیه"));
    assert_eq!(key(&one_row(0, " سميه ")), original);
    assert_eq!(key(&one_row(4, "۱۳۳۹-۰۲-۲۵")), original);
    assert_eq!(key(&one_row(3, "۶۴۸۰۶۰۶۴۵۰")), original);
    assert_ne!(key(&one_row(0, "سمیرا")), original);
    assert_ne!(key(&one_row(4, "1339/2/26")), original);
    let numbered = one_row(0, "سمیه").replace("نام,نام خ", "ردیف,نام,نام خ").replace("\"سمیه\"", "\"۱۷\",\"سمیه\"");
    assert_eq!(key(&numbered), original);
}

#[test]
fn unknown_columns_are_kept_for_mending() {
    let text = one_row(1, "").replace("نام,نام خ", "کد دفتر,نام,نام خ").replace("\"سمیه\"", "\"الف-۳\",\"سمیه\"");
    let again = read(&read(text.as_bytes()).wrong_rows_csv().expect("wrong"));
    assert_eq!(again.table.rows[0][0], "الف-۳");
    assert!(again.table.has(Column::Reasons));
}
