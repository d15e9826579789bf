//! What may be a file of a family's case, found out by reading it from its first byte to its last.
//!
//! [`accept`] believes neither the sender's word nor the file's name. Each format is walked whole by its own structure: what ends early is cut short,
//! what is also something else is refused, and what a format allows beside the picture or the sound itself is left behind. A camera writes into a
//! picture where it was taken; for a family that hides, that is an address. Nothing is decoded, so nothing can be blown up here; pictures with
//! more pixels than a phone can show are refused for the sake of whoever opens them. A voice that a browser recorded into WebM is put into Ogg, its
//! packets as they are.
//!
//! Pure: bytes in, bytes out.

#![forbid(unsafe_code)]

mod bytes;
mod exif;
mod jpeg;
mod m4a;
mod mp3;
mod ogg;
mod pdf;
mod png;
#[cfg(test)]
mod tests;
mod webm;
mod webp;
mod zip;

use hamyar_events::MediaType;

/// A file that may be kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Accepted {
    /// What it is.
    pub media_type: MediaType,
    /// Its bytes without what was left behind.
    pub bytes: Vec<u8>,
}

/// Says nothing of the content.
impl std::fmt::Debug for Accepted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Accepted({}, {} bytes)", self.media_type, self.bytes.len())
    }
}

/// Why a file may not be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejected {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// None of the formats that are taken.
    #[error("the file is none of the kinds that are taken")]
    NotAllowed,
    /// It begins as one of them and ends too early, or is broken on the way.
    #[error("the file is cut short or broken")]
    Broken,
    /// It is one of them and something else as well.
    #[error("the file is two things at once")]
    Mixed,
    /// A document that runs programs or carries other files.
    #[error("the document runs programs or carries other files")]
    Active,
    /// A picture that no phone can show.
    #[error("the picture has too many pixels")]
    TooManyPixels,
}

/// Reads a format whole and answers with what is kept of it.
type Cleaner = fn(&[u8]) -> Result<Vec<u8>, Rejected>;

/// Reads a file and keeps what may be kept of it.
pub fn accept(file: &[u8]) -> Result<Accepted, Rejected> {
    if file.is_empty() {
        return Err(Rejected::Empty);
    }
    let (media_type, clean): (_, Cleaner) = match file {
        [0xFF, 0xD8, 0xFF, ..] => (MediaType::Jpeg, jpeg::clean),
        [0x89, b'P', b'N', b'G', ..] => (MediaType::Png, png::clean),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => (MediaType::Webp, webp::clean),
        [b'%', b'P', b'D', b'F', b'-', ..] => (MediaType::Pdf, pdf::clean),
        [b'O', b'g', b'g', b'S', ..] => (MediaType::Ogg, ogg::clean),
        // What browsers record: the same sound in another form.
        [0x1A, 0x45, 0xDF, 0xA3, ..] => (MediaType::Ogg, webm::clean),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => (MediaType::M4a, m4a::clean),
        [b'I', b'D', b'3', ..] | [0xFF, 0xE0..=0xFE, ..] => (MediaType::Mp3, mp3::clean),
        _ => return Err(Rejected::NotAllowed),
    };
    if zip::ends_as_one(file) {
        return Err(Rejected::Mixed);
    }
    Ok(Accepted { media_type, bytes: clean(file)? })
}

/// Most pixels of a picture: what the largest telephones take.
const PIXELS_MAX: u64 = 120_000_000;
/// Most pixels of a side.
const SIDE_MAX: u32 = 30_000;

/// A picture has pixels, and not too many.
fn fits(width: u32, height: u32) -> Result<(), Rejected> {
    if width == 0 || height == 0 {
        Err(Rejected::Broken)
    } else if width > SIDE_MAX || height > SIDE_MAX || u64::from(width) * u64::from(height) > PIXELS_MAX {
        Err(Rejected::TooManyPixels)
    } else {
        Ok(())
    }
}
