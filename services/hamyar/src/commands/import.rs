//! `hamyar import`: registers of families, and the seed data.

use std::collections::HashMap;
use std::io::{IsTerminal, Read};
use std::path::Path;

use hamyar_event_store::Actor;
use hamyar_events::{CenterId, NeighborhoodId};
use hamyar_identity::policy::{Action, family_rows};
use hamyar_import::families::{self, ImportError, ImportOptions, ImportReport, RegisterCenter};
use hamyar_import::seeds::SeedImportError;
use hamyar_import::{SeedSource, import_seeds};
use hamyar_projections::directory::CenterView;

use super::{print, print_json, today};
use crate::cli::ImportFamiliesArgs;
use crate::failure::{Failure, with_causes};
use crate::open::Opened;
use crate::{progress, read_models, sign_in};

pub async fn seeds(opened: &Opened, dir: Option<&Path>, json: bool) -> Result<(), Failure> {
    let source = dir.map_or(SeedSource::BuiltIn, |dir| SeedSource::Folder(dir.to_owned()));
    let bar = progress::bar("seeds");
    let show = |done: usize, total: usize| progress::show(&bar, done as u64, total as u64);
    let report = import_seeds(&opened.store, &source, &Actor::system("import"), &show).await.map_err(seed_failure)?;
    bar.finish_and_clear();
    if json {
        return print_json(&report);
    }
    print(&format!(
        "places {}  neighborhoods {}  agencies {}  other names {}  duties {}  terms {}  figures {}\nroadmap actions {}  facilitators {}  trainings and classes {}\nfigures told {}  programs {}  lines of equipment {}  series {}\nadded {}  already there {}\n",
        report.places,
        report.neighborhoods,
        report.agencies,
        report.aliases,
        report.duties,
        report.terms,
        report.figures,
        report.actions,
        report.facilitators,
        report.workshops,
        report.tellings,
        report.programs,
        report.equipment,
        report.series,
        report.added,
        report.unchanged
    ))
}

pub fn seed_failure(error: SeedImportError) -> Failure {
    match &error {
        SeedImportError::Seed(_) => Failure::Unreadable(with_causes(&error)),
        SeedImportError::Store(_) | SeedImportError::Unavailable => Failure::store(error),
    }
}

/// Reads the register first: an unreadable one is told before any store is opened.
pub fn read_file(file: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.map_err(|error| Failure::Unreadable(format!("{} cannot be read: {error}", file.display())))?;
    Ok(bytes)
}

pub async fn families(opened: &Opened, args: &ImportFamiliesArgs, bytes: &[u8]) -> Result<(), Failure> {
    let principal = match &args.sign_in.user {
        Some(user) => {
            let principal = sign_in::sign_in(opened, user).await?;
            sign_in::may(&principal, Action::ImportRegisters)?;
            Some(principal)
        }
        None => None,
    };
    let actor = principal.as_ref().map_or(Actor::system("import"), |principal| Actor::User(principal.user_id));
    let mut options = ImportOptions::new(actor, today());
    options.source.clone_from(&args.source);
    options.register.clone_from(&args.register);
    options.add_held_back = args.add_held_back;
    let read = read_models::caught_up(opened).await?;
    let centers = hamyar_projections::directory::centers(read.pool(), None).await?;
    match &args.center {
        Some(named) => options.center = Some(find_center(&centers, named)?),
        None => options.centers = covering(&centers),
    }
    let known = read_models::known_families(&read).await?;
    let places = read_models::known_neighborhoods(&read).await?;
    let bar = progress::bar("families");
    let show = |done: usize, total: usize| progress::show(&bar, done as u64, total as u64);
    let imported = families::import(&opened.store, bytes, &places, &known, &options, &show).await;
    let mut report = imported.map_err(import_failure)?;
    bar.finish_and_clear();
    if let Some(principal) = &principal {
        // The same rows as a search of the person: outside them a possible match is all that is told.
        let rows = family_rows(principal, Action::SearchFamilies);
        let own = read_models::families_among(&read, &report.named_families(), &rows).await?;
        report.keep_back(|id| own.contains(&id));
    }
    read.close().await;
    for (path, csv) in [(&args.mend, &report.wrong_rows_csv), (&args.held_back, &report.held_back_csv)] {
        let Some(path) = path else { continue };
        std::fs::write(path, csv.as_deref().unwrap_or_default())
            .map_err(|error| Failure::Unreadable(format!("{} cannot be written: {error}", path.display())))?;
    }
    if args.json {
        return print_json(&report);
    }
    print(&in_words(&report, args.mend.as_deref()))
}

fn import_failure(error: ImportError) -> Failure {
    match error {
        ImportError::Unreadable(_) => Failure::Unreadable(with_causes(&error)),
        ImportError::Seeds(error) => seed_failure(error),
        ImportError::RegisterLabel => Failure::Unreadable(error.to_string()),
        ImportError::Store(_) | ImportError::Unavailable | ImportError::RowsDeleted | ImportError::FileNumber(_) => {
            Failure::store(error)
        }
        ImportError::Refused { .. } => Failure::Refused(with_causes(&error)),
    }
}

fn register_center(center: &CenterView) -> RegisterCenter {
    RegisterCenter { id: CenterId(center.id), file_prefix: center.file_prefix.clone() }
}

fn find_center(centers: &[CenterView], named: &str) -> Result<RegisterCenter, Failure> {
    let fits = |center: &&CenterView| {
        center.id.to_string() == named || center.file_prefix.eq_ignore_ascii_case(named) || center.name == named
    };
    let mut found = centers.iter().filter(|center| center.closed_on.is_none()).filter(fits);
    match (found.next(), found.next()) {
        (Some(center), None) => Ok(register_center(center)),
        (None, _) => Err(Failure::Unreadable(format!("no open center has the prefix, name or id «{named}»"))),
        _ => Err(Failure::Unreadable(format!("several centers are called «{named}»; use the file prefix or the id"))),
    }
}

/// The open center of each neighborhood that exactly one of them covers.
fn covering(centers: &[CenterView]) -> HashMap<NeighborhoodId, RegisterCenter> {
    let mut found: HashMap<NeighborhoodId, Option<RegisterCenter>> = HashMap::new();
    for center in centers.iter().filter(|center| center.closed_on.is_none()) {
        for neighborhood in &center.neighborhoods {
            found
                .entry(NeighborhoodId(neighborhood.id))
                .and_modify(|covered| *covered = None)
                .or_insert_with(|| Some(register_center(center)));
        }
    }
    found.into_iter().filter_map(|(neighborhood, center)| Some((neighborhood, center?))).collect()
}

/// The report for a person: counts, and the first faults. Values stay on this terminal and are in no log.
fn in_words(report: &ImportReport, mend: Option<&Path>) -> String {
    use hamyar_import::register::SHARED_MAX;
    use std::fmt::Write;
    const SHOWN: usize = 20;
    let mut text = format!(
        "rows {}  right {}  of them joined an existing family {}  wrong {}  added now {}\n",
        report.rows, report.accepted, report.joined, report.rejected, report.added
    );
    let terminal = std::io::stdout().is_terminal();
    for error in report.errors.iter().take(SHOWN) {
        let value = if terminal { format!("  «{}»", error.value) } else { String::new() };
        let _ = writeln!(text, "  line {}  {}{value}  {}", error.line, error.column, error.reason);
    }
    if report.errors.len() > SHOWN {
        let _ = writeln!(text, "  … and {} more; --json lists all", report.errors.len() - SHOWN);
    }
    if !report.likely_duplicates.is_empty() {
        let _ = writeln!(
            text,
            "{} rows seem to speak of a family known otherwise; --json lists them",
            report.likely_duplicates.len()
        );
    }
    for left_out in &report.not_compared {
        let _ = writeln!(
            text,
            "{} rows were not compared by {}: more than {SHARED_MAX} rows share it",
            left_out.rows,
            left_out.key.replace('_', " ")
        );
    }
    if !report.held_back.is_empty() {
        let _ = writeln!(
            text,
            "{} rows may be of a family known already and were held back; --held-back FILE writes them, --add-held-back adds them",
            report.held_back.len()
        );
    }
    if !report.ambiguous_places.is_empty() {
        let _ = writeln!(
            text,
            "{} rows name a neighborhood that is one of several of its name",
            report.ambiguous_places.len()
        );
    }
    match mend {
        Some(path) if report.rejected > 0 => {
            let _ = writeln!(text, "The wrong rows are in {}: mend them and send that file again.", path.display());
        }
        None if report.rejected > 0 => {
            text.push_str("--mend FILE writes the wrong rows to a file that can be mended and sent again.\n")
        }
        _ => {}
    }
    text
}
