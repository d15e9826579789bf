//! MP3: frame after frame of MPEG audio layer III, all of one stream, to the end. ID3 and APE tags at both ends are left behind.

use crate::Rejected;
use crate::bytes::{Reader, size};

/// Fewer frames could be chance.
const FRAMES_MIN: usize = 3;

pub(crate) fn clean(file: &[u8]) -> Result<Vec<u8>, Rejected> {
    let mut reader = Reader::new(file);
    while reader.rest().starts_with(b"ID3") {
        let head: [u8; 10] = reader.array()?;
        let length =
            head[6..].iter().try_fold(0_usize, |sum, byte| (*byte < 128).then_some(sum << 7 | usize::from(*byte)));
        let footer = if head[5] & 0x10 == 0 { 0 } else { 10 };
        reader.take(length.ok_or(Rejected::Broken)? + footer)?;
    }
    let (from, mut frames, mut stream) = (reader.at(), 0, None);
    while let Some(frame) = Frame::read(reader.rest()) {
        if *stream.get_or_insert(frame.stream) != frame.stream {
            return Err(Rejected::Broken);
        }
        reader.take(frame.length)?;
        frames += 1;
    }
    if frames < FRAMES_MIN {
        return Err(if frames == 0 { Rejected::NotAllowed } else { Rejected::Broken });
    }
    let to = reader.at();
    after(reader)?;
    file.get(from..to).map(<[u8]>::to_vec).ok_or(Rejected::Broken)
}

/// What may follow the last frame: tags, and zeros that fill up.
fn after(mut reader: Reader<'_>) -> Result<(), Rejected> {
    loop {
        let rest = reader.rest();
        if rest.iter().all(|byte| *byte == 0) || (rest.starts_with(b"TAG") && rest.len() == 128) {
            return Ok(());
        }
        if !rest.starts_with(b"APETAGEX") {
            // The beginning of a frame, or of something else.
            return Err(if rest.len() < 4 || rest[0] == 0xFF { Rejected::Broken } else { Rejected::Mixed });
        }
        reader.take(12)?;
        let length = size(reader.le32()?)?;
        reader.take(16)?;
        reader.take(length)?;
    }
}

struct Frame {
    length: usize,
    /// Version and rate, the same in every frame of a stream.
    stream: (u8, u8),
}

impl Frame {
    /// The frame whose head stands here.
    fn read(bytes: &[u8]) -> Option<Self> {
        let &[0xFF, second, third, _] = bytes.first_chunk::<4>()? else { return None };
        let (version, layer) = (second >> 3 & 3, second >> 1 & 3);
        let (rate, frequency, padding) = (third >> 4, third >> 2 & 3, third >> 1 & 1);
        if second >> 5 != 7 || version == 1 || layer != 1 || matches!(rate, 0 | 15) || frequency == 3 {
            return None;
        }
        let first = version == 3;
        const FIRST: [usize; 15] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
        const SECOND: [usize; 15] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
        let kilobits = if first { FIRST } else { SECOND }[usize::from(rate)];
        let hertz = [44_100, 48_000, 32_000][usize::from(frequency)] / if first { 1 } else { usize::from(4 - version) };
        let length = if first { 144 } else { 72 } * kilobits * 1000 / hertz + usize::from(padding);
        Some(Self { length, stream: (version, frequency) })
    }
}
