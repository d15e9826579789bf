//! The door: connections are counted, each has its time for a head and a body, and stopping finishes what is open.
//!
//! A client that sends slowly, asks without reading, or opens streams and resets them costs one place among many and is cut off; it holds nobody
//! else up.

mod body;
#[cfg(test)]
mod tests;

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt;

use crate::failure::Failure;
use body::Paced;

/// What one client may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections open at once; beyond, new ones wait to be accepted.
    pub connections: usize,
    /// Time for the head of a request, and for a connection to begin its next one.
    pub head: Duration,
    /// Time for a body to begin coming; then it must keep the pace.
    pub body_grace: Duration,
    /// Slowest pace of a body, in bytes a second, on average.
    pub body_pace: u64,
    /// Time that what was sent may stay unread or unacknowledged.
    pub unread: Duration,
    /// Time that open requests may take once the server is to stop.
    pub drain: Duration,
}

impl Limits {
    /// Ten thousand people with a stream each fit; a telephone at 16 kbit/s can still send.
    pub const USUAL: Self = Self {
        connections: 16_384,
        head: Duration::from_secs(20),
        body_grace: Duration::from_secs(20),
        body_pace: 2_048,
        unread: Duration::from_secs(60),
        drain: Duration::from_secs(10),
    };
}

/// Fields of a head, and its bytes: the product's own pages send a dozen, in two kilobytes.
const HEADERS_MAX: usize = 64;
const HEAD_BYTES_MAX: usize = 32 * 1024;
/// Requests at once on one HTTP/2 connection.
const STREAMS_MAX: u32 = 100;

/// Serves until told to stop; then finishes what is open, within the time for it.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    mut stopping: watch::Receiver<bool>,
    limits: Limits,
) -> Result<(), Failure> {
    let builders = Arc::new(Builders::new(&limits));
    let places = Arc::new(Semaphore::new(limits.connections));
    let open = GracefulShutdown::new();
    loop {
        let place = tokio::select! {
            place = Arc::clone(&places).acquire_owned() => place.map_err(Failure::fault)?,
            // A sender that is gone means the same.
            _ = stopping.wait_for(|stop| *stop) => break,
        };
        let (stream, from) = tokio::select! {
            accepted = accept(&listener) => accepted,
            _ = stopping.wait_for(|stop| *stop) => break,
        };
        settle(&stream, &limits);
        let (builders, router, watcher, mut stop) =
            (Arc::clone(&builders), router.clone(), open.watcher(), stopping.clone());
        tokio::spawn(async move {
            let spoken = tokio::select! {
                spoken = tokio::time::timeout(limits.head, spoken(&stream)) => spoken,
                _ = stop.wait_for(|stop| *stop) => return,
            };
            // Who says nothing in time, or went away, is let go without an answer.
            let Ok(Ok(version)) = spoken else { return };
            let connection = connection(builders.of(version), stream, from, router, limits);
            // What a client does wrong, or its going away, is no news.
            if let Err(error) = watcher.watch(connection).await {
                tracing::debug!(%error, "a connection ended");
            }
            drop(place);
        });
    }
    // Nobody new is let in, so that a proxy goes to another node at once.
    drop(listener);
    tokio::select! {
        () = open.shutdown() => {}
        () = tokio::time::sleep(limits.drain) => tracing::warn!("some connections did not end in time and were cut"),
    }
    Ok(())
}

/// The two versions that are spoken. Told apart here, because the builder that tells them apart by itself waits for the first bytes for ever.
#[derive(Clone, Copy)]
enum Spoken {
    Http1,
    Http2,
}

/// How an HTTP/2 connection begins (RFC 9113, 3.4).
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// Looks at the first bytes without taking them. The caller sets the time for it.
async fn spoken(stream: &TcpStream) -> std::io::Result<Spoken> {
    let mut first = [0; PREFACE.len()];
    loop {
        let seen = stream.peek(&mut first).await?;
        if seen == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if !PREFACE.starts_with(&first[..seen]) {
            return Ok(Spoken::Http1);
        }
        if seen == PREFACE.len() {
            return Ok(Spoken::Http2);
        }
        // A preface in pieces: what was seen stays readable, so that waiting for readiness would not wait.
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

struct Builders {
    http1: Builder<TokioExecutor>,
    http2: Builder<TokioExecutor>,
}

impl Builders {
    fn new(limits: &Limits) -> Self {
        Self { http1: builder(limits).http1_only(), http2: builder(limits).http2_only() }
    }

    const fn of(&self, version: Spoken) -> &Builder<TokioExecutor> {
        match version {
            Spoken::Http1 => &self.http1,
            Spoken::Http2 => &self.http2,
        }
    }
}

fn builder(limits: &Limits) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_headers(HEADERS_MAX)
        .max_buf_size(HEAD_BYTES_MAX);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS_MAX)
        .max_header_list_size(HEAD_BYTES_MAX as u32)
        .max_pending_accept_reset_streams(20)
        .max_local_error_reset_streams(100)
        .keep_alive_interval(limits.head)
        .keep_alive_timeout(limits.head);
    builder
}

/// The next connection. Running out of file descriptors passes; it must not end the server.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

/// What the system does for a connection. Where it cannot, the other limits still hold.
fn settle(stream: &TcpStream, limits: &Limits) {
    let _ = stream.set_nodelay(true);
    #[cfg(target_os = "linux")]
    {
        let unread = u32::try_from(limits.unread.as_millis()).unwrap_or(u32::MAX);
        let _ = rustix::net::sockopt::set_tcp_user_timeout(stream, unread);
        let _ = rustix::net::sockopt::set_socket_keepalive(stream, true);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = limits;
}

fn connection(
    builder: &Builder<TokioExecutor>,
    stream: TcpStream,
    from: SocketAddr,
    router: Router,
    limits: Limits,
) -> impl hyper_util::server::graceful::GracefulConnection<Error = Box<dyn std::error::Error + Send + Sync>> + Send + 'static
{
    let service = hyper::service::service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        let router = router.clone();
        async move {
            let mut request: Request =
                request.map(|body| Body::new(Paced::new(body, limits.body_grace, limits.body_pace)));
            request.extensions_mut().insert(ConnectInfo(from));
            Ok::<_, Infallible>(router.oneshot(request).await.unwrap_or_else(|never| match never {}))
        }
    });
    builder.serve_connection_with_upgrades(TokioIo::new(stream), service).into_owned()
}
