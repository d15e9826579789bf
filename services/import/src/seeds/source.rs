//! Where seed data comes from: the copy inside the program, or a folder that overrides it.

use std::collections::HashMap;
use std::path::PathBuf;

/// Where seed data comes from.
#[derive(Debug, Clone, Default)]
pub enum SeedSource {
    /// The project's own copy, built into the program.
    #[default]
    BuiltIn,
    /// A folder of the same files; a file it lacks is taken from the built-in copy.
    Folder(PathBuf),
}

macro_rules! built_in {
    ($($file:literal),+ $(,)?) => {
        /// The seed files this program reads, with the built-in text of each.
        pub const FILES: &[(&str, &str)] = &[$(($file, include_str!(concat!("../../../../seed-data/", $file)))),+];
    };
}

built_in![
    "000_facilitators_level2.csv",
    "000_neighbourhood_profiles.csv",
    "000_province_summary.csv",
    "000_roadmap_action_agencies.csv",
    "000_roadmap_actions.csv",
    "000_roadmap_specs.csv",
    "000_strengths_weaknesses.csv",
    "000_training_classes.csv",
    "001_activities.csv",
    "001_dated_documents.csv",
    "001_obstacles.csv",
    "001_partner_agencies.csv",
    "001_statistics.csv",
    "002_action_programme_catalogue.csv",
    "002_agency_duties.csv",
    "002_informal_settlements_by_city.csv",
    "002_mashhad_neighbourhoods.csv",
    "002_mashhad_zones.csv",
    "002_mashhad_zones_total_as_printed.csv",
    "002_vulnerable_groups.csv",
    "003_catalogues.csv",
    "003_programme_numbers.csv",
    "004_border_provinces.csv",
    "004_detailed_measures.csv",
    "004_equipment_coverage.csv",
    "004_facility_types.csv",
    "004_fields_schemes_groups.csv",
    "004_figure_notes.csv",
    "004_macro_actions.csv",
    "004_national_figures.csv",
    "004_program_shares.csv",
    "004_workshop_provinces.csv",
    "agencies_more.csv",
    "agency_aliases.csv",
    "catalog_terms.csv",
    "neighborhood_aliases.csv",
    "neighborhoods.csv",
    "organisations.csv",
    "places.csv",
];

/// Why seed data cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The folder named on the command line does not exist.
    #[error("there is no folder {0}")]
    NoFolder(PathBuf),
    /// A file is there and cannot be read.
    #[error("{file} cannot be read: {source}")]
    Unreadable { file: String, source: std::io::Error },
    /// A file's CSV structure is broken.
    #[error("{file} is no CSV file: {source}")]
    Csv { file: String, source: csv::Error },
    /// A cell does not say what the importer needs.
    #[error("{file}, row {row}: column {column} is wrong: {value:?}")]
    Cell { file: String, row: usize, column: String, value: String },
}

/// One seed file, read.
pub struct Sheet {
    /// Name of the file, such as `002_mashhad_zones.csv`.
    pub file: &'static str,
    /// Data rows in file order.
    pub rows: Vec<Row>,
}

/// One data row of a seed file.
pub struct Row {
    file: &'static str,
    number: usize,
    cells: HashMap<String, String>,
}

impl SeedSource {
    /// Reads one of [`FILES`].
    pub fn sheet(&self, file: &'static str) -> Result<Sheet, SeedError> {
        let text = self.text(file)?;
        let csv_error = |source| SeedError::Csv { file: file.to_owned(), source };
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
        let header = reader.headers().map_err(csv_error)?.clone();
        let mut rows = Vec::new();
        for (index, record) in reader.records().enumerate() {
            let record = record.map_err(csv_error)?;
            let cells = header.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect();
            rows.push(Row { file, number: index + 1, cells });
        }
        Ok(Sheet { file, rows })
    }

    fn text(&self, file: &str) -> Result<String, SeedError> {
        if let Self::Folder(folder) = self {
            if !folder.is_dir() {
                return Err(SeedError::NoFolder(folder.clone()));
            }
            match std::fs::read_to_string(folder.join(file)) {
                Ok(text) => return Ok(text),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(source) => return Err(SeedError::Unreadable { file: file.to_owned(), source }),
            }
        }
        Ok(FILES.iter().find(|(name, _)| *name == file).map_or_else(String::new, |(_, text)| (*text).to_owned()))
    }
}

impl Row {
    /// The trimmed text of a cell; empty where the column is missing or blank.
    pub fn text(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }

    /// The text of a cell, or `None` when blank.
    pub fn some(&self, column: &str) -> Option<String> {
        Some(self.text(column).to_owned()).filter(|text| !text.is_empty())
    }

    /// The cell read by a function that knows its values.
    pub fn read<T>(&self, column: &str, read: impl FnOnce(&str) -> Option<T>) -> Result<T, SeedError> {
        read(self.text(column)).ok_or_else(|| SeedError::Cell {
            file: self.file.to_owned(),
            row: self.number,
            column: column.to_owned(),
            value: self.text(column).to_owned(),
        })
    }

    /// A decimal number in thousandths, as `12.7` → 12700. A blank cell is `None`.
    pub fn thousandths(&self, column: &str) -> Result<Option<i64>, SeedError> {
        if self.text(column).is_empty() {
            return Ok(None);
        }
        self.read(column, thousandths).map(Some)
    }
}

/// An ASCII decimal number in thousandths, exactly.
fn thousandths(text: &str) -> Option<i64> {
    let (whole, fraction) = text.trim_end_matches('%').split_once('.').unwrap_or((text.trim_end_matches('%'), ""));
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let fraction: i64 = format!("{fraction:0<3}").parse().ok()?;
    whole.checked_mul(1000)?.checked_add(if whole < 0 { -fraction } else { fraction })
}
