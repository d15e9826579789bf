//! M4A: an ISO base media file with sound and nothing else, box after box to the very end. Remarks (user data, metadata, boxes of others' making and free
//! space) are emptied in their place, so that every offset stays right, and the times of recording are set to zero.

use crate::Rejected;
use crate::bytes::{Reader, size};

/// Boxes within boxes, deeper than any sound needs.
const DEPTH_MAX: usize = 8;
const BRANDS: [&[u8; 4]; 9] = [b"M4A ", b"M4B ", b"mp42", b"mp41", b"isom", b"iso2", b"iso4", b"iso5", b"iso6"];

#[derive(Default)]
struct Found {
    sound: bool,
    samples: bool,
    movie: bool,
    data: bool,
}

pub(crate) fn clean(file: &[u8]) -> Result<Vec<u8>, Rejected> {
    let mut out = file.to_vec();
    let mut found = Found::default();
    let mut at = 0;
    while at < out.len() {
        let part = Part::read(&out, at, out.len())?;
        match &part.kind {
            b"ftyp" if at == 0 => brands(part.content(&out))?,
            _ if at == 0 => return Err(Rejected::NotAllowed),
            b"moov" => {
                found.movie = true;
                walk(&mut out, part.from, part.to, 0, &mut found)?;
            }
            b"mdat" => found.data = true,
            b"moof" | b"mfra" | b"sidx" | b"styp" => {}
            b"free" | b"skip" | b"wide" | b"uuid" | b"meta" | b"udta" => part.empty(&mut out),
            _ => return Err(Rejected::NotAllowed),
        }
        at = part.to;
    }
    match found {
        Found { sound: true, samples: true, movie: true, data: true } => Ok(out),
        Found { sound: true, samples: true, .. } => Err(Rejected::Broken),
        _ => Err(Rejected::NotAllowed),
    }
}

/// A box: its kind, and where what it holds begins and ends.
struct Part {
    kind: [u8; 4],
    at: usize,
    from: usize,
    to: usize,
}

impl Part {
    fn read(bytes: &[u8], at: usize, end: usize) -> Result<Self, Rejected> {
        let mut reader = Reader::new(bytes.get(at..end).ok_or(Rejected::Broken)?);
        let (length, kind) = (reader.be32()?, reader.array()?);
        let length = match length {
            0 => end - at,
            1 => size(reader.be64()?)?,
            length => size(length)?,
        };
        let from = at + reader.at();
        let to = at.checked_add(length).filter(|to| (from..=end).contains(to)).ok_or(Rejected::Broken)?;
        Ok(Self { kind, at, from, to })
    }

    fn content<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        bytes.get(self.from..self.to).unwrap_or_default()
    }

    /// Free space without a byte of what was there.
    fn empty(&self, bytes: &mut [u8]) {
        if let Some(kind) = bytes.get_mut(self.at + 4..self.at + 8) {
            kind.copy_from_slice(b"free");
        }
        if let Some(content) = bytes.get_mut(self.from..self.to) {
            content.fill(0);
        }
    }
}

/// The file says that it is a sound, or at least nothing that has no sound.
fn brands(content: &[u8]) -> Result<(), Rejected> {
    // The second four bytes are a version.
    let mut brands = content.chunks(4).enumerate().filter(|(n, _)| *n != 1).map(|(_, brand)| brand);
    if brands.any(|brand| BRANDS.iter().any(|known| brand == &known[..])) { Ok(()) } else { Err(Rejected::NotAllowed) }
}

/// The boxes of the movie: sound tracks only.
fn walk(bytes: &mut [u8], from: usize, to: usize, depth: usize, found: &mut Found) -> Result<(), Rejected> {
    if depth > DEPTH_MAX {
        return Err(Rejected::Broken);
    }
    let mut at = from;
    while at < to {
        let part = Part::read(bytes, at, to)?;
        match &part.kind {
            b"trak" | b"mdia" | b"minf" | b"stbl" => walk(bytes, part.from, part.to, depth + 1, found)?,
            b"hdlr" => {
                // Version, flags and four bytes of old; then what the track is. Within a track, for remarks have handlers too and are emptied.
                if part.content(bytes).get(8..12) != Some(b"soun") {
                    return Err(Rejected::NotAllowed);
                }
                found.sound = true;
            }
            b"stsd" => {
                if !matches!(part.content(bytes).get(12..16), Some(b"mp4a" | b"alac")) {
                    return Err(Rejected::NotAllowed);
                }
                found.samples = true;
            }
            b"mvhd" | b"tkhd" | b"mdhd" => {
                let long = part.content(bytes).first() == Some(&1);
                let times = part.from + 4..part.from + if long { 20 } else { 12 };
                bytes.get_mut(times).filter(|_| part.to - part.from > 20).ok_or(Rejected::Broken)?.fill(0);
            }
            b"udta" | b"meta" | b"uuid" | b"free" | b"skip" => part.empty(bytes),
            _ => {}
        }
        at = part.to;
    }
    Ok(())
}
