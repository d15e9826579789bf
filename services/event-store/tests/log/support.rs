//! A small aggregate with everything the log cares for: personal values, claims, refusals, several events at once.

use cqrs_es::event_sink::EventSink;
use hamyar_event_store::testing::{DbUrls, TestCluster};
use hamyar_event_store::*;
use hamyar_events::{DecodeError, NationalIdClaim, NationalIdRelease};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub const CANARY: &str = "قناری-canary-7731";

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FileEvent {
    FileOpened { family_name: Personal<String> },
    MemberAdded { member_id: Uuid, name: Personal<String>, national_id: Option<Personal<String>> },
    MemberGone { member_id: Uuid, by_mistake: bool },
    NoteTaken { number: i64 },
    FileClosed,
    PersonalDataErased { subjects: Vec<Subject>, erased_on: String },
}

impl cqrs_es::DomainEvent for FileEvent {
    fn event_type(&self) -> String {
        match self {
            Self::FileOpened { .. } => "file_opened",
            Self::MemberAdded { .. } => "member_added",
            Self::MemberGone { .. } => "member_gone",
            Self::NoteTaken { .. } => "note_taken",
            Self::FileClosed => "file_closed",
            Self::PersonalDataErased { .. } => "personal_data_erased",
        }
        .to_owned()
    }
    fn event_version(&self) -> String {
        "1".to_owned()
    }
}

impl StreamEvent for FileEvent {
    const STREAM: &'static str = "file";
    fn decode(_: &str, _: &str, payload: &str) -> Result<Self, DecodeError> {
        Ok(serde_json::from_str(payload)?)
    }
    fn national_id_claims(&self, stream_id: Uuid) -> Vec<NationalIdClaim> {
        match self {
            Self::MemberAdded { member_id, national_id: Some(Personal { value: Some(digits), .. }), .. } => {
                vec![NationalIdClaim { digits: digits.clone(), family_id: stream_id, member_id: *member_id }]
            }
            _ => Vec::new(),
        }
    }
    fn national_id_releases(&self, stream_id: Uuid) -> Vec<NationalIdRelease> {
        let (member_id, left) = match self {
            Self::MemberAdded { member_id, .. } => (Some(*member_id), false),
            Self::MemberGone { member_id, by_mistake } => (Some(*member_id), !by_mistake),
            Self::FileClosed => (None, false),
            _ => return Vec::new(),
        };
        vec![NationalIdRelease { family_id: stream_id, member_id, left }]
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FileCommand {
    Open {
        id: Uuid,
        family_name: String,
    },
    AddMember {
        member_id: Uuid,
        name: String,
        national_id: Option<String>,
    },
    RemoveMember {
        member_id: Uuid,
        by_mistake: bool,
    },
    TakeNotes {
        count: i64,
    },
    /// Replaces what its author saw.
    Renumber,
    Close,
    Erase {
        subjects: Vec<Subject>,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum FileRefusal {
    #[error("the file is closed")]
    FileIsClosed,
    #[error("no more than {limit} notes")]
    TooManyNotes { limit: i64 },
    #[error("some values cannot be accepted")]
    Invalid,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct File {
    pub open: bool,
    pub closed: bool,
    pub members: i64,
    pub notes: i64,
}

impl cqrs_es::Aggregate for File {
    const TYPE: &'static str = "file";
    type Command = FileCommand;
    type Event = FileEvent;
    type Error = FileRefusal;
    type Services = ();

    async fn handle(&mut self, command: FileCommand, _: &(), sink: &EventSink<Self>) -> Result<(), FileRefusal> {
        if self.closed && command != FileCommand::Close {
            return Err(FileRefusal::FileIsClosed);
        }
        match command {
            FileCommand::Open { .. } if self.open => {}
            FileCommand::Open { id, family_name } => {
                sink.write(FileEvent::FileOpened { family_name: Personal::of_family(id, family_name) }, self).await
            }
            FileCommand::AddMember { member_id, name, national_id } => {
                let event = FileEvent::MemberAdded {
                    member_id,
                    name: Personal::of_person(member_id, name),
                    national_id: national_id.map(|digits| Personal::of_person(member_id, digits)),
                };
                sink.write(event, self).await;
            }
            FileCommand::RemoveMember { member_id, by_mistake } => {
                sink.write(FileEvent::MemberGone { member_id, by_mistake }, self).await
            }
            FileCommand::TakeNotes { count } if count < 0 => return Err(FileRefusal::Invalid),
            FileCommand::TakeNotes { count } => {
                for _ in 0..count {
                    if self.notes >= 1_000 {
                        return Err(FileRefusal::TooManyNotes { limit: 1_000 });
                    }
                    let number = self.notes + 1;
                    sink.write(FileEvent::NoteTaken { number }, self).await;
                }
            }
            FileCommand::Renumber => sink.write(FileEvent::NoteTaken { number: self.notes + 1 }, self).await,
            FileCommand::Close if self.closed => {}
            FileCommand::Close => sink.write(FileEvent::FileClosed, self).await,
            FileCommand::Erase { subjects } => {
                let event = FileEvent::PersonalDataErased { subjects, erased_on: "2026-11-22".to_owned() };
                sink.write(event, self).await
            }
        }
        Ok(())
    }

    fn apply(&mut self, event: FileEvent) {
        match event {
            FileEvent::FileOpened { .. } => self.open = true,
            FileEvent::MemberAdded { .. } => self.members += 1,
            FileEvent::MemberGone { .. } => self.members -= 1,
            FileEvent::NoteTaken { .. } => self.notes += 1,
            FileEvent::FileClosed => self.closed = true,
            FileEvent::PersonalDataErased { .. } => {}
        }
    }
}

impl Decider for File {
    fn depends(command: &FileCommand) -> Dependence {
        if *command == FileCommand::Renumber { Dependence::Sequence } else { Dependence::Any }
    }
}

pub fn master_key() -> MasterKey {
    MasterKey::from_bytes([7; 32])
}

pub async fn database() -> DbUrls {
    TestCluster::shared().await.new_database().await
}

pub async fn open(urls: &DbUrls) -> EventStore {
    EventStore::open(StoreOptions::new(&urls.app_url, master_key())).await.unwrap()
}

/// A store that can forget, with its register in the folder.
pub async fn open_with_register(urls: &DbUrls, folder: &std::path::Path) -> EventStore {
    let mut options = StoreOptions::new(&urls.app_url, master_key());
    options.register = Some(register(folder));
    EventStore::open(options).await.unwrap()
}

pub fn register(folder: &std::path::Path) -> ErasureRegister {
    ErasureRegister::new(folder.join("store.erasures"), &master_key())
}

pub async fn store() -> (EventStore, DbUrls) {
    let urls = database().await;
    (open(&urls).await, urls)
}

pub async fn admin(urls: &DbUrls) -> sqlx::PgPool {
    sqlx::PgPool::connect(&urls.admin_url).await.unwrap()
}

pub fn context() -> CommandContext {
    by(1)
}

pub fn by(user: u128) -> CommandContext {
    CommandContext::new(
        Uuid::now_v7(),
        Actor::User(Uuid::from_u128(user)),
        HappenedAt::Day("2026-11-22".parse().unwrap()),
    )
}

pub fn notes(count: i64) -> FileCommand {
    FileCommand::TakeNotes { count }
}
