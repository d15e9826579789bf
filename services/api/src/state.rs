//! What every handler shares.

use hamyar_event_store::EventStore;
use hamyar_identity::{Channel, Identity};
use hamyar_oidc::Provider;
use sqlx::PgPool;
use std::net::IpAddr;
use std::sync::{Arc, OnceLock};
use tokio::sync::{broadcast, watch};

use crate::clock::Clock;
use crate::open_reads::OpenReads;
use crate::routes::live::{self, Changed};
use crate::routes::meta::DemoSignIn;
use crate::routes::sync::bundle::ListsKept;

/// What every handler shares. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    inner: Arc<Inner>,
}

struct Inner {
    store: EventStore,
    identity: Identity,
    read: PgPool,
    clock: Clock,
    secure_cookies: bool,
    trusts_proxy: bool,
    proxies: Vec<IpAddr>,
    hosts: Vec<String>,
    second_factor: bool,
    outside: Option<Provider>,
    channels: Vec<Channel>,
    demo: Option<Vec<DemoSignIn>>,
    shutdown: watch::Receiver<bool>,
    live: OnceLock<broadcast::Sender<Changed>>,
    lists: ListsKept,
    open_reads: OpenReads,
    // Kept, so that a state built without one never reads as stopping.
    _shutdown: Option<watch::Sender<bool>>,
}

/// Builds an [`AppState`].
pub struct AppStateBuilder {
    store: EventStore,
    identity: Identity,
    read: PgPool,
    clock: Clock,
    secure_cookies: bool,
    trusts_proxy: bool,
    proxies: Vec<IpAddr>,
    hosts: Vec<String>,
    second_factor: bool,
    outside: Option<Provider>,
    channels: Vec<Channel>,
    demo: Option<Vec<DemoSignIn>>,
    shutdown: Option<watch::Receiver<bool>>,
}

impl AppState {
    /// Begins with the log, the accounts and a pool whose search path holds every live read model.
    pub fn builder(store: EventStore, identity: Identity, read: PgPool) -> AppStateBuilder {
        AppStateBuilder {
            store,
            identity,
            read,
            clock: Clock::system(),
            secure_cookies: false,
            trusts_proxy: false,
            proxies: Vec::new(),
            hosts: Vec::new(),
            second_factor: true,
            outside: None,
            channels: Vec::new(),
            demo: None,
            shutdown: None,
        }
    }

    pub(crate) fn store(&self) -> &EventStore {
        &self.inner.store
    }
    pub(crate) fn identity(&self) -> &Identity {
        &self.inner.identity
    }
    pub(crate) fn read(&self) -> &PgPool {
        &self.inner.read
    }
    pub(crate) fn clock(&self) -> &Clock {
        &self.inner.clock
    }
    pub(crate) fn today(&self) -> chrono::NaiveDate {
        self.inner.clock.today()
    }
    pub(crate) fn secure_cookies(&self) -> bool {
        self.inner.secure_cookies
    }
    /// Whether what comes from this address has an address that a trusted proxy wrote.
    pub(crate) fn is_proxy(&self, peer: IpAddr) -> bool {
        believed(self.inner.trusts_proxy, &self.inner.proxies, peer)
    }
    /// Names under which requests may reach the interface; none for any.
    pub(crate) fn hosts(&self) -> &[String] {
        &self.inner.hosts
    }
    /// Whether roles that need a second factor must make one.
    pub(crate) fn enforces_second_factor(&self) -> bool {
        self.inner.second_factor
    }
    /// The outside provider, where the operator has set one.
    pub(crate) fn outside(&self) -> Option<&Provider> {
        self.inner.outside.as_ref()
    }
    /// How people can be written to outside the program.
    pub(crate) fn channels(&self) -> &[Channel] {
        &self.inner.channels
    }
    /// Counts of what is read without a session.
    pub(crate) fn open_reads(&self) -> &OpenReads {
        &self.inner.open_reads
    }
    pub(crate) fn demo(&self) -> Option<&[DemoSignIn]> {
        self.inner.demo.as_deref()
    }
    /// What happens in the log, for live streams; followed from the first of them on.
    pub(crate) fn live(&self) -> &broadcast::Sender<Changed> {
        self.inner.live.get_or_init(|| live::follow(self))
    }
    /// What every phone of a center carries, as it was made last.
    pub(crate) fn lists(&self) -> &ListsKept {
        &self.inner.lists
    }
    pub(crate) fn shutdown(&self) -> watch::Receiver<bool> {
        self.inner.shutdown.clone()
    }
}

impl AppStateBuilder {
    /// Another clock than the machine's.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Served over https, so cookies are marked `Secure`.
    pub fn https(mut self, https: bool) -> Self {
        self.secure_cookies = https;
        self
    }

    /// A proxy on this machine stands before the interface: what comes from loopback has the address that the proxy wrote last into
    /// `X-Forwarded-For`.
    pub fn trusted_proxy(mut self, trusted: bool) -> Self {
        self.trusts_proxy = trusted;
        self
    }

    /// Proxies elsewhere that are believed in the same way.
    pub fn proxies(mut self, proxies: Vec<IpAddr>) -> Self {
        self.proxies = proxies;
        self
    }

    /// Only requests to these hosts are answered, whatever their port. None given, any is.
    pub fn hosts(mut self, hosts: Vec<String>) -> Self {
        self.hosts = hosts;
        self
    }

    /// Whether roles that see more than their own families must make a second factor before anything else. True unless set; switched off for
    /// demonstrations, whose sign-ins everybody knows, and for tests that are about something else. Whoever made one is asked for it anyway.
    pub fn second_factor(mut self, enforced: bool) -> Self {
        self.second_factor = enforced;
        self
    }

    /// People may sign in through this provider, once they have linked their accounts.
    pub fn outside(mut self, provider: Option<Provider>) -> Self {
        self.outside = provider;
        self
    }

    /// People may have themselves written to by these channels; somebody else sends the letters.
    pub fn channels(mut self, channels: Vec<Channel>) -> Self {
        self.channels = channels;
        self
    }

    /// The store is marked demo: `/meta` says so and names one sign-in per role. Never set for a real store.
    pub fn demo(mut self, sign_ins: Vec<DemoSignIn>) -> Self {
        self.demo = Some(sign_ins);
        self
    }

    /// Turns true when the server begins to stop: live streams end then.
    pub fn shutdown(mut self, shutdown: watch::Receiver<bool>) -> Self {
        self.shutdown = Some(shutdown);
        self
    }

    /// Done.
    pub fn build(self) -> AppState {
        let (sender, receiver) = match self.shutdown {
            Some(receiver) => (None, receiver),
            None => {
                let (sender, receiver) = watch::channel(false);
                (Some(sender), receiver)
            }
        };
        AppState {
            inner: Arc::new(Inner {
                identity: self.identity.enforcing_second_factor(self.second_factor),
                store: self.store,
                read: self.read,
                clock: self.clock,
                secure_cookies: self.secure_cookies,
                trusts_proxy: self.trusts_proxy,
                proxies: self.proxies,
                hosts: self.hosts,
                second_factor: self.second_factor,
                outside: self.outside,
                channels: self.channels,
                demo: self.demo,
                shutdown: receiver,
                live: OnceLock::new(),
                lists: ListsKept::default(),
                open_reads: OpenReads::default(),
                _shutdown: sender,
            }),
        }
    }
}

/// A proxy on this machine where one is trusted, or one whose address was named.
fn believed(on_this_machine: bool, named: &[IpAddr], peer: IpAddr) -> bool {
    let peer = peer.to_canonical();
    (on_this_machine && peer.is_loopback()) || named.contains(&peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_proxies_that_were_named_are_believed() {
        let address = |text: &str| text.parse::<IpAddr>().expect("an address");
        let named = [address("172.31.77.1")];
        for (on_this_machine, peer, is_believed) in [
            (false, "127.0.0.1", false),
            (true, "127.0.0.1", true),
            (true, "::1", true),
            (false, "172.31.77.1", true),
            (true, "::ffff:172.31.77.1", true),
            (true, "172.31.77.2", false),
            (true, "203.0.113.9", false),
        ] {
            assert_eq!(believed(on_this_machine, &named, address(peer)), is_believed, "{peer}");
        }
    }
}
