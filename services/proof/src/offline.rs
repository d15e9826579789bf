//! Checking an exported case with nothing but the file: no database, no master key, no store.

use std::io::BufRead;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use hamyar_event_store::chain::{self, Link, START};
use serde::Serialize;
use uuid::Uuid;

use crate::checkpoint::Signed;
use crate::entry::{Entry, Head, KIND_BYTES_MAX};
use crate::export::{EXPORT_VERSION, Header, Line};
use crate::key::PublicKey;
use crate::merkle::{Hash, includes};

/// Longest line that is read: an event is far smaller.
const LINE_BYTES_MAX: usize = 16 << 20;

/// What is wrong with an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExportFault {
    /// Line of the file, from 1.
    pub line: usize,
    /// Sequence of the event, where the line has one.
    pub sequence: Option<i64>,
    /// A stable name.
    pub what: &'static str,
    /// In English.
    pub detail: String,
}

/// What an export proves.
#[derive(Clone, Debug, Serialize)]
pub struct ExportReport {
    /// Whether everything in it holds.
    pub intact: bool,
    /// Which store.
    pub store: Option<Uuid>,
    /// Kind of the stream.
    pub stream: Option<String>,
    /// Its id.
    pub stream_id: Option<Uuid>,
    /// Events that are proven.
    pub events: i64,
    /// Events that the file says were newer than the checkpoint.
    pub newer: i64,
    /// Number of the checkpoint.
    pub checkpoint: Option<u64>,
    /// When it was signed.
    pub signed_at: Option<DateTime<Utc>>,
    /// Its key.
    pub key: Option<String>,
    /// The key's fingerprint.
    pub fingerprint: Option<String>,
    /// Whether the key was held to one that was given.
    pub key_given: bool,
    /// The first thing that does not hold.
    pub fault: Option<ExportFault>,
}

/// Checks an export; `key` is the public key that the checkpoint must be signed with.
pub fn verify(file: impl BufRead, key: Option<PublicKey>) -> std::io::Result<ExportReport> {
    let mut report = ExportReport {
        intact: false,
        store: None,
        stream: None,
        stream_id: None,
        events: 0,
        newer: 0,
        checkpoint: None,
        signed_at: None,
        key: None,
        fingerprint: None,
        key_given: key.is_some(),
        fault: None,
    };
    report.fault = check(file, key, &mut report)?.err();
    report.intact = report.fault.is_none();
    Ok(report)
}

fn fault(line: usize, sequence: Option<i64>, what: &'static str, detail: impl Into<String>) -> ExportFault {
    ExportFault { line, sequence, what, detail: detail.into() }
}

fn check(
    mut file: impl BufRead,
    key: Option<PublicKey>,
    report: &mut ExportReport,
) -> std::io::Result<Result<(), ExportFault>> {
    let Some(first) = read_line(&mut file)? else {
        return Ok(Err(fault(1, None, "unreadable", "the file is empty, or its first line is too long")));
    };
    let (header, signed) = match header(&first, key) {
        Ok(read) => read,
        Err(found) => return Ok(Err(found)),
    };
    report.store = Some(header.store);
    report.stream = Some(header.stream.clone());
    report.stream_id = Some(header.stream_id);
    report.newer = header.newer;
    report.checkpoint = Some(signed.number);
    report.signed_at = Some(signed.time);
    report.key = Some(signed.key.to_string());
    report.fingerprint = Some(signed.key.fingerprint());
    let mut last = Head { sequence: 0, hash: START };
    let mut number = 1;
    loop {
        number += 1;
        match read_line(&mut file)? {
            None => break,
            Some(text) => match event(&text, number, &header, &signed, last) {
                Ok(head) => last = head,
                Err(found) => return Ok(Err(found)),
            },
        }
        report.events += 1;
    }
    let proves = |path: Vec<Hash>| {
        let leaf = last.leaf(&header.stream, header.stream_id);
        includes(&signed.heads, &leaf, header.head.index, signed.streams, &path)
    };
    if report.events == 0 || report.events != header.events || !header.head.hashes().is_some_and(proves) {
        let detail = "the last event in the file is not the last one that the checkpoint covers: the end is cut off";
        return Ok(Err(fault(number, Some(last.sequence + 1), "truncated", detail)));
    }
    Ok(Ok(()))
}

/// The next line without its break; nothing at the end. A line that is too long reads as broken JSON.
fn read_line(file: &mut impl BufRead) -> std::io::Result<Option<Vec<u8>>> {
    use std::io::Read;
    let mut line = Vec::new();
    if file.by_ref().take(LINE_BYTES_MAX as u64).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    }
    Ok(Some(line))
}

fn header(text: &[u8], key: Option<PublicKey>) -> Result<(Header, Signed), ExportFault> {
    let header: Header = serde_json::from_slice(text)
        .map_err(|_| fault(1, None, "unreadable", "the first line is not the header of an export"))?;
    if header.hamyar_export != EXPORT_VERSION {
        return Err(fault(
            1,
            None,
            "unreadable",
            format!("version {} of the format is not known", header.hamyar_export),
        ));
    }
    let signed = Signed::read(&header.checkpoint).map_err(|found| fault(1, None, "checkpoint", found.to_string()))?;
    if let Some(key) = key.filter(|key| *key != signed.key) {
        let detail = format!(
            "the checkpoint is signed with the key {}, not with {}",
            signed.key.fingerprint(),
            key.fingerprint()
        );
        return Err(fault(1, None, "other_key", detail));
    }
    if header.store != signed.store || header.stream.len() > KIND_BYTES_MAX {
        return Err(fault(1, None, "header", "the header does not agree with its checkpoint"));
    }
    Ok((header, signed))
}

fn event(text: &[u8], number: usize, header: &Header, signed: &Signed, last: Head) -> Result<Head, ExportFault> {
    let line: Line = serde_json::from_slice(text)
        .map_err(|_| fault(number, None, "unreadable", "the line is not an event of an export"))?;
    let wrong = |what, detail: &str| fault(number, Some(line.sequence), what, detail);
    if line.sequence != last.sequence + 1 {
        return Err(wrong("sequence", "an event is missing before it, doubled or out of order"));
    }
    let hash = |text: &str| STANDARD.decode(text).ok().and_then(|bytes| Hash::try_from(bytes).ok());
    let (Some(prev_hash), Some(own)) = (hash(&line.prev_hash), hash(&line.hash)) else {
        return Err(wrong("unreadable", "a hash is not 32 bytes in base64"));
    };
    if prev_hash != last.hash {
        return Err(wrong("chain", "it does not continue the event before"));
    }
    let computed = chain::hash(Link {
        prev_hash: &prev_hash,
        aggregate_type: &header.stream,
        aggregate_id: header.stream_id,
        sequence: line.sequence,
        event_type: &line.r#type,
        event_version: &line.version,
        metadata: line.metadata.get(),
        payload: line.payload.get(),
    });
    if computed != own {
        return Err(wrong("content", "type, version, metadata or payload was changed"));
    }
    // Said twice, in the clear and in what the hash covers.
    let ids = format!("\"event_id\":\"{}\"", line.event_id);
    let command = format!("\"command_id\":\"{}\"", line.command_id);
    if !line.metadata.get().contains(&ids) || !line.metadata.get().contains(&command) {
        return Err(wrong("ids", "its ids are not those of its metadata"));
    }
    if line.recorded_at.timestamp_micros() != line.recorded_at_us {
        return Err(wrong("recorded_at", "its two times differ"));
    }
    let entry = Entry {
        position: line.position,
        epoch: line.epoch,
        recorded_at: line.recorded_at_us,
        kind: &header.stream,
        id: header.stream_id,
        sequence: line.sequence,
        event_id: line.event_id,
        hash: own,
    };
    let path: Option<Vec<Hash>> = line.path.iter().map(|text| hash(text)).collect();
    let index = u64::try_from(line.position - 1).ok();
    let proven = match (path, index) {
        (Some(path), Some(index)) => includes(&signed.root, &entry.leaf(), index, signed.size, &path),
        _ => false,
    };
    if !proven {
        return Err(wrong("proof", "position, time or proof was changed: it does not lead to the signed root"));
    }
    Ok(Head { sequence: line.sequence, hash: own })
}
