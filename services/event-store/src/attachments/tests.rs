//! Rules of the sealing of files that need no database.

use super::seal::CHUNK;
use super::*;
use crate::sealing::random_secret;
use proptest::prelude::*;

fn place(number: u128) -> AttachmentPlace {
    AttachmentPlace {
        family_id: Uuid::from_u128(1),
        attachment_id: Uuid::from_u128(number),
        subject: Subject::Person(Uuid::from_u128(11)),
    }
}

/// Sizes around the borders of chunks, and others.
fn sizes() -> impl Strategy<Value = usize> {
    let borders = [1, 2, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 2 * CHUNK + 1, 3 * CHUNK];
    prop_oneof![proptest::sample::select(borders.to_vec()), 1..4 * CHUNK]
}

fn bytes(size: usize, seed: u8) -> Vec<u8> {
    (0..size).map(|n| (n as u8).wrapping_mul(31).wrapping_add(seed)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn what_was_sealed_opens_in_its_place_and_holds_nothing_in_the_clear(size in sizes(), seed: u8) {
        let (key, plain) = (random_secret(), bytes(size, seed));
        let sealed = seal(&place(1), &key, &plain).unwrap();
        prop_assert_eq!(&sealed.open(&place(1), &key).unwrap()[..], &plain[..]);
        prop_assert_eq!(sealed.chunks.len(), size.div_ceil(CHUNK));
        if size >= 16 {
            let clear = sealed.chunks.iter().any(|chunk| chunk.windows(16).any(|part| part == &plain[..16]));
            prop_assert!(!clear);
        }
        let again = seal(&place(1), &key, &plain).unwrap();
        prop_assert_ne!(sealed.sha256(), again.sha256(), "each sealing has a salt of its own");
    }

    #[test]
    fn a_flipped_bit_anywhere_opens_nothing(size in sizes(), at: proptest::sample::Index, bit in 0..8_u8) {
        let key = random_secret();
        let mut sealed = seal(&place(1), &key, &bytes(size, 7)).unwrap();
        let total = HEADER + sealed.chunks.iter().map(Vec::len).sum::<usize>();
        let mut at = at.index(total);
        if at < HEADER {
            sealed.header[at] ^= 1 << bit;
        } else {
            at -= HEADER;
            let chunk = sealed.chunks.iter_mut().find(|chunk| {
                let here = at < chunk.len();
                if !here { at -= chunk.len(); }
                here
            });
            chunk.unwrap()[at] ^= 1 << bit;
        }
        prop_assert!(sealed.open(&place(1), &key).is_none());
    }

    #[test]
    fn chunks_open_only_in_their_order_all_of_them_and_no_more(chunks in 2..6_usize, a: proptest::sample::Index, b: proptest::sample::Index) {
        let key = random_secret();
        let sealed = seal(&place(1), &key, &bytes(chunks * CHUNK, 3)).unwrap();
        let (a, b) = (a.index(chunks), b.index(chunks));
        if a != b {
            let mut swapped = sealed.clone();
            swapped.chunks.swap(a, b);
            prop_assert!(swapped.open(&place(1), &key).is_none(), "in another order");
        }
        let mut lacking = sealed.clone();
        lacking.chunks.remove(a);
        prop_assert!(lacking.open(&place(1), &key).is_none(), "one left out");
        let mut doubled = sealed.clone();
        doubled.chunks.insert(b, sealed.chunks[a].clone());
        prop_assert!(doubled.open(&place(1), &key).is_none(), "one twice");
        let mut short = sealed;
        short.chunks.truncate(a);
        prop_assert!(short.open(&place(1), &key).is_none(), "cut between chunks");
    }

    #[test]
    fn a_file_cut_short_by_any_number_of_bytes_does_not_open(size in sizes(), by in 1..40_usize) {
        let key = random_secret();
        let mut sealed = seal(&place(1), &key, &bytes(size, 9)).unwrap();
        let last = sealed.chunks.last_mut().unwrap();
        last.truncate(last.len().saturating_sub(by));
        prop_assert!(sealed.open(&place(1), &key).is_none());
    }

    #[test]
    fn a_chunk_of_another_file_does_not_open(chunks in 1..4_usize, at: proptest::sample::Index) {
        let (key, plain) = (random_secret(), bytes(chunks * CHUNK, 5));
        let one = seal(&place(1), &key, &plain).unwrap();
        // Of another attachment, and of another sealing of this very one.
        for other in [seal(&place(2), &key, &plain).unwrap(), seal(&place(1), &key, &plain).unwrap()] {
            let mut mixed = one.clone();
            let at = at.index(chunks);
            mixed.chunks[at] = other.chunks[at].clone();
            prop_assert!(mixed.open(&place(1), &key).is_none());
        }
    }
}

#[test]
fn a_file_opens_only_as_what_it_is_and_with_its_key() {
    let key = random_secret();
    let sealed = seal(&place(1), &key, b"canary").unwrap();
    assert!(sealed.open(&place(2), &key).is_none(), "another attachment");
    assert!(
        sealed.open(&AttachmentPlace { family_id: Uuid::from_u128(2), ..place(1) }, &key).is_none(),
        "another family"
    );
    let of_family = AttachmentPlace { subject: Subject::Family(Uuid::from_u128(11)), ..place(1) };
    assert!(sealed.open(&of_family, &key).is_none(), "another subject");
    assert!(sealed.open(&place(1), &random_secret()).is_none(), "another key");
    assert!(seal(&place(1), &key, b"").is_none(), "an empty file is none");
}

#[test]
fn the_same_file_is_known_again_and_another_is_not() {
    let key = random_secret();
    assert_eq!(place(1).content(&key, b"one"), place(1).content(&key, b"one"));
    assert_ne!(place(1).content(&key, b"one"), place(1).content(&key, b"two"));
    assert_ne!(place(1).content(&key, b"one"), place(2).content(&key, b"one"));
    assert_ne!(place(1).content(&key, b"one"), place(1).content(&random_secret(), b"one"));
}
