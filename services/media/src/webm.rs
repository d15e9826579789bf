//! WebM, and Matroska, which it is a part of, as browsers record a voice: one track of Opus and nothing else, element after element to the very end. What is
//! kept are the packets of sound, as they are, in Ogg; names of programs, times, tags and all that stands beside them stay behind with the form that carried them.

use crate::bytes::{Reader, size};
use crate::{Rejected, ogg};

const EBML: u32 = 0x1A45_DFA3;
const DOC_TYPE: u32 = 0x4282;
const SEGMENT: u32 = 0x1853_8067;
const SEEK_HEAD: u32 = 0x114D_9B74;
const INFO: u32 = 0x1549_A966;
const TRACKS: u32 = 0x1654_AE6B;
const CLUSTER: u32 = 0x1F43_B675;
const CUES: u32 = 0x1C53_BB6B;
const TAGS: u32 = 0x1254_C367;
const CHAPTERS: u32 = 0x1043_A770;
const ATTACHMENTS: u32 = 0x1941_A469;
const TRACK_ENTRY: u32 = 0xAE;
const TRACK_NUMBER: u32 = 0xD7;
const TRACK_TYPE: u32 = 0x83;
const CODEC_ID: u32 = 0x86;
const CODEC_PRIVATE: u32 = 0x63A2;
const VIDEO: u32 = 0xE0;
/// Packets that are squeezed or sealed once more.
const CONTENT_ENCODINGS: u32 = 0x6D80;
const TIMESTAMP: u32 = 0xE7;
const POSITION: u32 = 0xA7;
const PREV_SIZE: u32 = 0xAB;
const SIMPLE_BLOCK: u32 = 0xA3;
const BLOCK_GROUP: u32 = 0xA0;
const BLOCK: u32 = 0xA1;
const BLOCK_DURATION: u32 = 0x9B;
const REFERENCE_BLOCK: u32 = 0xFB;
const DISCARD_PADDING: u32 = 0x75A2;
const VOID: u32 = 0xEC;
const CRC: u32 = 0xBF;

/// The kind of a track that is sound.
const SOUND: u64 = 2;
/// Bits of a block that say that several packets stand in it; nobody who records does that with Opus.
const LACING: u8 = 0x06;
/// What Opus counts in.
const RATE: u32 = 48_000;
/// Samples of the longest packet, 120 ms (RFC 6716).
const SAMPLES_MAX: u64 = 5_760;
/// Bytes of the largest packet: as many frames of 2.5 ms, each as large as a frame may be, with their lengths.
const PACKET_MAX: usize = 48 * 1_275 + 2 + 2 * 47;

#[derive(Default)]
struct Found<'a> {
    track: Option<Track>,
    packets: Vec<ogg::Packet<'a>>,
}

struct Track {
    number: u64,
    head: [u8; 19],
}

pub(crate) fn clean(file: &[u8]) -> Result<Vec<u8>, Rejected> {
    let mut reader = Reader::new(file);
    let (id, head) = element(&mut reader)?;
    if id != EBML {
        return Err(Rejected::NotAllowed);
    }
    known_form(head)?;
    let (id, length) = name(&mut reader)?;
    if id != SEGMENT {
        return Err(Rejected::Broken);
    }
    // Whoever writes while it is being spoken does not know how long it will be: then it goes to the end.
    let inside = reader.take(length.unwrap_or(reader.rest().len()))?;
    if !reader.is_done() {
        return Err(Rejected::Mixed);
    }
    let mut found = Found::default();
    segment(inside, &mut found)?;
    let track = found.track.ok_or(Rejected::NotAllowed)?;
    if found.packets.is_empty() {
        return Err(Rejected::Broken);
    }
    Ok(ogg::of_packets(&track.head, &found.packets))
}

/// The name of the next element and how long it says it is; no length where that is not known.
fn name(reader: &mut Reader<'_>) -> Result<(u32, Option<usize>), Rejected> {
    let first = reader.byte()?;
    let more = first.leading_zeros();
    if more > 3 {
        return Err(Rejected::Broken);
    }
    let mut id = u32::from(first);
    for _ in 0..more {
        id = id << 8 | u32::from(reader.byte()?);
    }
    let length = match number(reader)? {
        None => None,
        Some(length) => Some(size(length)?),
    };
    Ok((id, length))
}

/// A number of one to eight bytes, whose first says how many; none where every bit is set.
fn number(reader: &mut Reader<'_>) -> Result<Option<u64>, Rejected> {
    let first = reader.byte()?;
    let more = first.leading_zeros();
    if more > 7 {
        return Err(Rejected::Broken);
    }
    let mut value = u64::from(first) & (0x7F_u64 >> more);
    for _ in 0..more {
        value = value << 8 | u64::from(reader.byte()?);
    }
    Ok((value != (1_u64 << (7 * (more + 1))) - 1).then_some(value))
}

/// The next element, whose length has to be known, and what it holds.
fn element<'a>(reader: &mut Reader<'a>) -> Result<(u32, &'a [u8]), Rejected> {
    let (id, length) = name(reader)?;
    Ok((id, reader.take(length.ok_or(Rejected::Broken)?)?))
}

/// The elements of a part, each with what it holds.
fn elements(part: &[u8]) -> impl Iterator<Item = Result<(u32, &[u8]), Rejected>> {
    let mut reader = Reader::new(part);
    std::iter::from_fn(move || (!reader.is_done()).then(|| element(&mut reader)))
}

/// A whole number of at most eight bytes.
fn unsigned(content: &[u8]) -> Result<u64, Rejected> {
    if content.len() > 8 {
        return Err(Rejected::Broken);
    }
    Ok(content.iter().fold(0, |value, byte| value << 8 | u64::from(*byte)))
}

/// Text may be filled up with zeros.
fn text(content: &[u8]) -> &[u8] {
    content.split(|byte| *byte == 0).next().unwrap_or_default()
}

/// The file says itself that it is WebM or Matroska.
fn known_form(head: &[u8]) -> Result<(), Rejected> {
    let mut known = false;
    for element in elements(head) {
        let (id, content) = element?;
        known |= id == DOC_TYPE && matches!(text(content), b"webm" | b"matroska");
    }
    if known { Ok(()) } else { Err(Rejected::NotAllowed) }
}

fn segment<'a>(inside: &'a [u8], found: &mut Found<'a>) -> Result<(), Rejected> {
    let mut reader = Reader::new(inside);
    // A cluster of unknown length ends where something follows that stands in none.
    let mut open = false;
    while !reader.is_done() {
        let (id, length) = name(&mut reader)?;
        if id == CLUSTER {
            open = length.is_none();
            if let Some(length) = length {
                for element in elements(reader.take(length)?) {
                    let (id, content) = element?;
                    of_cluster(id, content, found)?;
                }
            }
            continue;
        }
        let content = reader.take(length.ok_or(Rejected::Broken)?)?;
        match id {
            TRACKS if found.track.is_none() => found.track = Some(only_track(content)?),
            // Files within the file.
            ATTACHMENTS => return Err(Rejected::Mixed),
            SEEK_HEAD | INFO | CUES | TAGS | CHAPTERS => open = false,
            VOID | CRC => {}
            _ if open => of_cluster(id, content, found)?,
            _ => return Err(Rejected::NotAllowed),
        }
    }
    Ok(())
}

/// The one track, which is Opus.
fn only_track(content: &[u8]) -> Result<Track, Rejected> {
    let mut track = None;
    for element in elements(content) {
        match element? {
            (TRACK_ENTRY, entry) if track.is_none() => track = Some(of_entry(entry)?),
            (VOID | CRC, _) => {}
            _ => return Err(Rejected::NotAllowed),
        }
    }
    track.ok_or(Rejected::NotAllowed)
}

fn of_entry(entry: &[u8]) -> Result<Track, Rejected> {
    let (mut number, mut kind, mut codec, mut head) = (None, None, None, None);
    for element in elements(entry) {
        match element? {
            (TRACK_NUMBER, content) => number = Some(unsigned(content)?),
            (TRACK_TYPE, content) => kind = Some(unsigned(content)?),
            (CODEC_ID, content) => codec = Some(text(content)),
            (CODEC_PRIVATE, content) => head = Some(content),
            (VIDEO | CONTENT_ENCODINGS, _) => return Err(Rejected::NotAllowed),
            _ => {}
        }
    }
    if kind != Some(SOUND) || codec != Some(b"A_OPUS") {
        return Err(Rejected::NotAllowed);
    }
    Ok(Track { number: number.ok_or(Rejected::Broken)?, head: opus_head(head.ok_or(Rejected::Broken)?)? })
}

/// The head of Opus for one or two channels (RFC 7845). The rate that the microphone had is nobody's business.
fn opus_head(content: &[u8]) -> Result<[u8; 19], Rejected> {
    let mut head: [u8; 19] = content.try_into().map_err(|_| Rejected::NotAllowed)?;
    if !matches!(head, [b'O', b'p', b'u', b's', b'H', b'e', b'a', b'd', 1, 1 | 2, .., 0]) {
        return Err(Rejected::NotAllowed);
    }
    head[12..16].copy_from_slice(&RATE.to_le_bytes());
    Ok(head)
}

fn of_cluster<'a>(id: u32, content: &'a [u8], found: &mut Found<'a>) -> Result<(), Rejected> {
    match id {
        SIMPLE_BLOCK => block(content, found),
        BLOCK_GROUP => {
            for element in elements(content) {
                match element? {
                    (BLOCK, content) => block(content, found)?,
                    (BLOCK_DURATION | REFERENCE_BLOCK | DISCARD_PADDING | VOID | CRC, _) => {}
                    _ => return Err(Rejected::NotAllowed),
                }
            }
            Ok(())
        }
        TIMESTAMP | POSITION | PREV_SIZE | VOID | CRC => Ok(()),
        _ => Err(Rejected::NotAllowed),
    }
}

/// One packet of the track.
fn block<'a>(content: &'a [u8], found: &mut Found<'a>) -> Result<(), Rejected> {
    let mut reader = Reader::new(content);
    let of = number(&mut reader)?.ok_or(Rejected::Broken)?;
    reader.be16()?;
    if reader.byte()? & LACING != 0 {
        return Err(Rejected::NotAllowed);
    }
    if found.track.as_ref().is_none_or(|track| track.number != of) {
        return Err(Rejected::Broken);
    }
    let bytes = reader.rest();
    found.packets.push(ogg::Packet { bytes, samples: samples(bytes)? });
    Ok(())
}

/// How long a packet lasts, by its first bytes (RFC 6716, 3.1 and 3.2).
fn samples(packet: &[u8]) -> Result<u64, Rejected> {
    let first = *packet.first().ok_or(Rejected::Broken)?;
    let frame = match first >> 3 {
        0..=11 => [480, 960, 1_920, 2_880][usize::from(first >> 3 & 3)],
        12..=15 => [480, 960][usize::from(first >> 3 & 1)],
        _ => [120, 240, 480, 960][usize::from(first >> 3 & 3)],
    };
    let frames = match first & 3 {
        0 => 1,
        1 | 2 => 2,
        _ => u64::from(packet.get(1).ok_or(Rejected::Broken)? & 0x3F),
    };
    let samples = frame * frames;
    if samples == 0 || samples > SAMPLES_MAX || packet.len() > PACKET_MAX { Err(Rejected::Broken) } else { Ok(samples) }
}
