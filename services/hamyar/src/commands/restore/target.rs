//! The place a backup is restored into. What did not become a store is taken away again.

use std::path::{Path, PathBuf};

use hamyar_event_store::connect;
use sqlx::{ConnectOptions, Connection, PgConnection};

use crate::cli::Place;
use crate::failure::Failure;
use crate::info::Kind;
use crate::open::{self, Need, Server};
use crate::signals;

/// What Hamyar itself puts into a data folder.
const OURS: &[&str] = &["hamyar.lock", "postgres", "postgres.log", "postgres.location"];

/// An empty database, marked as being restored into.
pub struct Target {
    server: Server,
    /// Holds the lock against a second restore.
    connection: PgConnection,
    url: String,
    folder: Option<Folder>,
}

/// A data folder that this restore, or one before it that broke off, made.
struct Folder {
    path: PathBuf,
    made: bool,
}

impl Target {
    pub async fn open(place: &Place) -> Result<Self, Failure> {
        let folder = open::data_folder(place).map(|path| Folder::look(&path)).transpose()?;
        let server = match open::start(place, Need::Serve(Kind::Real)).await {
            Ok(server) => server,
            Err(failure) => {
                if let Some(folder) = folder.filter(|folder| folder.made) {
                    folder.remove();
                }
                return Err(failure);
            }
        };
        if let Server::Own(running) = &server {
            signals::remember_server(running.pid());
        }
        let url = server.admin_url();
        match Self::marked(&url, folder.as_ref()).await {
            Ok((connection, ours)) => {
                let folder = folder.map(|folder| Folder { made: folder.made || ours, ..folder });
                Ok(Self { server, connection, url, folder })
            }
            Err(failure) => {
                open::stop(server).await;
                if let Some(folder) = folder.filter(|folder| folder.made) {
                    folder.remove();
                }
                Err(failure)
            }
        }
    }

    /// Marks the database; tells also whether a restore that broke off had made it.
    async fn marked(url: &str, folder: Option<&Folder>) -> Result<(PgConnection, bool), Failure> {
        let mut look = connect::options(url, "hamyar-look")?.connect().await?;
        let unfinished = hamyar_backup::has_unfinished_restore(&mut look).await?;
        look.close().await.ok();
        let connection = hamyar_backup::prepare_empty(url).await?;
        Ok((connection, unfinished && folder.is_some()))
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Makes it a store.
    pub async fn keep(mut self) -> Result<(), Failure> {
        let kept = hamyar_backup::finish(&mut self.connection).await;
        self.connection.close().await.ok();
        open::stop(self.server).await;
        Ok(kept?)
    }

    /// Takes away what was made.
    pub async fn abandon(mut self) {
        if let Err(error) = hamyar_backup::clear(&mut self.connection).await {
            eprintln!(
                "hamyar: what was put into the database could not be taken away ({error}); nobody can open it, and the next restore clears it"
            );
        }
        self.connection.close().await.ok();
        open::stop(self.server).await;
        if let Some(folder) = self.folder.filter(|folder| folder.made) {
            folder.remove();
        }
    }
}

impl Folder {
    /// A folder that is missing, empty, or holds a database of Hamyar's own; whether that one is empty is seen once it runs.
    fn look(path: &Path) -> Result<Self, Failure> {
        let names: Vec<String> = match std::fs::read_dir(path) {
            Ok(entries) => entries
                .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
                .collect::<Result<_, std::io::Error>>()?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(Failure::Unreadable(format!("{} cannot be read: {error}", path.display()))),
        };
        if let Some(foreign) = names.iter().find(|name| !OURS.contains(&name.as_str())) {
            return Err(Failure::Refused(format!(
                "a backup is restored into an empty database or a new folder only, and {} holds {foreign}",
                path.display()
            )));
        }
        Ok(Self { path: path.to_owned(), made: names.is_empty() })
    }

    fn remove(self) {
        let elsewhere = std::fs::read_to_string(self.path.join("postgres.location")).ok();
        if let Some(elsewhere) = elsewhere {
            std::fs::remove_dir_all(elsewhere.trim_end_matches('\n')).ok();
        }
        for name in OURS {
            let path = self.path.join(name);
            if path.is_dir() {
                std::fs::remove_dir_all(path).ok()
            } else {
                std::fs::remove_file(path).ok()
            };
        }
        // Only when it is empty now.
        std::fs::remove_dir(&self.path).ok();
    }
}
