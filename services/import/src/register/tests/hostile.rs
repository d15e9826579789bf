//! Files that mean no good: small ones that unfold to gigabytes, sheets that claim billions of cells, archives that are none.

use std::io::{Cursor, Write};

use super::{places, today};
use crate::register::{Register, UnreadableRegister};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn refused(bytes: &[u8]) -> UnreadableRegister {
    Register::read(bytes, &places(), today()).err().expect("it is refused")
}

/// A workbook by rust_xlsxwriter with one file replaced or added.
fn workbook_with(name: &str, content: &mut dyn std::io::Read) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().write(0, 0, "x").expect("a cell");
    let bytes = workbook.save_to_buffer().expect("a workbook");
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let entry = from.by_index_raw(index).expect("an entry");
        if entry.name().expect("a name") != name {
            to.raw_copy_file(entry).expect("a copy");
        }
    }
    to.start_file(name, SimpleFileOptions::default()).expect("an entry");
    std::io::copy(content, &mut to).expect("its content");
    to.finish().expect("an archive").into_inner()
}

#[test]
fn a_small_archive_that_unfolds_to_gigabytes_is_refused() {
    let bomb = workbook_with("xl/sharedStrings.xml", &mut std::io::Read::take(std::io::repeat(b' '), 600 << 20));
    assert!(bomb.len() < 2 << 20, "{}", bomb.len());
    assert!(matches!(refused(&bomb), UnreadableRegister::Unfolds));
}

#[test]
fn an_archive_of_very_many_files_is_refused() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..2_000 {
        writer.start_file(format!("xl/{number}.xml"), SimpleFileOptions::default()).expect("an entry");
        writer.write_all(b"<x/>").expect("its content");
    }
    assert!(matches!(refused(&writer.finish().expect("an archive").into_inner()), UnreadableRegister::Unfolds));
}

/// Two cells, one in the first corner and one in the last: a dense table of them would have seventeen billion cells.
#[test]
fn cells_that_lie_far_apart_claim_no_memory() {
    let sheet = r#"<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
        <dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>
        <row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>b</t></is></c></row></sheetData></worksheet>"#;
    let bytes = workbook_with("xl/worksheets/sheet1.xml", &mut sheet.as_bytes());
    assert!(matches!(refused(&bytes), UnreadableRegister::MissingColumns(_)));
}

#[test]
fn what_is_no_workbook_is_said_to_be_none() {
    for bytes in
        [&b"PK"[..], b"PK\x03\x04", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", &[b'P', b'K', 0xff, 0xff, 0xff]]
    {
        assert!(matches!(refused(bytes), UnreadableRegister::Workbook), "{bytes:?}");
    }
}
