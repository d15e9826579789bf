//! `docs/security.md` leaves out no requirement and names no test that does not exist.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Cells of each row of the table of requirements.
fn rows() -> Vec<Vec<String>> {
    let text = fs::read_to_string(root().join("docs/security.md")).expect("docs/security.md");
    let (_, table) = text.split_once("## OWASP ASVS").expect("the table");
    let numbered = |row: &Vec<String>| row.len() == 5 && row[0].starts_with(|first: char| first.is_ascii_digit());
    table
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"))
        .map(|line| line.split(" | ").map(|cell| cell.trim().to_owned()).collect())
        .filter(numbered)
        .collect()
}

#[test]
fn every_requirement_has_one_honest_row() {
    let wanted = fs::read_to_string(root().join("tests/data/asvs-5.0.0-level-2.txt")).expect("the numbers");
    let rows = rows();
    let found: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(found, wanted.lines().collect::<Vec<_>>());
    for row in &rows {
        assert!(["met", "partly", "not met", "n/a"].contains(&row[2].as_str()), "{row:?}");
        assert!(row[2] == "met" || !row[3].is_empty(), "{} says what is missing", row[0]);
    }
}

#[test]
fn every_test_that_is_named_exists() {
    let mut functions = BTreeSet::new();
    for folder in ["events", "projections", "services", "tests"] {
        gather(&root().join(folder), &mut functions);
    }
    for row in rows() {
        for name in row[4].split('`').skip(1).step_by(2) {
            assert!(functions.contains(name), "{}: there is no test {name}", row[0]);
        }
    }
}

/// Names of the functions without arguments in a folder's Rust files.
fn gather(folder: &Path, functions: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "target" && name != "node_modules") {
                gather(&path, functions);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("a source");
            let names = text.lines().filter_map(|line| {
                line.trim().strip_suffix("() {")?.rsplit_once("fn ").map(|(_, name)| name.to_owned())
            });
            functions.extend(names);
        }
    }
}
