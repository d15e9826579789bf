//! PDF: from its head to its end mark, with nothing before or after. It is kept as it is: what it says of its author is part of the document, and it is
//! opened in a viewer that runs nothing. Documents that say openly that they run programs or carry files are refused.

use crate::Rejected;
use crate::bytes::find;

/// How far from the end the end mark may begin.
const END: usize = 1024;
const ACTIVE: [&[u8]; 6] = [b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/EmbeddedFiles", b"/RichMedia"];

pub(crate) fn clean(file: &[u8]) -> Result<Vec<u8>, Rejected> {
    match file {
        [b'%', b'P', b'D', b'F', b'-', b'1'..=b'2', b'.', b'0'..=b'9', ..] => {}
        _ => return Err(Rejected::Broken),
    }
    let tail = file.get(file.len().saturating_sub(END)..).unwrap_or_default();
    let mark = b"%%EOF";
    let last = tail.windows(mark.len()).rposition(|part| part == mark).ok_or(Rejected::Broken)?;
    let after = tail.get(last + mark.len()..).unwrap_or_default();
    if !after.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0)) {
        return Err(Rejected::Mixed);
    }
    if find(file, b"startxref").is_none() {
        return Err(Rejected::Broken);
    }
    if ACTIVE.iter().any(|name| names(file, name)) {
        return Err(Rejected::Active);
    }
    Ok(file.to_vec())
}

/// Whether the name stands in the document, ended as names end.
fn names(file: &[u8], name: &[u8]) -> bool {
    file.windows(name.len() + 1).any(|part| {
        part.starts_with(name)
            && part.last().is_some_and(|end| {
                matches!(
                    end,
                    b' ' | b'\t' | b'\r' | b'\n' | 0 | 12 | b'/' | b'<' | b'>' | b'[' | b']' | b'(' | b')' | b'%'
                )
            })
    })
}
