//! The HTTP interface over a database, and accounts to ask it with.

use std::net::SocketAddr;

use hamyar_api::AppState;
use hamyar_event_store::connect;
use hamyar_identity::{Identity, NewUser, Role, Scope};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::Fault;
use crate::client::Connection;
use crate::place::Database;

pub(crate) struct Served {
    address: SocketAddr,
    identity: Identity,
    task: JoinHandle<()>,
}

impl Served {
    /// On a free port of this machine, as `hamyar run` serves it.
    pub(crate) async fn start(database: &Database) -> Result<Self, Fault> {
        let identity = Identity::new(connect::app_pool(&database.url, "hamyar-accounts", 4, "").await?)
            .with_log(database.store.clone());
        let read = hamyar_projector::read_pool(&database.url, 8).await?;
        let state = AppState::builder(database.store.clone(), identity.clone(), read).second_factor(false).build();
        let service = hamyar_api::router(state).into_make_service_with_connect_info::<SocketAddr>();
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        // It ends with the measurement.
        let task = tokio::spawn(async move { axum::serve(listener, service).await.unwrap_or(()) });
        Ok(Self { address, identity, task })
    }

    /// A session of a new account.
    pub(crate) async fn account(&self, role: Role, scope: Scope) -> Result<String, Fault> {
        let user = NewUser {
            id: None,
            username: format!("bench-{}", Uuid::new_v4().simple()),
            display_name: "سنجش".to_owned(),
            password: Uuid::new_v4().to_string(),
            roles: vec![role],
            scope,
        };
        let user = self.identity.create_user(user).await?;
        let token = self.identity.begin_session(user.principal.user_id, chrono::Utc::now()).await?;
        Ok(format!("hamyar_session={}", token.as_str()))
    }

    pub(crate) async fn connect(&self, cookie: &str) -> Result<Connection, Fault> {
        Connection::open(self.address, cookie).await
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.task.abort();
    }
}
