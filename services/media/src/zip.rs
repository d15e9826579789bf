//! ZIP archives are read from their end, so that a picture or document may be one as well.

/// Whether a reader of ZIP archives would take the file: an end record whose comment ends with the file.
pub(crate) fn ends_as_one(file: &[u8]) -> bool {
    const RECORD: usize = 22;
    let from = file.len().saturating_sub(RECORD + usize::from(u16::MAX));
    let tail = file.get(from..).unwrap_or_default();
    tail.windows(RECORD).enumerate().any(|(at, record)| {
        let comment = usize::from(u16::from_le_bytes([record[20], record[21]]));
        record.starts_with(b"PK\x05\x06") && at + RECORD + comment == tail.len()
    })
}
