//! WebP: the chunks that make the picture, within the size that the file's head names. Exif, XMP and unknown chunks are left behind.

use crate::bytes::{Reader, size};
use crate::{Rejected, exif, fits};

const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;

pub(crate) fn clean(file: &[u8]) -> Result<Vec<u8>, Rejected> {
    let mut reader = Reader::new(file);
    reader.take(4)?;
    let length = size(reader.le32()?)?;
    let mut inside = Reader::new(reader.take(length)?);
    inside.take(4)?;
    let mut chunks = Vec::new();
    let (mut orientation, mut picture) = (None, false);
    while !inside.is_done() {
        let (kind, content) = chunk(&mut inside)?;
        let first = chunks.is_empty();
        match &kind {
            b"VP8X" if first => {
                let mut head = Reader::new(content.get(4..10).ok_or(Rejected::Broken)?);
                let mut side = || {
                    let [a, b, c] = head.array()?;
                    Ok(u32::from_le_bytes([a, b, c, 0]) + 1)
                };
                fits(side()?, side()?)?;
            }
            b"VP8 " | b"VP8L" if !picture => {
                let (width, height) = sides(&kind, content)?;
                fits(width, height)?;
                picture = true;
            }
            b"ANMF" if !first => {
                of_frame(content)?;
                picture = true;
            }
            b"ALPH" | b"ANIM" | b"ICCP" if !first => {}
            b"EXIF" if !first => {
                let tiff = content.strip_prefix(b"Exif\0\0").unwrap_or(content);
                orientation = orientation.or_else(|| exif::orientation(tiff));
                continue;
            }
            _ if !first => continue,
            _ => return Err(Rejected::Broken),
        }
        chunks.push((kind, content.to_vec()));
    }
    if !picture {
        return Err(Rejected::Broken);
    }
    if let Some((kind, head)) = chunks.first_mut()
        && kind == b"VP8X"
    {
        head[0] &= !(HAS_EXIF | HAS_XMP);
        if let Some(orientation) = orientation {
            head[0] |= HAS_EXIF;
            chunks.push((*b"EXIF", exif::only(orientation)));
        }
    }
    let mut body = b"WEBP".to_vec();
    for (kind, content) in &chunks {
        body.extend(kind);
        body.extend(u32::try_from(content.len()).map_err(|_| Rejected::Broken)?.to_le_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(&[0][..content.len() % 2]);
    }
    let mut out = b"RIFF".to_vec();
    out.extend(u32::try_from(body.len()).map_err(|_| Rejected::Broken)?.to_le_bytes());
    out.append(&mut body);
    Ok(out)
}

fn chunk<'a>(reader: &mut Reader<'a>) -> Result<([u8; 4], &'a [u8]), Rejected> {
    let kind = reader.array::<4>()?;
    let length = size(reader.le32()?)?;
    let content = reader.take(length)?;
    reader.take(length % 2)?;
    Ok((kind, content))
}

/// A frame of a moving picture has its place and its picture, and nothing else.
fn of_frame(content: &[u8]) -> Result<(), Rejected> {
    let mut reader = Reader::new(content);
    reader.take(16)?;
    let mut picture = false;
    while !reader.is_done() {
        let (kind, content) = chunk(&mut reader)?;
        match &kind {
            b"ALPH" if !picture => {}
            b"VP8 " | b"VP8L" if !picture => {
                let (width, height) = sides(&kind, content)?;
                fits(width, height)?;
                picture = true;
            }
            _ => return Err(Rejected::Broken),
        }
    }
    if picture { Ok(()) } else { Err(Rejected::Broken) }
}

/// Width and height as the picture's own bits say.
fn sides(kind: &[u8; 4], content: &[u8]) -> Result<(u32, u32), Rejected> {
    let mut reader = Reader::new(content);
    if kind == b"VP8L" {
        if reader.byte()? != 0x2F {
            return Err(Rejected::Broken);
        }
        let bits = reader.le32()?;
        return Ok(((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1));
    }
    reader.take(3)?;
    if reader.array()? != [0x9D, 0x01, 0x2A] {
        return Err(Rejected::Broken);
    }
    let bits = reader.le32()?;
    Ok((bits & 0x3FFF, bits >> 16 & 0x3FFF))
}
