//! One right row, carried out: a new family with its head, or a second registration of a family that is there.

use super::known_rows::{KnownRow, RowIndex, remember_joining};
use super::{ImportError, ImportOptions, RegisterCenter, command};
use crate::register::row_key::normalized;
use crate::register::{RegisterRow, Table};
use crate::seeds::Plan;
use hamyar_domain::family::{AddCategory, CloseCase, IdentifyFamily, JoinMember, JoinRegistration};
use hamyar_domain::{Family, FamilyCommand};
use hamyar_event_store::{CommandContext, Committed, EventStore, ExecuteError, Execution, NationalIdHolder};
use hamyar_events::family::{CaseClosed, CategoryAdded, FamilyIdentified, MemberJoined, RegistrationJoined};
use hamyar_events::{CloseReason, HappenedAt, MemberId, Personal, Sex};
use hamyar_identity::{Identity, IdentityError};
use hamyar_persian::jalali_year;
use std::collections::HashMap;
use std::ops::Range;
use std::time::Duration;
use uuid::Uuid;

/// The category of the documents for a woman who heads her household (S005).
const FEMALE_HEAD: &str = "female_head_of_household";

/// The keyed digest by which a row is known again. Personal, so it stands where it can be deleted.
pub(super) fn index(store: &EventStore, source: &str, table: &Table, row: &RegisterRow) -> RowIndex {
    let content = format!("{}\u{1e}{}", hamyar_persian::fold_joined(source), normalized(table, row));
    store.blind_index("import.row", &content)
}

/// Gives files the numbers that intake gives too: `M12-1405-0007`.
pub(super) struct FileNumbers {
    identity: Identity,
    year: i32,
    reserved: tokio::sync::Mutex<Reserved>,
}

struct Reserved {
    /// Numbers set aside for this import, by what they begin with.
    numbers: HashMap<String, Range<i64>>,
    /// How many rows may still want one.
    rows: usize,
}

impl FileNumbers {
    /// How many numbers are set aside at once. Those that no row takes in the end stay unused.
    const AT_ONCE: usize = 100;

    /// For so many rows that were never seen before.
    pub fn new(store: &EventStore, options: &ImportOptions, rows: usize) -> Self {
        let reserved = tokio::sync::Mutex::new(Reserved { numbers: HashMap::new(), rows });
        Self { identity: Identity::new(store.pool().clone()), year: jalali_year(options.today), reserved }
    }

    async fn next(&self, center: Option<&RegisterCenter>) -> Result<String, ImportError> {
        let prefix = format!("{}-{}", center.map_or("R", |center| &center.file_prefix), self.year);
        let mut reserved = self.reserved.lock().await;
        let Reserved { numbers, rows } = &mut *reserved;
        let numbers = numbers.entry(prefix.clone()).or_insert(0..0);
        if numbers.is_empty() {
            let count = (*rows).clamp(1, Self::AT_ONCE);
            let more = self.identity.next_file_numbers(&prefix, u32::try_from(count).unwrap_or(1)).await;
            *numbers = more.map_err(|error| match error {
                IdentityError::Unavailable(error) => ImportError::Store(error.into()),
                other => ImportError::FileNumber(other),
            })?;
            *rows = rows.saturating_sub(count);
        }
        let number = numbers.start;
        numbers.start += 1;
        Ok(format!("{prefix}-{number:04}"))
    }
}

/// A row on its way into the store.
pub(super) struct RowImport<'a> {
    store: &'a EventStore,
    row: &'a RegisterRow,
    seeds: &'a Plan,
    options: &'a ImportOptions,
    numbers: &'a FileNumbers,
    /// The stream the row makes when nobody has the person yet. Random, and kept for the row.
    pub family_id: Uuid,
    member_id: MemberId,
    /// The family it joined when it was sent before.
    joined: Option<Uuid>,
    /// Whether it was never sent before.
    fresh: bool,
}

/// What became of a row.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Outcome {
    /// The family it joined by national id.
    pub joined: Option<Uuid>,
    /// Whether anything was written now.
    pub added: bool,
    /// Position of the newest event written.
    pub position: i64,
}

impl Outcome {
    fn note(&mut self, committed: Option<Committed>) {
        if let Some(committed) = committed.filter(|committed| committed.events > 0 && !committed.repeated) {
            self.added = true;
            self.position = self.position.max(committed.position);
        }
    }
}

/// How a command of a row ended, where it ended well or another family holds the person.
enum Answer {
    /// `None` when the row was imported before, possibly by somebody else.
    Held(Option<Committed>),
    Taken(NationalIdHolder),
}

impl<'a> RowImport<'a> {
    pub fn new(
        store: &'a EventStore,
        row: &'a RegisterRow,
        seeds: &'a Plan,
        options: &'a ImportOptions,
        numbers: &'a FileNumbers,
        known: KnownRow,
    ) -> Self {
        let KnownRow { family_id, joined, fresh } = known;
        let member_id = MemberId(Uuid::new_v5(&family_id, b"member/head"));
        Self { store, row, seeds, options, numbers, family_id, member_id, joined, fresh }
    }

    pub fn line(&self) -> usize {
        self.row.line
    }

    /// What became of the row when it was sent first stays: a person who moved to another family since is not registered there by an old file.
    pub async fn run(&self) -> Result<Outcome, ImportError> {
        if let Some(joined) = self.joined {
            return self.join(joined).await;
        }
        let own = if self.fresh { Family::default() } else { self.store.load::<Family>(self.family_id).await?.state };
        if let (Some(file), false) = (&own.file, own.closed_because == Some(CloseReason::EnteredByMistake)) {
            return self.open_file(file.file_number.clone()).await;
        }
        match self.holder().await? {
            Some(holder) if holder.family_id != self.family_id => self.join(holder.family_id).await,
            _ if own.file.is_some() => Ok(Outcome::default()),
            _ => self.open_file(self.numbers.next(self.center()).await?).await,
        }
    }

    /// The center that opens the row's file.
    fn center(&self) -> Option<&'a RegisterCenter> {
        self.options.center.as_ref().or_else(|| self.options.centers.get(&self.row.neighborhood.id))
    }

    /// Who has the row's national id now.
    async fn holder(&self) -> Result<Option<NationalIdHolder>, ImportError> {
        match &self.row.national_id {
            Some(id) => Ok(self.store.find_national_id(id.as_str()).await?),
            None => Ok(None),
        }
    }

    /// A new family: its file, its head, and the category that the register speaks of.
    async fn open_file(&self, file_number: String) -> Result<Outcome, ImportError> {
        let (family_id, today) = (self.family_id, self.options.today);
        let mut outcome = Outcome::default();
        let family = FamilyIdentified {
            file_number,
            center_id: self.center().map(|center| center.id),
            neighborhood_id: self.row.neighborhood.id,
            family_name: Personal::of_family(family_id, self.row.family_name.clone()),
            address: self.row.address.clone().map(|text| Personal::of_family(family_id, text)),
            registration: command::registration(self.row, family_id, self.seeds, self.options),
            identified_on: today,
        };
        self.carry_out(family_id, "identify", IdentifyFamily { family, today }.into(), &mut outcome).await?;

        let head = command::head(self.row, self.member_id);
        let member = MemberJoined { member_id: self.member_id, member: head, joined_on: today };
        let join = JoinMember { member, today };
        if let Some(holder) = self.carry_out(family_id, "head", join.into(), &mut outcome).await? {
            // Somebody else entered the person while this row was on its way: the row joins, and the file it opened is closed.
            let note = None;
            let closing = CaseClosed { reason: CloseReason::EnteredByMistake, note, closed_on: today };
            self.carry_out(family_id, "close", CloseCase { closing, today }.into(), &mut outcome).await?;
            return self.join(holder.family_id).await;
        }
        if self.row.sex == Some(Sex::Female) {
            let category = CategoryAdded { category: FEMALE_HEAD.to_owned(), member_id: Some(self.member_id) };
            self.carry_out(family_id, "category", AddCategory { category }.into(), &mut outcome).await?;
        }
        Ok(outcome)
    }

    /// A second registration of a family that a national id finds. The family stays one.
    async fn join(&self, found: Uuid) -> Result<Outcome, ImportError> {
        let (family_id, today) =
            (remember_joining(self.store.pool(), self.family_id, found).await?, self.options.today);
        let member = self.holder().await?.filter(|holder| holder.family_id == family_id);
        let mut outcome = Outcome { joined: Some(family_id), ..Outcome::default() };
        let registration = RegistrationJoined {
            member_id: member.map(|holder| MemberId(holder.member_id)),
            neighborhood_id: self.row.neighborhood.id,
            registration: command::registration(self.row, family_id, self.seeds, self.options),
            registered_on: today,
        };
        self.carry_out(family_id, "join", JoinRegistration { registration, today }.into(), &mut outcome).await?;
        Ok(outcome)
    }

    /// Carries one command of the row out, patiently. Answers with the holder when another family has the national id.
    async fn carry_out(
        &self,
        family_id: Uuid,
        step: &str,
        command: FamilyCommand,
        outcome: &mut Outcome,
    ) -> Result<Option<NationalIdHolder>, ImportError> {
        let command_id = Uuid::new_v5(&self.family_id, format!("command/{step}").as_bytes());
        let mut pause = Duration::from_millis(5);
        loop {
            let context =
                CommandContext::new(command_id, self.options.actor.clone(), HappenedAt::Day(self.options.today));
            // The row is what was asked for, and it stands for itself by its random id: sent on another day, or under another file's name, it is
            // the same wish, and the fingerprint kept of it derives from nothing personal.
            let execution = Execution { body: Some(self.family_id.as_bytes().to_vec()) };
            let result = self.store.execute_with::<Family>(family_id, command.clone(), context, execution).await;
            match self.settle(result)? {
                Some(Answer::Held(committed)) => {
                    outcome.note(committed);
                    return Ok(None);
                }
                Some(Answer::Taken(holder)) => return Ok(Some(holder)),
                None => {
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(Duration::from_millis(500));
                }
            }
        }
    }

    /// `None` means: try again.
    fn settle(
        &self,
        result: Result<Committed, ExecuteError<hamyar_domain::FamilyRefusal>>,
    ) -> Result<Option<Answer>, ImportError> {
        match result {
            Ok(committed) => Ok(Some(Answer::Held(Some(committed)))),
            // The id is the row's alone, so whoever used it before imported this very row.
            Err(ExecuteError::CommandIdReused) => Ok(Some(Answer::Held(None))),
            Err(ExecuteError::NationalIdTaken(holder)) if holder.family_id == self.family_id => {
                Ok(Some(Answer::Held(None)))
            }
            Err(ExecuteError::NationalIdTaken(holder)) => Ok(Some(Answer::Taken(holder))),
            Err(ExecuteError::Busy | ExecuteError::Stale { .. }) => Ok(None),
            Err(ExecuteError::Unavailable) => Err(ImportError::Unavailable),
            Err(ExecuteError::Store(error)) => Err(ImportError::Store(error)),
            Err(ExecuteError::Refused { refusal, .. }) => {
                let code = refusal.get("code").and_then(|code| code.as_str()).unwrap_or("unknown").to_owned();
                // A row whose commands were kept before the rules changed, or whose file was closed meanwhile, is imported.
                match code.as_str() {
                    "family_already_identified" | "member_already_joined" | "head_exists" | "case_closed" => {
                        Ok(Some(Answer::Held(None)))
                    }
                    _ => Err(ImportError::Refused { line: self.row.line, code }),
                }
            }
        }
    }
}
