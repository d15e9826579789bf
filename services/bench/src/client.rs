//! A plain HTTP/1.1 client on one kept connection: it costs little beside what it measures.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use crate::Fault;

pub(crate) struct Connection {
    stream: BufReader<TcpStream>,
    head: String,
}

/// An answer and how long it took.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
    pub(crate) took: Duration,
}

impl Connection {
    pub(crate) async fn open(address: SocketAddr, cookie: &str) -> Result<Self, Fault> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let head = format!("Host: {address}\r\nCookie: {cookie}\r\nContent-Type: application/json\r\n");
        Ok(Self { stream: BufReader::new(stream), head })
    }

    pub(crate) async fn get(&mut self, path: &str) -> Result<Answer, Fault> {
        self.send("GET", path, "").await
    }

    pub(crate) async fn post(&mut self, path: &str, body: &str) -> Result<Answer, Fault> {
        self.send("POST", path, body).await
    }

    /// Opens the stream of changes: answered, and then kept open.
    pub(crate) async fn listen(&mut self) -> Result<(), Fault> {
        let request = format!("GET /api/v1/live HTTP/1.1\r\n{}\r\n", self.head);
        self.stream.get_mut().write_all(request.as_bytes()).await?;
        let mut line = String::new();
        self.stream.read_line(&mut line).await?;
        if !line.contains(" 200 ") {
            return Err(format!("the stream of changes was answered with {}", line.trim()).into());
        }
        while !line.trim().is_empty() {
            line.clear();
            self.stream.read_line(&mut line).await?;
        }
        Ok(())
    }

    async fn send(&mut self, method: &str, path: &str, body: &str) -> Result<Answer, Fault> {
        let began = Instant::now();
        let request =
            format!("{method} /api/v1{path} HTTP/1.1\r\n{}Content-Length: {}\r\n\r\n{body}", self.head, body.len());
        self.stream.get_mut().write_all(request.as_bytes()).await?;
        let mut line = String::new();
        self.stream.read_line(&mut line).await?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or("the server hung up")?;
        let mut length = 0;
        loop {
            line.clear();
            self.stream.read_line(&mut line).await?;
            match line.trim_end().split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.trim().parse()?,
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).await?;
        Ok(Answer { status, body, took: began.elapsed() })
    }
}

impl Answer {
    /// Fails where the answer is no success, with what the server said.
    pub(crate) fn ok(self) -> Result<Self, Fault> {
        if (200..300).contains(&self.status) {
            Ok(self)
        } else {
            Err(format!("{}: {}", self.status, String::from_utf8_lossy(&self.body)).into())
        }
    }
}
