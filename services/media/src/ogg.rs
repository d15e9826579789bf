//! Ogg with one Opus stream: every page whole, in order, held to its checksum, the last one marked as the last. The tags are left behind.

use crate::Rejected;
use crate::bytes::Reader;

const FIRST: u8 = 2;
const LAST: u8 = 4;
/// No maker and no remark.
const NO_TAGS: &[u8; 16] = b"OpusTags\0\0\0\0\0\0\0\0";
/// The one stream of a file that is written here; a random number would tell two copies of a recording apart.
const SERIAL: [u8; 4] = [1, 0, 0, 0];
/// Samples of a page that is written here, but for one longer packet: a second.
const PAGE_SAMPLES: u64 = 48_000;
/// Segments of a page, each at most 255 bytes.
const SEGMENTS_MAX: usize = 255;

/// A packet of Opus.
pub(crate) struct Packet<'a> {
    pub(crate) bytes: &'a [u8],
    /// How long it lasts.
    pub(crate) samples: u64,
}

/// Ogg with one Opus stream of these packets, in the form in which [`clean`] leaves one. A packet is smaller than a page.
pub(crate) fn of_packets(head: &[u8; 19], packets: &[Packet<'_>]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut number = 0;
    let mut put = |flags: u8, granule: u64, lacing: &[u8], body: &[u8]| {
        Page { flags, granule: granule.to_le_bytes(), serial: SERIAL, number, lacing, body }.write(number, &mut out);
        number += 1;
    };
    put(FIRST, 0, &[19], head);
    put(0, 0, &[16], NO_TAGS);
    let (mut lacing, mut body) = (Vec::new(), Vec::new());
    let (mut heard, mut of_page) = (0_u64, 0_u64);
    for Packet { bytes, samples } in packets {
        let whole = bytes.len() / 255;
        if !lacing.is_empty() && (lacing.len() + whole >= SEGMENTS_MAX || of_page + samples > PAGE_SAMPLES) {
            put(0, heard, &lacing, &body);
            lacing.clear();
            body.clear();
            of_page = 0;
        }
        lacing.resize(lacing.len() + whole, 255);
        // What is left of it is less than a segment.
        lacing.push((bytes.len() % 255) as u8);
        body.extend_from_slice(bytes);
        heard += samples;
        of_page += samples;
    }
    put(LAST, heard, &lacing, &body);
    out
}

struct Page<'a> {
    flags: u8,
    granule: [u8; 8],
    serial: [u8; 4],
    number: u32,
    lacing: &'a [u8],
    body: &'a [u8],
}

pub(crate) fn clean(file: &[u8]) -> Result<Vec<u8>, Rejected> {
    let mut reader = Reader::new(file);
    let mut pages = Vec::new();
    while !reader.is_done() {
        if pages.last().is_some_and(|page: &Page<'_>| page.flags & LAST != 0) {
            return Err(Rejected::Mixed);
        }
        let page = page(&mut reader)?;
        let expected = u32::try_from(pages.len()).map_err(|_| Rejected::Broken)?;
        let fits = pages.first().is_none_or(|first: &Page<'_>| first.serial == page.serial);
        if page.number != expected || !fits || (page.flags & FIRST != 0) != pages.is_empty() {
            return Err(Rejected::Broken);
        }
        pages.push(page);
    }
    let (head, rest) = pages.split_first().ok_or(Rejected::Broken)?;
    if !head.body.starts_with(b"OpusHead") {
        return Err(Rejected::NotAllowed);
    }
    // The tags fill pages of their own, the sound begins on a new one.
    let tags = rest.iter().position(Page::ends_packet).ok_or(Rejected::Broken)? + 1;
    let (tags, sound) = rest.split_at(tags);
    let one_packet = tags.last().is_some_and(|page| page.lacing.iter().filter(|length| **length < 255).count() == 1);
    if !tags.first().is_some_and(|page| page.body.starts_with(b"OpusTags")) || !one_packet {
        return Err(Rejected::Broken);
    }
    if sound.last().is_none_or(|page| page.flags & LAST == 0) {
        return Err(Rejected::Broken);
    }
    let mut out = Vec::with_capacity(file.len());
    let lacing = [16];
    let empty = Page { flags: 0, granule: [0; 8], serial: head.serial, number: 1, lacing: &lacing, body: NO_TAGS };
    for (number, page) in (0..).zip([head, &empty].into_iter().chain(sound)) {
        page.write(number, &mut out);
    }
    Ok(out)
}

fn page<'a>(reader: &mut Reader<'a>) -> Result<Page<'a>, Rejected> {
    if reader.take(4)? != b"OggS" || reader.byte()? != 0 {
        return Err(Rejected::Broken);
    }
    let flags = reader.byte()?;
    let (granule, serial) = (reader.array()?, reader.array()?);
    let (number, sum) = (reader.le32()?, reader.le32()?);
    let segments = reader.byte()?;
    let lacing = reader.take(segments.into())?;
    let body = reader.take(lacing.iter().map(|length| usize::from(*length)).sum())?;
    let page = Page { flags, granule, serial, number, lacing, body };
    let mut again = Vec::new();
    page.write(number, &mut again);
    if again.get(22..26) != Some(&sum.to_le_bytes()[..]) {
        return Err(Rejected::Broken);
    }
    Ok(page)
}

impl Page<'_> {
    fn ends_packet(&self) -> bool {
        self.lacing.last().is_some_and(|length| *length < 255)
    }

    /// The page as bytes, under this number, with its checksum.
    fn write(&self, number: u32, out: &mut Vec<u8>) {
        let from = out.len();
        out.extend(b"OggS\0");
        out.push(self.flags);
        out.extend(self.granule);
        out.extend(self.serial);
        out.extend(number.to_le_bytes());
        out.extend([0; 4]);
        // A page names its segments in one byte.
        out.push(self.lacing.len() as u8);
        out.extend_from_slice(self.lacing);
        out.extend_from_slice(self.body);
        let sum = checksum(&out[from..]).to_le_bytes();
        out[from + 22..from + 26].copy_from_slice(&sum);
    }
}

/// CRC-32 with the polynomial 0x04C11DB7, nothing turned around and nothing added, as RFC 3533 has it.
fn checksum(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = table();
    bytes.iter().fold(0, |crc: u32, byte| TABLE[usize::from(crc.to_be_bytes()[0] ^ byte)] ^ (crc << 8))
}

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut n = 0;
    while n < 256 {
        let mut crc = (n as u32) << 24;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc >> 31 == 1 { 0x04C1_1DB7 ^ (crc << 1) } else { crc << 1 };
            bit += 1;
        }
        table[n] = crc;
        n += 1;
    }
    table
}
