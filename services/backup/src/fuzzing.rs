//! What reads a backup's entries, for programs that try it with everything.

use std::io::Cursor;

use crate::reader::{Piece, entries};

/// Reads bytes as what age and zstd would hand on. A file that is taken for whole has its manifest.
pub fn read(bytes: &[u8]) {
    let stream: Box<dyn std::io::Read + Send> = Box::new(Cursor::new(bytes.to_vec()));
    let mut ended = false;
    let outcome = entries("a file", tar::Archive::new(stream), &mut |piece| {
        assert!(!ended, "nothing comes after the end");
        ended = matches!(piece, Piece::End(_));
        Ok(())
    });
    assert_eq!(outcome.is_ok(), ended, "whole, or an error");
}
