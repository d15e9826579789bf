//! `hamyar export events`: the log, line by line, sealed.

use std::io::{BufWriter, Write};

use crate::failure::Failure;
use crate::open::Opened;
use crate::progress;

pub async fn events(opened: &Opened, after: i64) -> Result<(), Failure> {
    let until = opened.store.head().await?;
    let bar = progress::bar("events");
    let mut replay = opened.store.replay(after, until);
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    while let Some(batch) = replay.next_stored().await? {
        for event in &batch {
            let mut line = hamyar_relay::export_line(event).map_err(Failure::fault)?;
            line.push(b'\n');
            match out.write_all(&line) {
                // The reader has enough, as `head` has.
                Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => return Ok(()),
                other => other?,
            }
            progress::show(
                &bar,
                u64::try_from(event.position - after).unwrap_or(0),
                u64::try_from(until - after).unwrap_or(0),
            );
        }
    }
    bar.finish_and_clear();
    match out.flush() {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}
