//! A body that must keep a pace: whoever sends it a byte at a time is cut off, and a slow telephone is not.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Instant, Sleep};

/// The inner body with a deadline that every byte moves on.
pub struct Paced<B> {
    inner: B,
    begun: Instant,
    grace: Duration,
    pace: u64,
    bytes: u64,
    deadline: Pin<Box<Sleep>>,
}

/// The body came too slowly.
#[derive(Debug, thiserror::Error)]
#[error("the body came too slowly")]
pub struct TooSlow;

impl<B> Paced<B> {
    /// The grace, and then this many bytes a second on average.
    pub fn new(inner: B, grace: Duration, pace: u64) -> Self {
        let begun = Instant::now();
        Self {
            inner,
            begun,
            grace,
            pace: pace.max(1),
            bytes: 0,
            deadline: Box::pin(tokio::time::sleep_until(begun + grace)),
        }
    }
}

impl<B> Body for Paced<B>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.inner).poll_frame(context) {
            if let Some(Ok(frame)) = &frame {
                self.bytes += frame.data_ref().map_or(0, |data| data.len() as u64);
                let earned = Duration::from_millis(self.bytes.saturating_mul(1000) / self.pace);
                let deadline = self.begun + self.grace + earned;
                self.deadline.as_mut().reset(deadline);
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        ready!(self.deadline.as_mut().poll(context));
        Poll::Ready(Some(Err(Box::new(TooSlow))))
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
