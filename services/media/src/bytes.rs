//! Reading bytes from front to back; what is not there is a broken file.

use crate::Rejected;

/// A place in a file.
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(crate) fn at(&self) -> usize {
        self.at
    }

    pub(crate) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    pub(crate) fn is_done(&self) -> bool {
        self.rest().is_empty()
    }

    pub(crate) fn take(&mut self, count: usize) -> Result<&'a [u8], Rejected> {
        let taken = self.rest().get(..count).ok_or(Rejected::Broken)?;
        self.at += count;
        Ok(taken)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], Rejected> {
        self.take(N)?.try_into().map_err(|_| Rejected::Broken)
    }

    pub(crate) fn byte(&mut self) -> Result<u8, Rejected> {
        Ok(u8::from_be_bytes(self.array()?))
    }

    pub(crate) fn be16(&mut self) -> Result<u16, Rejected> {
        Ok(u16::from_be_bytes(self.array()?))
    }

    pub(crate) fn be32(&mut self) -> Result<u32, Rejected> {
        Ok(u32::from_be_bytes(self.array()?))
    }

    pub(crate) fn be64(&mut self) -> Result<u64, Rejected> {
        Ok(u64::from_be_bytes(self.array()?))
    }

    pub(crate) fn le32(&mut self) -> Result<u32, Rejected> {
        Ok(u32::from_le_bytes(self.array()?))
    }
}

/// A length of a file as one of memory.
pub(crate) fn size(length: impl TryInto<usize>) -> Result<usize, Rejected> {
    length.try_into().map_err(|_| Rejected::Broken)
}

/// Where the needle first stands.
pub(crate) fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|part| part == needle)
}
