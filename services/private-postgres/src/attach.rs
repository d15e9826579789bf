//! Using a server that another Hamyar runs: a report or an export beside the serving process.

use std::path::Path;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::address::Address;
use crate::error::Error;
use crate::pidfile::{self, Leftover};
use crate::{Options, PORT, SUPERUSER, check, control, folders};

/// How long a server that is just coming up is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
const LOOK_INTERVAL: Duration = Duration::from_millis(50);

/// The address of a server that another process runs and watches.
#[derive(Debug, Clone)]
pub struct Attached {
    address: Address,
    database: String,
}

impl Attached {
    /// Finds the server of a data folder, proves that it serves this folder's cluster, and takes nothing over.
    pub(crate) async fn find(options: &Options) -> Result<Self, Error> {
        check::plain_name(&options.database)?;
        let cluster = folders::locate(&options.data_dir)?;
        if folders::existing_cluster(&cluster)?.is_none() {
            return Err(Error::NotRunning { path: options.data_dir.clone() });
        }
        let expected = control::system_identifier(&cluster)?;
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Leftover::Alive(file) = pidfile::leftover(&cluster)
                && file.port == PORT
                && file.socket_dir.is_absolute()
            {
                let address = Address { socket_dir: file.socket_dir };
                if address.system_identifier().await.is_ok_and(|identifier| identifier == expected) {
                    return Ok(Self { address, database: options.database.clone() });
                }
            }
            if Instant::now() >= deadline {
                return Err(Error::NotRunning { path: options.data_dir.clone() });
            }
            sleep(LOOK_INTERVAL).await;
        }
    }

    /// A `postgres://` URL for the superuser, over the Unix socket.
    pub fn admin_url(&self) -> String {
        self.url_as(SUPERUSER)
    }

    /// The same URL for another role.
    pub fn url_as(&self, role: &str) -> String {
        self.address.url(role, &self.database)
    }

    /// The folder of the server's socket.
    pub fn socket_dir(&self) -> &Path {
        &self.address.socket_dir
    }

    /// The database's name.
    pub fn database(&self) -> &str {
        &self.database
    }
}
