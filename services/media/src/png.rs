//! PNG: the chunks that make the picture and its colors, each held to its checksum, from the signature to IEND. Texts, times, Exif and chunks of
//! others' making are left behind.

use crate::bytes::{Reader, size};
use crate::{Rejected, exif, fits};

const SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A];
const KEPT: [&[u8; 4]; 10] = [b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs"];

pub(crate) fn clean(file: &[u8]) -> Result<Vec<u8>, Rejected> {
    let mut reader = Reader::new(file);
    if reader.array::<8>()? != SIGNATURE {
        return Err(Rejected::Broken);
    }
    let mut out = Vec::with_capacity(file.len());
    out.extend(SIGNATURE);
    let (mut first, mut picture) = (true, false);
    loop {
        let length = reader.be32()?;
        let kind = reader.array::<4>()?;
        let content = reader.take(size(length)?)?;
        if reader.be32()? != checksum(&kind, content) {
            return Err(Rejected::Broken);
        }
        if first != (&kind == b"IHDR") {
            return Err(Rejected::Broken);
        }
        if first {
            let mut inside = Reader::new(content);
            let (width, height) = (inside.be32()?, inside.be32()?);
            if inside.rest().len() != 5 {
                return Err(Rejected::Broken);
            }
            fits(width, height)?;
        }
        first = false;
        match &kind {
            b"IEND" if picture && content.is_empty() => break,
            b"eXIf" => {
                if let Some(orientation) = exif::orientation(content)
                    && !picture
                {
                    put(&mut out, b"eXIf", &exif::only(orientation))?;
                }
            }
            kept if KEPT.contains(&kept) => {
                picture |= &kind == b"IDAT";
                put(&mut out, &kind, content)?;
            }
            // A capital says that the picture cannot be shown without it.
            [b'A'..=b'Z', ..] => return Err(Rejected::Broken),
            _ => {}
        }
    }
    put(&mut out, b"IEND", &[])?;
    Ok(out)
}

pub(crate) fn put(out: &mut Vec<u8>, kind: &[u8; 4], content: &[u8]) -> Result<(), Rejected> {
    let length = u32::try_from(content.len()).map_err(|_| Rejected::Broken)?;
    out.extend(length.to_be_bytes());
    out.extend(kind);
    out.extend_from_slice(content);
    out.extend(checksum(kind, content).to_be_bytes());
    Ok(())
}

/// CRC-32 of ISO 3309, as PNG has it.
fn checksum(kind: &[u8], content: &[u8]) -> u32 {
    const TABLE: [u32; 256] = table();
    let of = |crc: u32, byte: &u8| TABLE[usize::from(crc.to_le_bytes()[0] ^ byte)] ^ (crc >> 8);
    !kind.iter().chain(content).fold(!0, of)
}

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut n = 0;
    while n < 256 {
        let mut crc = n as u32;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 };
            bit += 1;
        }
        table[n] = crc;
        n += 1;
    }
    table
}
