//! JPEG: the segments that make the picture and its colors, from SOI to the first EOI. Exif, XMP, IPTC, comments, thumbnails, further pictures and
//! what phones append after the end are left behind.

use crate::bytes::Reader;
use crate::{Rejected, exif, fits};

const SOI: u8 = 0xD8;
const EOI: u8 = 0xD9;
const SOS: u8 = 0xDA;

pub(crate) fn clean(file: &[u8]) -> Result<Vec<u8>, Rejected> {
    let mut reader = Reader::new(file);
    if reader.take(2)? != [0xFF, SOI] {
        return Err(Rejected::NotAllowed);
    }
    let mut jfif = Vec::new();
    let mut orientation = None;
    let mut picture = Vec::with_capacity(file.len());
    let (mut frame, mut scan) = (false, false);
    loop {
        match marker(&mut reader)? {
            EOI if frame && scan => break,
            kind @ SOS if frame => {
                put(&mut picture, kind, segment(&mut reader)?)?;
                picture.extend_from_slice(entropy_coded(&mut reader)?);
                scan = true;
            }
            // The frames that browsers show: baseline, extended and progressive, by Huffman's code.
            kind @ 0xC0..=0xC2 if !frame => {
                let segment = segment(&mut reader)?;
                let mut inside = Reader::new(segment);
                inside.byte()?;
                let (height, width) = (inside.be16()?, inside.be16()?);
                fits(width.into(), height.into())?;
                put(&mut picture, kind, segment)?;
                frame = true;
            }
            // Tables of quantization and of Huffman's code, restart intervals.
            kind @ (0xC4 | 0xDB | 0xDD) => put(&mut picture, kind, segment(&mut reader)?)?,
            0xE0 => {
                // Version, unit and density; the thumbnail goes.
                if let Some(known @ [b'J', b'F', b'I', b'F', 0, ..]) = segment(&mut reader)?.get(..12)
                    && jfif.is_empty()
                {
                    put(&mut jfif, 0xE0, &[known, &[0, 0]].concat())?;
                }
            }
            0xE1 => {
                if let Some(tiff) = segment(&mut reader)?.strip_prefix(b"Exif\0\0") {
                    orientation = orientation.or_else(|| exif::orientation(tiff));
                }
            }
            kind @ 0xE2 => {
                let segment = segment(&mut reader)?;
                if segment.starts_with(b"ICC_PROFILE\0") {
                    put(&mut picture, kind, segment)?;
                }
            }
            // Which colors the numbers mean.
            kind @ 0xEE => {
                if let Some(adobe @ [b'A', b'd', b'o', b'b', b'e', ..]) = segment(&mut reader)?.get(..12) {
                    put(&mut picture, kind, adobe)?;
                }
            }
            0xE3..=0xED | 0xEF..=0xFE => {
                segment(&mut reader)?;
            }
            _ => return Err(Rejected::Broken),
        }
    }
    let mut out = vec![0xFF, SOI];
    out.append(&mut jfif);
    if let Some(orientation) = orientation {
        put(&mut out, 0xE1, &[&b"Exif\0\0"[..], &exif::only(orientation)].concat())?;
    }
    out.append(&mut picture);
    out.extend([0xFF, EOI]);
    Ok(out)
}

/// The next marker, after whatever fill bytes stand before it.
fn marker(reader: &mut Reader<'_>) -> Result<u8, Rejected> {
    if reader.byte()? != 0xFF {
        return Err(Rejected::Broken);
    }
    loop {
        match reader.byte()? {
            0xFF => {}
            kind => return Ok(kind),
        }
    }
}

/// What a segment holds, its length apart.
fn segment<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], Rejected> {
    let length = usize::from(reader.be16()?).checked_sub(2).ok_or(Rejected::Broken)?;
    reader.take(length)
}

/// The bytes of a scan, up to the marker that ends it. Stuffed zeros and restarts belong to it.
fn entropy_coded<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], Rejected> {
    let rest = reader.rest();
    let end = rest.windows(2).position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xD0..=0xD7 | 0xFF));
    reader.take(end.ok_or(Rejected::Broken)?)
}

fn put(out: &mut Vec<u8>, kind: u8, content: &[u8]) -> Result<(), Rejected> {
    let length = u16::try_from(content.len() + 2).map_err(|_| Rejected::Broken)?;
    out.extend([0xFF, kind]);
    out.extend(length.to_be_bytes());
    out.extend_from_slice(content);
    Ok(())
}
