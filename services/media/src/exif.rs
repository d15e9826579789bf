//! The one thing of a camera's remarks that a picture needs: which way up it is.

use crate::bytes::Reader;

const ORIENTATION: u16 = 0x0112;
const SHORT: u16 = 3;

/// The orientation, 2 to 8, in a TIFF structure as Exif has it; none when the picture stands as it is, or nothing can be read.
pub(crate) fn orientation(tiff: &[u8]) -> Option<u8> {
    let big = match tiff.get(..4)? {
        [b'M', b'M', 0, 42] => true,
        [b'I', b'I', 42, 0] => false,
        _ => return None,
    };
    let short = |pair: [u8; 2]| if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) };
    let long = |four: [u8; 4]| if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) };
    let directory = usize::try_from(long(tiff.get(4..8)?.try_into().ok()?)).ok()?;
    let mut reader = Reader::new(tiff.get(directory..)?);
    let entries = short(reader.array().ok()?);
    for _ in 0..entries {
        let (tag, kind) = (short(reader.array().ok()?), short(reader.array().ok()?));
        let count = long(reader.array().ok()?);
        let value: [u8; 4] = reader.array().ok()?;
        if tag == ORIENTATION && kind == SHORT && count == 1 {
            let value = u8::try_from(short([value[0], value[1]])).ok()?;
            return (2..=8).contains(&value).then_some(value);
        }
    }
    None
}

/// A TIFF structure that says which way up and nothing else.
pub(crate) fn only(orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.push(orientation);
    tiff.extend([0; 6]);
    tiff
}
