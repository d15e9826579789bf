//! Importing a register of families through the same commands that people use.
//!
//! A row is known again by a keyed digest of its content, in a table that can be deleted from, so that sending a file again, or the mended part
//! of it, adds nothing twice. What the log keeps of it, ids and file number, is random or counted and tells nothing of the row, its place in the
//! file or the file. Imported families have not yet been asked for consent.

mod command;
mod held;
mod known_rows;
mod report;
mod row;

pub use known_rows::prepare;
pub use report::{AmbiguousPlace, ImportReport};

use crate::gazetteer::Gazetteer;
use crate::register::duplicates::{self, DuplicateOf, LikelyDuplicate, Likeness, NotCompared, compare};
use crate::register::mend;
use crate::register::{Register, RegisterRow, UnreadableRegister};
use crate::seeds::{Plan, SeedImportError, SeedSource, ensure_seeds, plan};
use chrono::NaiveDate;
use futures::{StreamExt, TryStreamExt};
use hamyar_domain::family::is_register_label;
use hamyar_event_store::{Actor, EventStore, StoreError};
use hamyar_events::{CenterId, InformationSource, NeighborhoodId};
use hamyar_identity::IdentityError;
use known_rows::RowIndex;
use row::{FileNumbers, Outcome, RowImport};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use uuid::Uuid;

/// A center that opens files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterCenter {
    pub id: CenterId,
    /// Prefix of its file numbers. Files without a center begin with `R`.
    pub file_prefix: String,
}

/// How a register is imported.
#[derive(Debug, Clone)]
pub struct ImportOptions {
    /// Who imports.
    pub actor: Actor,
    /// Today in Tehran.
    pub today: NaiveDate,
    /// Names the source where two agencies must not be taken for one: part of a row's identity. Blank by default, so that the
    /// mended part of a file is known again whatever it is called.
    pub source: String,
    /// What families' files say about where they came from: a label of letters, digits, `-` and `_`, at most 40, stored in clear. Never a person's
    /// name.
    pub register: Option<String>,
    /// The center all files are opened in, where one was named.
    pub center: Option<RegisterCenter>,
    /// Without a named one, the center that alone covers a neighborhood opens the files of its rows.
    pub centers: HashMap<NeighborhoodId, RegisterCenter>,
    /// Where a self-referred family became known; a referred one became known through its agency.
    pub information_source: InformationSource,
    /// Rows that are surely of a family of the store are added all the same: somebody looked.
    pub add_held_back: bool,
    /// Rows carried out at once. Few enough that people's commands are not kept waiting.
    pub parallel: usize,
}

impl ImportOptions {
    /// The usual import by somebody on a day.
    pub fn new(actor: Actor, today: NaiveDate) -> Self {
        Self {
            actor,
            today,
            source: String::new(),
            register: None,
            center: None,
            centers: HashMap::new(),
            information_source: InformationSource::SupportInstitution,
            add_held_back: false,
            parallel: 64,
        }
    }
}

/// A family of the store that rows are compared with, as a read model knows it.
#[derive(Clone)]
pub struct KnownFamily {
    pub family_id: Uuid,
    pub likeness: Likeness,
}

/// Why a register was not imported, or not to its end. Sending it again goes on where it stopped.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error(transparent)]
    Unreadable(#[from] UnreadableRegister),
    #[error(transparent)]
    Seeds(#[from] SeedImportError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the log cannot be reached; send the file again later, nothing will be added twice")]
    Unavailable,
    /// Rows are known, but the table that holds them was emptied in that very moment.
    #[error("rows were deleted while they were imported; send the file again")]
    RowsDeleted,
    #[error("the label of a register has 1 to 40 letters, digits, - or _, and no blanks")]
    RegisterLabel,
    #[error("no file number can be given: {0}")]
    FileNumber(#[source] IdentityError),
    /// A right row was refused by a rule of the family's stream. The code says which; the row is named by its line only.
    #[error("row {line} was refused: {code}")]
    Refused { line: usize, code: String },
}

/// Imports a register (CSV or XLSX bytes). `places` are neighborhoods beside those of the seed data, which are loaded when the
/// store has none; `known` are families of the store to compare with; `progress` hears how many of all right rows are done.
pub async fn import(
    store: &EventStore,
    bytes: &[u8],
    places: &Gazetteer,
    known: &[KnownFamily],
    options: &ImportOptions,
    progress: &(dyn Fn(usize, usize) + Send + Sync),
) -> Result<ImportReport, ImportError> {
    if options.register.as_deref().is_some_and(|label| !is_register_label(label)) {
        return Err(ImportError::RegisterLabel);
    }
    let seeds = plan(&SeedSource::BuiltIn).map_err(SeedImportError::from)?;
    let register = Register::read(bytes, &seeds.gazetteer().merged(places), options.today)?;
    carry_out(store, register, &seeds, known, options, progress).await
}

/// The same for a register that was read already, as a list of an agency is in its own columns.
pub async fn import_read(
    store: &EventStore,
    register: Register,
    known: &[KnownFamily],
    options: &ImportOptions,
) -> Result<ImportReport, ImportError> {
    let seeds = plan(&SeedSource::BuiltIn).map_err(SeedImportError::from)?;
    carry_out(store, register, &seeds, known, options, &|_, _| ()).await
}

async fn carry_out(
    store: &EventStore,
    register: Register,
    seeds: &Plan,
    known: &[KnownFamily],
    options: &ImportOptions,
    progress: &(dyn Fn(usize, usize) + Send + Sync),
) -> Result<ImportReport, ImportError> {
    ensure_seeds(store, &options.actor).await?;
    import_register(store, &register, seeds, known, options, progress).await
}

async fn import_register(
    store: &EventStore,
    register: &Register,
    seeds: &Plan,
    known: &[KnownFamily],
    options: &ImportOptions,
    progress: &(dyn Fn(usize, usize) + Send + Sync),
) -> Result<ImportReport, ImportError> {
    known_rows::ensure(store).await?;
    let all: Vec<RowIndex> =
        register.rows.iter().map(|row| row::index(store, &options.source, &register.table, row)).collect();
    let held = if options.add_held_back { BTreeSet::new() } else { held::lines(store, register, &all, known).await? };
    let (rows, indexes): (Vec<&RegisterRow>, Vec<RowIndex>) =
        register.rows.iter().zip(all).filter(|(row, _)| !held.contains(&row.line)).unzip();
    let (total, done) = (rows.len(), AtomicUsize::new(0));
    let kept = known_rows::remember(store, &indexes).await?;
    let numbers = FileNumbers::new(store, options, kept.values().filter(|row| row.fresh).count());
    let imports = rows.into_iter().zip(&indexes).map(|(row, index)| {
        let known = *kept.get(index).ok_or(ImportError::RowsDeleted)?;
        Ok(RowImport::new(store, row, seeds, options, &numbers, known))
    });
    let imports: Vec<RowImport<'_>> = imports.collect::<Result<_, ImportError>>()?;

    // Rows that repeat a national id of the file wait until the family they join is there. So do rows of exactly the same
    // content, whose ids are the same.
    let repeats = register.joins();
    let mut seen = BTreeSet::new();
    let (mut first, mut second): (Vec<&RowImport<'_>>, Vec<&RowImport<'_>>) =
        imports.iter().partition(|import| seen.insert(import.family_id) && !repeats.contains_key(&import.line()));
    // In the order of random ids: neither file numbers nor the order of events tell which line of the file a family was.
    first.sort_by_key(|import| import.family_id);
    second.sort_by_key(|import| import.family_id);
    let mut outcomes: BTreeMap<usize, Outcome> = BTreeMap::new();
    for rows in [first, second] {
        let mut running = futures::stream::iter(rows)
            .map(|import| async move { Ok::<_, ImportError>((import.line(), import.run().await?)) })
            .buffer_unordered(options.parallel.max(1));
        while let Some((line, outcome)) = running.try_next().await? {
            outcomes.insert(line, outcome);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
        }
    }

    let joined: BTreeSet<usize> = outcomes.iter().filter(|(_, o)| o.joined.is_some()).map(|(line, _)| *line).collect();
    let own: BTreeSet<Uuid> = imports.iter().map(|import| import.family_id).collect();
    let (likely_duplicates, not_compared) = likely_duplicates(&register.rows, &joined, known, &own);
    Ok(ImportReport {
        rows: register.table.rows.len(),
        accepted: register.rows.len(),
        rejected: register.rejected(),
        joined: joined.len(),
        errors: register.errors.clone(),
        likely_duplicates,
        not_compared,
        added: outcomes.values().filter(|outcome| outcome.added).count(),
        position: outcomes.values().map(|outcome| outcome.position).max().unwrap_or(0),
        ambiguous_places: report::ambiguous_places(&register.rows),
        wrong_rows_csv: register.wrong_rows_csv(),
        held_back_csv: mend::rows_csv(
            &register.table,
            held.iter().map(|line| (*line, held::WHY_FA.to_owned())).collect(),
        ),
        held_back: held.into_iter().collect(),
    })
}

/// Likely duplicates within the file, and with families of the store other than those these very rows made; and how many rows were not compared by keys
/// that too many share.
fn likely_duplicates(
    rows: &[RegisterRow],
    joined: &BTreeSet<usize>,
    known: &[KnownFamily],
    own: &BTreeSet<Uuid>,
) -> (Vec<LikelyDuplicate>, Vec<NotCompared>) {
    let mut found: BTreeMap<usize, LikelyDuplicate> =
        duplicates::in_file(rows, joined).into_iter().map(|duplicate| (duplicate.line, duplicate)).collect();
    let rows: Vec<(usize, Likeness)> =
        rows.iter().filter(|row| !joined.contains(&row.line)).map(|row| (row.line, Likeness::of_row(row))).collect();
    // The rows of a file are few beside the register, so that they are what is kept by key.
    let mut blocks: HashMap<i32, Vec<usize>> = HashMap::new();
    for (place, (_, likeness)) in rows.iter().enumerate() {
        likeness.blocks().into_iter().for_each(|key| blocks.entry(key).or_default().push(place));
    }
    for family in known.iter().filter(|family| !own.contains(&family.family_id)) {
        let places = duplicates::meeting(&family.likeness.blocks(), &blocks);
        for (line, likeness) in places.into_iter().filter_map(|place| rows.get(place)) {
            let Some((score, reasons)) = compare(likeness, &family.likeness) else { continue };
            let duplicate = found.entry(*line).or_insert_with(|| LikelyDuplicate {
                line: *line,
                matches: Vec::new(),
                score,
                reasons: reasons.clone(),
            });
            let of = DuplicateOf::FamilyId(family.family_id);
            if !duplicate.matches.contains(&of) {
                duplicate.matches.push(of);
            }
            if score > duplicate.score {
                (duplicate.score, duplicate.reasons) = (score, reasons);
            }
        }
    }
    found.values_mut().for_each(|duplicate| duplicate.matches.sort_unstable());
    let not_compared = duplicates::not_compared(rows.iter().map(|(_, likeness)| likeness), &blocks);
    (found.into_values().collect(), not_compared)
}
