//! Clients that mean no good, against a server with short patience.

use super::*;
use axum::routing::{get, post};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

struct Door {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    served: tokio::task::JoinHandle<Result<(), Failure>>,
}

async fn open(limits: Limits) -> Door {
    let router = Router::new()
        .route("/", get(|| async { "here" }))
        .route(
            "/wait",
            get(|| async {
                tokio::time::sleep(Duration::from_millis(700)).await;
                "done"
            }),
        )
        .route("/from", get(|ConnectInfo(from): ConnectInfo<SocketAddr>| async move { from.to_string() }))
        .route(
            "/body",
            post(|body: Result<axum::body::Bytes, axum::extract::rejection::BytesRejection>| async move {
                body.map(|body| body.len().to_string()).map_err(|error| error.status())
            }),
        );
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopping) = watch::channel(false);
    let served = tokio::spawn(serve(listener, router, stopping, limits));
    Door { address, stop, served }
}

fn short() -> Limits {
    Limits {
        connections: 4,
        head: Duration::from_millis(300),
        body_grace: Duration::from_millis(300),
        body_pace: 1_000,
        unread: Duration::from_secs(1),
        drain: Duration::from_secs(2),
    }
}

/// Writes some bytes and reads whatever comes until the other side closes.
async fn tell(address: SocketAddr, text: &str) -> (TcpStream, String) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut answer = String::new();
    tokio::time::timeout(Duration::from_secs(10), stream.read_to_string(&mut answer))
        .await
        .expect("it is cut off")
        .ok();
    (stream, answer)
}

const WHOLE: &str = "GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n";

#[tokio::test]
async fn a_head_that_does_not_end_is_cut_off() {
    let door = open(short()).await;
    let (_, answer) = tell(door.address, "GET / HTTP/1.1\r\nHost: here\r\nX-Slow: ").await;
    assert!(!answer.contains("200"), "{answer}");
    let (_, silent) = tell(door.address, "").await;
    assert!(!silent.contains("200"), "who says nothing is cut off too: {silent}");
    assert!(tell(door.address, WHOLE).await.1.ends_with("here"));
}

#[tokio::test]
async fn a_head_a_byte_at_a_time_gets_no_more_time_than_one_at_once() {
    let door = open(short()).await;
    let stream = TcpStream::connect(door.address).await.unwrap();
    let (mut read, mut write) = stream.into_split();
    let drip = tokio::spawn(async move {
        for byte in "GET / HTTP/1.1\r\nHost: here\r\n".bytes().chain(std::iter::repeat(b'x')) {
            if write.write_all(&[byte]).await.is_err() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    let mut answer = String::new();
    tokio::time::timeout(Duration::from_secs(10), read.read_to_string(&mut answer)).await.expect("it is cut off").ok();
    assert!(!answer.contains("200"), "{answer}");
    drip.abort();
}

#[tokio::test]
async fn a_body_must_keep_the_pace() {
    let door = open(short()).await;
    let head = "POST /body HTTP/1.1\r\nHost: here\r\nContent-Length: 5000\r\nConnection: close\r\n\r\n";
    let (_, stalled) = tell(door.address, &format!("{head}abc")).await;
    assert!(stalled.starts_with("HTTP/1.1 4"), "{stalled}");
    // Slower than at once, faster than the pace: a telephone.
    let mut stream = TcpStream::connect(door.address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    for _ in 0..10 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        stream.write_all(&[b'a'; 500]).await.unwrap();
    }
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.ends_with("5000"), "{answer}");
}

#[tokio::test]
async fn those_who_hold_places_hold_nobody_else_up_for_long() {
    let door = open(short()).await;
    let mut held = Vec::new();
    for _ in 0..12 {
        held.push(TcpStream::connect(door.address).await.unwrap());
    }
    // Three rounds of four are cut off before it is this one's turn.
    assert!(tell(door.address, WHOLE).await.1.ends_with("here"));
}

#[tokio::test]
async fn heads_that_are_too_long_or_have_too_many_fields_are_refused() {
    let door = open(short()).await;
    let long = format!("GET / HTTP/1.1\r\nHost: here\r\nX-Long: {}\r\n\r\n", "x".repeat(HEAD_BYTES_MAX));
    let (_, answer) = tell(door.address, &long).await;
    assert!(answer.starts_with("HTTP/1.1 431") || answer.is_empty(), "{answer}");
    let fields: String = (0..HEADERS_MAX + 1).map(|n| format!("X-{n}: 1\r\n")).collect();
    let (_, answer) = tell(door.address, &format!("GET / HTTP/1.1\r\nHost: here\r\n{fields}\r\n")).await;
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
}

#[tokio::test]
async fn a_request_knows_where_it_came_from() {
    let door = open(short()).await;
    let (stream, answer) = tell(door.address, &WHOLE.replace("GET /", "GET /from")).await;
    assert!(answer.ends_with(&stream.local_addr().unwrap().to_string()), "{answer}");
}

#[tokio::test]
async fn stopping_finishes_what_is_open_and_lets_nobody_in() {
    let door = open(short()).await;
    let address = door.address;
    let open = tokio::spawn(async move { tell(address, &WHOLE.replace("GET /", "GET /wait")).await.1 });
    // An idle connection does not hold the stop up.
    let idle = TcpStream::connect(address).await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    door.stop.send_replace(true);
    assert!(door.served.await.unwrap().is_ok());
    assert!(open.await.unwrap().ends_with("done"));
    assert!(TcpStream::connect(address).await.is_err());
    drop(idle);
}
