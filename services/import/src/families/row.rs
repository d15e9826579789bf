//! One right row, carried out: a new family with its head, or a second registration of a family that is there.

use super::{ImportError, ImportOptions, command};
use crate::register::row_key::{keyed_uuid, normalized};
use crate::register::{RegisterRow, Table};
use crate::seeds::Plan;
use hamyar_domain::family::{AddCategory, CloseCase, IdentifyFamily, JoinMember, JoinRegistration};
use hamyar_domain::{Family, FamilyCommand};
use hamyar_event_store::{CommandContext, Committed, EventStore, ExecuteError, Execution, NationalIdHolder};
use hamyar_events::family::{CaseClosed, CategoryAdded, FamilyIdentified, MemberJoined, RegistrationJoined};
use hamyar_events::{CloseReason, HappenedAt, MemberId, Personal, Sex};
use std::time::Duration;
use uuid::Uuid;

/// The category of the documents for a woman who heads her household (S005).
const FEMALE_HEAD: &str = "female_head_of_household";

/// A row on its way into the store.
pub(super) struct RowImport<'a> {
    store: &'a EventStore,
    row: &'a RegisterRow,
    seeds: &'a Plan,
    options: &'a ImportOptions,
    batch: &'a str,
    /// Source and normalized content.
    key: String,
    /// The stream the row makes when nobody has the person yet.
    pub family_id: Uuid,
    member_id: MemberId,
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
        table: &Table,
        row: &'a RegisterRow,
        seeds: &'a Plan,
        options: &'a ImportOptions,
        batch: &'a str,
    ) -> Self {
        let key = format!("{}\u{1e}{}", hamyar_persian::fold_joined(&options.source), normalized(table, row));
        let family_id = keyed_uuid(&store.blind_index("import.family", &key));
        let member_id = MemberId(keyed_uuid(&store.blind_index("import.member", &key)));
        Self { store, row, seeds, options, batch, key, family_id, member_id }
    }

    pub fn line(&self) -> usize {
        self.row.line
    }

    pub async fn run(&self) -> Result<Outcome, ImportError> {
        let holder = match &self.row.national_id {
            Some(id) => self.store.find_national_id(id.as_str()).await?,
            None => None,
        };
        match holder {
            Some(holder) if holder.family_id != self.family_id => self.join(holder).await,
            _ => self.open_file().await,
        }
    }

    /// A new family: its file, its head, and the category that the register speaks of.
    async fn open_file(&self) -> Result<Outcome, ImportError> {
        let (family_id, today) = (self.family_id, self.options.today);
        let mut outcome = Outcome::default();
        let family = FamilyIdentified {
            file_number: format!("{}-{:06}", self.batch, self.row.line),
            center_id: self.options.center_id,
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
            return self.join(holder).await;
        }
        if self.row.sex == Some(Sex::Female) {
            let category = CategoryAdded { category: FEMALE_HEAD.to_owned(), member_id: Some(self.member_id) };
            self.carry_out(family_id, "category", AddCategory { category }.into(), &mut outcome).await?;
        }
        Ok(outcome)
    }

    /// A second registration of a family that a national id finds. The family stays one.
    async fn join(&self, holder: NationalIdHolder) -> Result<Outcome, ImportError> {
        let (family_id, today) = (holder.family_id, self.options.today);
        let mut outcome = Outcome { joined: Some(family_id), ..Outcome::default() };
        let registration = RegistrationJoined {
            member_id: Some(MemberId(holder.member_id)),
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
        let command_id = keyed_uuid(&self.store.blind_index("import.command", &format!("{step}\u{1e}{}", self.key)));
        let mut pause = Duration::from_millis(5);
        loop {
            let context =
                CommandContext::new(command_id, self.options.actor.clone(), HappenedAt::Day(self.options.today));
            // The row itself is what was asked for: sent on another day, or under another file's name, it is the same wish.
            let execution = Execution { body: Some(self.key.clone().into_bytes()) };
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
            // The id is made of the row alone, so whoever used it before imported this very row.
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
