//! `hamyar run` and `hamyar serve`: the parts of a node, started in order and stopped in order.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use axum::Json;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use hamyar_api::{AppState, DemoSignIn};
use hamyar_event_store::EventStore;
use hamyar_identity::{Identity, IdentityError};
use hamyar_projector::{Projector, ProjectorOptions};
use hamyar_relay::{Relay, RelayOptions, RelayStatus};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use hamyar_notify::{Notifier, Outlets, QuietHours};
use hamyar_oidc::Provider;

use crate::cli::{Place, Role, RunArgs, ScheduleArgs, ServeArgs};
use crate::commands::{demo, print, today};
use crate::failure::Failure;
use crate::info::{DemoInfo, DemoPlan, Kind};
use crate::open::{self, Need, Opened};
use crate::outlets::outlets;
use crate::read_models::{bring_up, projector_failure};
use crate::witness::Witness;
use crate::{bootstrap, http, outside, signals};

/// How often the rows of rights are held against the log. Each use of an account does so for itself.
const RIGHTS_LOOK: Duration = Duration::from_secs(600);

struct Node {
    witness: Witness,
    checkpoint_every: Duration,
    roles: Vec<Role>,
    nats_url: Option<String>,
    https: bool,
    hosts: Vec<String>,
    proxies: Vec<IpAddr>,
    outside: Option<Provider>,
    outlets: Outlets,
    notice_pause: Duration,
    quiet_hours: QuietHours,
}

/// This machine's own names.
const OWN_NAMES: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// The hosts that are answered: those that were named, and this machine's own where it listens to itself. None for any.
fn hosts(address: SocketAddr, https: bool, named: &[String]) -> Vec<String> {
    let mut hosts: Vec<String> =
        named.iter().map(|host| host.trim().to_owned()).filter(|host| !host.is_empty()).collect();
    if address.ip().is_loopback() && (!hosts.is_empty() || !https) {
        hosts.extend(OWN_NAMES.map(str::to_owned));
    }
    hosts
}

/// `hamyar run`: everything on this machine, with demo data in a new store.
pub async fn run(place: &Place, args: &RunArgs) -> Result<(), Failure> {
    let address = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), args.port);
    // A port that is taken is told before a store is made.
    let listener = listen(address).await?;
    let node = Node {
        witness: Witness::of(place)?,
        checkpoint_every: every(&args.schedule),
        roles: Role::ALL.to_vec(),
        nats_url: args.nats.nats_url.clone(),
        https: false,
        hosts: hosts(address, false, &[]),
        proxies: Vec::new(),
        outside: None,
        outlets: outlets(&args.notices, Some(&format!("http://{}", listener.local_addr()?)))?,
        notice_pause: Duration::from_secs(args.notices.notice_seconds),
        quiet_hours: args.notices.quiet_hours,
    };
    with_store(place, Need::Serve(Kind::Demo), async |opened| {
        bootstrap::ensure(&opened.store).await?;
        let demo = match opened.info.kind {
            Kind::Demo => {
                let plan = DemoPlan { families: args.families, caseworkers: 60, seed: 1405, today: today() };
                Some(load_demo(opened, plan).await?)
            }
            Kind::Real => None,
        };
        serve_node(opened, node, listener, demo, true).await
    })
    .await
}

async fn load_demo(opened: &Opened, plan: DemoPlan) -> Result<DemoInfo, Failure> {
    let loaded = opened.info.demo.as_ref().is_some_and(|demo| demo.sign_ins.is_some());
    if !loaded {
        eprintln!("Making a demo: {} families over the last years. This takes about a minute, once.", plan.families);
    }
    let demo = demo::ensure(opened, plan).await?;
    if !loaded {
        // The first screens are to show what was just made.
        let head = opened.store.head().await?;
        bring_up(&opened.store, &opened.app_url, head).await?;
    }
    Ok(demo)
}

/// `hamyar serve`: a real store, or one node of it.
pub async fn serve(place: &Place, args: &ServeArgs) -> Result<(), Failure> {
    let listener = listen(args.listen).await?;
    let roles = if args.role.is_empty() { Role::ALL.to_vec() } else { args.role.clone() };
    let node = Node {
        witness: Witness::of(place)?,
        checkpoint_every: every(&args.schedule),
        roles,
        nats_url: args.nats.nats_url.clone(),
        https: args.https,
        hosts: hosts(args.listen, args.https, &args.hosts),
        proxies: args.proxies.clone(),
        outside: outside::provider(&args.oidc)?,
        outlets: outlets(&args.notices, args.oidc.public_url.as_deref())?,
        notice_pause: Duration::from_secs(args.notices.notice_seconds),
        quiet_hours: args.notices.quiet_hours,
    };
    if args.role.contains(&Role::Relay) && node.nats_url.is_none() {
        return Err(Failure::Unreadable("--role relay needs a NATS server: set NATS_URL".to_owned()));
    }
    with_store(place, Need::Serve(Kind::Real), async |opened| {
        let demo = match opened.info.kind {
            Kind::Demo if !args.listen.ip().is_loopback() => {
                return Err(Failure::Refused(format!(
                    "this is a demo store, whose passwords everybody knows: it is served to this machine only, not on {}. \
                     A real store begins with an empty database or another --data folder",
                    args.listen
                )));
            }
            Kind::Demo => opened.info.demo.clone(),
            Kind::Real => None,
        };
        bootstrap::ensure(&opened.store).await?;
        if opened.info.kind == Kind::Real {
            first_administrator(opened, &args.administrator).await?;
        }
        serve_node(opened, node, listener, demo, false).await
    })
    .await
}

fn every(schedule: &ScheduleArgs) -> Duration {
    Duration::from_secs(schedule.checkpoint_minutes * 60)
}

/// A real store starts with this account and no other. The password is printed once and stored nowhere.
async fn first_administrator(opened: &Opened, username: &str) -> Result<(), Failure> {
    match opened.identity.first_administrator(username).await {
        Ok((user, password)) => {
            print(&format!("First administrator: {}\nPassword, shown only now: {password}\n", user.principal.username))
        }
        Err(IdentityError::NotEmpty) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| {
        let hint = if error.kind() == std::io::ErrorKind::AddrInUse {
            ": something else listens there; choose another port (`hamyar run --port 0` takes any free one)"
        } else {
            ""
        };
        Failure::Unavailable(format!("cannot listen on {address}: {error}{hint}"))
    })
}

/// Opens the store, works with it until done or told to stop, and closes it.
pub async fn with_store(
    place: &Place,
    need: Need,
    work: impl AsyncFnOnce(&Opened) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let opened = open::open(place, need).await?;
    signals::remember_server(opened.server_pid());
    let outcome = tokio::select! {
        outcome = work(&opened) => outcome,
        // A server stops by itself, in order; whatever else was under way is broken off here and can be started again.
        () = signals::stop_now(need) => Err(Failure::Fault("stopped".to_owned())),
    };
    opened.close().await;
    outcome
}

/// Holds the rows of rights against the log, at the start and from time to time.
fn keep_rights(identity: Identity, stop: CancellationToken) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut look = tokio::time::interval(RIGHTS_LOOK);
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                _ = look.tick() => {}
            }
            if let Err(error) = identity.mend_rights().await {
                tracing::warn!(error = %error, "rights could not be held against the log");
            }
        }
    })
}

/// Runs the parts of a node until it is told to stop.
async fn serve_node(
    opened: &Opened,
    node: Node,
    listener: TcpListener,
    demo: Option<DemoInfo>,
    tells: bool,
) -> Result<(), Failure> {
    let has = |role: Role| node.roles.contains(&role);
    let stop = CancellationToken::new();
    let mut parts: Vec<JoinHandle<()>> = Vec::new();
    if has(Role::Api) || has(Role::Projector) {
        let options = ProjectorOptions::new(&opened.app_url);
        let projector = Projector::open(opened.store.clone(), options, hamyar_projections::all())
            .await
            .map_err(projector_failure)?;
        if has(Role::Projector) {
            let stop = stop.clone();
            parts.push(tokio::spawn(async move { projector.run(stop).await }));
        }
    }
    if has(Role::Processes) {
        let runner = hamyar_processes::Runner::new(opened.store.clone());
        parts.push(tokio::spawn(runner.run(stop.clone().cancelled_owned())));
        let sweep = hamyar_processes::keep_attachments_swept(opened.store.clone(), stop.clone().cancelled_owned());
        parts.push(tokio::spawn(sweep));
    }
    if has(Role::Processes) && !node.outlets.channels().is_empty() {
        let read = hamyar_projector::read_pool(&opened.app_url, 2).await.map_err(projector_failure)?;
        let notifier = Notifier::new(opened.store.clone(), opened.identity.clone(), read, node.outlets.clone());
        let notifier = notifier.with_pause(node.notice_pause).with_quiet_hours(node.quiet_hours);
        parts.push(tokio::spawn(notifier.run(stop.clone().cancelled_owned())));
    }
    if has(Role::Checkpoints) {
        let keeper = node.witness.keeper(opened.pool("hamyar-checkpoints", 4).await?);
        parts.push(tokio::spawn(hamyar_proof::schedule::run(keeper, node.checkpoint_every, stop.clone())));
    }
    let relay = match &node.nats_url {
        Some(url) if has(Role::Relay) => {
            let pool = opened.pool("hamyar-relay", 2).await?;
            parts.push(tokio::spawn(hamyar_relay::publish_checkpoints(pool.clone(), url.clone(), stop.clone())));
            Some(Relay::start(pool, opened.store.clone(), RelayOptions::new(url)))
        }
        _ => None,
    };
    if let Some(url) = &node.nats_url {
        parts.push(hear_news(url.clone(), opened.store.clone(), stop.clone()));
    }
    if has(Role::Api) {
        parts.push(keep_rights(opened.identity.clone(), stop.clone()));
    }
    let (shutdown, stopping) = watch::channel(false);
    let router = if has(Role::Api) {
        let read = hamyar_projector::read_pool(&opened.app_url, 8).await.map_err(projector_failure)?;
        let mut state = AppState::builder(opened.store.clone(), opened.identity.clone(), read)
            .https(node.https)
            .hosts(node.hosts.clone())
            .outside(node.outside.clone())
            .channels(node.outlets.channels())
            .trusted_proxy(node.https)
            .proxies(node.proxies.clone())
            // Everybody knows a demo's passwords; a real store has no way without.
            .second_factor(opened.info.kind == Kind::Real)
            .shutdown(stopping.clone());
        if let Some(demo) = &demo {
            state = state.demo(demo_sign_ins(demo));
        }
        hamyar_api::router(state.build())
    } else {
        health_router(opened.store.clone(), relay.as_ref().map(Relay::status))
    };
    let address = listener.local_addr()?;
    if tells {
        tell(address, demo.as_ref())?;
    } else {
        tracing::info!(%address, roles = ?node.roles, "ready");
        eprintln!("Hamyar listens on http://{address}");
    }
    let server = http::serve(listener, router, stopping, http::Limits::USUAL);
    tokio::pin!(server);
    let outcome = tokio::select! {
        outcome = &mut server => outcome,
        () = signals::stopped() => {
            eprintln!("Stopping: open requests are finished first. Ctrl-C again stops at once.");
            signals::force_on_second();
            shutdown.send_replace(true);
            server.await
        }
    };
    stop.cancel();
    for part in parts {
        // A part that failed has said so in the log.
        let _ = part.await;
    }
    if let Some(relay) = relay {
        relay.stop().await;
    }
    outcome
}

/// Wakes the readers of this node when any node's news arrive. The database's own notice does the same; this one also comes across
/// databases that replicate without it.
fn hear_news(url: String, store: EventStore, stop: CancellationToken) -> JoinHandle<()> {
    let heard = std::sync::Arc::new(Notify::new());
    let listening = hamyar_relay::listen(url, {
        let heard = heard.clone();
        move |_| heard.notify_one()
    });
    tokio::spawn(async move {
        loop {
            tokio::select! {
                () = stop.cancelled() => break,
                () = heard.notified() => {
                    // What is heard is only a hint: the log itself says how far it is.
                    if let Err(error) = store.head().await {
                        tracing::debug!(%error, "the log's head cannot be read");
                    }
                }
            }
        }
        listening.abort();
    })
}

fn demo_sign_ins(demo: &DemoInfo) -> Vec<DemoSignIn> {
    let of = |one: &hamyar_demo::SignIn| DemoSignIn {
        role: one.role,
        username: one.username.clone(),
        password: one.password.clone(),
        display_name: one.display_name.clone(),
    };
    demo.sign_ins.iter().flatten().map(of).collect()
}

fn tell(address: SocketAddr, demo: Option<&DemoInfo>) -> Result<(), Failure> {
    let mut text = format!("Hamyar is ready at http://{address}\n");
    if let Some(demo) = demo {
        text.push_str("Sign in as one of these (demo data; nobody in it is anybody):\n");
        text.push_str(&demo::sign_ins(demo));
    }
    text.push_str("Ctrl-C stops everything; the data stays.\n");
    print(&text)
}

/// The health of a node without the interface.
fn health_router(store: EventStore, relay: Option<watch::Receiver<RelayStatus>>) -> Router {
    Router::new().route("/api/v1/health", get(health)).with_state((store, relay))
}

type Watched = (EventStore, Option<watch::Receiver<RelayStatus>>);

async fn health(State((store, relay)): State<Watched>) -> (StatusCode, Json<Value>) {
    let relay = relay.map(|relay| relay.borrow().clone());
    match tokio::time::timeout(Duration::from_secs(2), store.head()).await {
        Ok(Ok(position)) => (StatusCode::OK, Json(json!({ "status": "ok", "position": position, "relay": relay }))),
        _ => (
            StatusCode::SERVICE_UNAVAILABLE,
            Json(json!({ "status": "unavailable", "position": null, "relay": relay })),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_listens_to_its_own_machine_answers_to_its_own_names() {
        let own = "127.0.0.1:8080".parse().unwrap();
        let open = "0.0.0.0:8080".parse().unwrap();
        let named = vec![" hamyar.example.ir ".to_owned(), String::new()];
        assert_eq!(hosts(own, false, &[]), OWN_NAMES);
        assert!(hosts(own, true, &[]).is_empty(), "the proxy before it hands on the name people know");
        assert!(hosts(open, false, &[]).is_empty());
        assert_eq!(hosts(open, true, &named), ["hamyar.example.ir"]);
        assert_eq!(
            hosts(own, true, &named),
            ["hamyar.example.ir", "localhost", "127.0.0.1", "[::1]"],
            "a monitor asks on the machine itself"
        );
    }
}
