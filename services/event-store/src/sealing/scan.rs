//! Finding sealed values in the stored text of a payload without building it: a payload is opened each time it is read, and taking it apart into
//! values and writing it again costs several times what deciphering does.

use super::walk;
use serde::Deserialize;
use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;
use uuid::Uuid;

/// A sealed value in a payload's text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its bytes, braces included.
    pub range: Range<usize>,
    /// JSON pointer of its place.
    pub pointer: String,
    pub key_id: Uuid,
    pub form: Form,
    pub nonce: [u8; 12],
    pub cipher: Vec<u8>,
}

/// How a value was sealed. New ones are of the second form; the first is read for as long as there are logs that have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// The open value with its subject: `{"v":1,"k":…,"n":…,"c":…}`.
    WithSubject,
    /// The value alone: `{"v":2,"k":…,"c":…}`.
    ValueAlone,
}

/// Why a payload cannot be read for its sealed values.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// It is not JSON, or nested beyond what this product writes.
    Payload,
    /// The sealed value at this pointer has no nonce or cipher text.
    Sealed(String),
}

/// As deep as serde_json reads.
const DEPTH: usize = 128;

const SEALED: &[u8] = b"\"$sealed\"";

/// Every sealed value of the payload, in order. The text is only scanned: whether it is JSON to the last character is for its reader to say.
pub(super) fn sealed_values(payload: &str) -> Result<Vec<Found>, Unreadable> {
    let mut scan = Scan { text: payload, at: 0, pointer: String::new(), found: Vec::new() };
    scan.space();
    scan.value(0)?;
    Ok(scan.found)
}

#[derive(Deserialize)]
struct Inner<'a> {
    v: u64,
    #[serde(borrow)]
    k: Cow<'a, str>,
    #[serde(borrow, default)]
    n: Option<Cow<'a, str>>,
    #[serde(borrow)]
    c: Cow<'a, str>,
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    pointer: String,
    found: Vec<Found>,
}

impl<'a> Scan<'a> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Takes one byte after any white space.
    fn take(&mut self, byte: u8) -> bool {
        self.space();
        let there = self.byte() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn value(&mut self, depth: usize) -> Result<(), Unreadable> {
        if depth > DEPTH {
            return Err(Unreadable::Payload);
        }
        match self.byte() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'"') => self.string().map(|_| ()),
            Some(_) => {
                let rest = &self.text.as_bytes()[self.at..];
                let end =
                    rest.iter().position(|byte| matches!(byte, b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t'));
                let length = end.unwrap_or(rest.len());
                self.at += length;
                if length == 0 { Err(Unreadable::Payload) } else { Ok(()) }
            }
            None => Err(Unreadable::Payload),
        }
    }

    fn object(&mut self, depth: usize) -> Result<(), Unreadable> {
        let start = self.at;
        self.at += 1;
        if self.take(b'}') {
            return Ok(());
        }
        loop {
            self.space();
            if self.found_sealed(start)? {
                return Ok(());
            }
            let name = self.string()?;
            if !self.take(b':') {
                return Err(Unreadable::Payload);
            }
            self.space();
            let outside = self.pointer.len();
            if name.contains('\\') {
                let name: String = serde_json::from_str(name).map_err(|_| Unreadable::Payload)?;
                walk::push_name(&mut self.pointer, &name);
            } else {
                walk::push_name(&mut self.pointer, &name[1..name.len() - 1]);
            }
            self.value(depth + 1)?;
            self.pointer.truncate(outside);
            if self.take(b'}') {
                return Ok(());
            }
            if !self.take(b',') {
                return Err(Unreadable::Payload);
            }
        }
    }

    /// Whether the object that began at `start` is a sealed value. If so it is taken in whole; if not, nothing is.
    fn found_sealed(&mut self, start: usize) -> Result<bool, Unreadable> {
        if !self.text.as_bytes()[self.at..].starts_with(SEALED) || self.text[start + 1..self.at].trim() != "" {
            return Ok(false);
        }
        let name = self.at;
        self.at += SEALED.len();
        if !self.take(b':') {
            self.at = name;
            return Ok(false);
        }
        let mut values = serde_json::Deserializer::from_str(&self.text[self.at..]).into_iter::<Inner<'a>>();
        let inner = values.next().and_then(Result::ok);
        let length = values.byte_offset();
        let Some((inner, form, key_id)) = inner.and_then(|inner| {
            let form = match (inner.v, &inner.n) {
                (1, Some(_)) => Form::WithSubject,
                (2, None) => Form::ValueAlone,
                _ => return None,
            };
            let key_id = Uuid::parse_str(&inner.k).ok()?;
            Some((inner, form, key_id))
        }) else {
            self.at = name;
            return Ok(false);
        };
        self.at += length;
        if !self.take(b'}') {
            self.at = name;
            return Ok(false);
        }
        let (nonce, cipher) =
            walk::cipher_bytes(inner.n.as_deref(), &inner.c).ok_or_else(|| Unreadable::Sealed(self.pointer.clone()))?;
        self.found.push(Found { range: start..self.at, pointer: self.pointer.clone(), key_id, form, nonce, cipher });
        Ok(true)
    }

    fn array(&mut self, depth: usize) -> Result<(), Unreadable> {
        self.at += 1;
        if self.take(b']') {
            return Ok(());
        }
        for index in 0_usize.. {
            self.space();
            let outside = self.pointer.len();
            let _ = write!(self.pointer, "/{index}");
            self.value(depth + 1)?;
            self.pointer.truncate(outside);
            if self.take(b']') {
                return Ok(());
            }
            if !self.take(b',') {
                break;
            }
        }
        Err(Unreadable::Payload)
    }

    /// A string with its quotes, as written.
    fn string(&mut self) -> Result<&'a str, Unreadable> {
        let start = self.at;
        if self.byte() != Some(b'"') {
            return Err(Unreadable::Payload);
        }
        self.at += 1;
        loop {
            let rest = &self.text.as_bytes()[self.at..];
            match memchr::memchr2(b'"', b'\\', rest) {
                Some(offset) if rest[offset] == b'"' => {
                    self.at += offset + 1;
                    return Ok(&self.text[start..self.at]);
                }
                // What is escaped is at least one character more, and its first byte decides nothing else.
                Some(offset) if offset + 1 < rest.len() => self.at += offset + 2,
                _ => return Err(Unreadable::Payload),
            }
        }
    }
}
