use super::*;
use proptest::prelude::*;

fn key() -> SigningKey {
    SigningKey::from_seed(&[7; 32])
}

fn checkpoint() -> Checkpoint {
    Checkpoint {
        store: Uuid::from_u128(0x0190_c1f2_0000_7000_8000_0000_0000_0001),
        size: 48_210,
        root: [1; 32],
        number: 17,
        series: 1,
        begins: None,
        epoch: 1,
        time: "2026-11-28T02:37:22Z".parse().unwrap(),
        streams: 2_411,
        heads: [2; 32],
        previous: Some([3; 32]),
        key: key().public(),
    }
}

/// The text of `docs/contracts.md`. Signatures of Ed25519 are the same for the same key and text, so the whole note is known.
#[test]
fn the_text_is_the_one_of_the_contract() {
    let expected = "\
hamyar/0190c1f2-0000-7000-8000-000000000001
48210
AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=
number 17
series 1
epoch 1
time 2026-11-28T02:37:22Z
heads 2411 AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=
previous AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=
key 6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=

\u{2014} hamyar/0190c1f2-0000-7000-8000-000000000001 ";
    let signed = checkpoint().sign(&key());
    assert!(signed.text().starts_with(expected), "{}", signed.text());
    assert_eq!(Signed::read(signed.text()).unwrap(), signed);
    assert!(signed.text().len() < 560, "{} bytes fit a QR code that a phone reads from paper", signed.text().len());
}

#[test]
fn each_way_to_begin_a_series_reads_back() {
    for begins in [Begins::New, Begins::KeyLost, Begins::Restored { kept: 4_700 }] {
        let signed = Checkpoint { begins: Some(begins), previous: None, ..checkpoint() }.sign(&key());
        assert_eq!(Signed::read(signed.text()).unwrap().begins, Some(begins));
    }
}

#[test]
fn another_key_cannot_sign_in_the_place_of_the_one_that_is_named() {
    let forger = SigningKey::from_seed(&[8; 32]);
    let forged = checkpoint().sign(&forger).text().replace(&forger.public().to_string(), &key().public().to_string());
    assert_eq!(Signed::read(&forged), Err(CheckpointFault::Unsigned));
    let unsigned = checkpoint().text();
    assert_eq!(Signed::read(&unsigned), Err(CheckpointFault::Unreadable));
    assert_eq!(Signed::read(&format!("{unsigned}\n")), Err(CheckpointFault::Unsigned));
}

#[test]
fn a_witness_may_sign_below() {
    let signed = checkpoint().sign(&key());
    let witnessed = format!("{}\u{2014} witness.example AAAAAAAA\n", signed.text());
    assert_eq!(Signed::read(&witnessed).unwrap().checkpoint(), signed.checkpoint());
}

#[test]
fn one_checkpoint_has_one_text() {
    let signed = checkpoint().sign(&key());
    for (from, to) in [
        ("number 17", "number 017"),
        ("number 17", "number +17"),
        ("epoch 1\n", "epoch 1\n\n"),
        ("T02:37:22Z", "T02:37:22.0Z"),
        ("T02:37:22Z", "T06:07:22+03:30"),
        ("48210", " 48210"),
        ("\n", "\r\n"),
        ("hamyar/0190c1f2-0000", "hamyar/0190C1F2-0000"),
    ] {
        assert!(Signed::read(&signed.text().replace(from, to)).is_err(), "{from} {to}");
    }
}

proptest! {
    /// Whatever is changed in what is signed, or in the signature, is noticed.
    #[test]
    fn a_flipped_bit_is_noticed(at in any::<prop::sample::Index>(), bit in 0u8..8) {
        let signed = checkpoint().sign(&key());
        let mut bytes = signed.text().as_bytes().to_vec();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        if let Ok(text) = String::from_utf8(bytes) {
            match Signed::read(&text) {
                Err(_) => {}
                // A line break at the end is no part of the signature.
                Ok(read) => prop_assert!(at == signed.text().len() - 1 && read.checkpoint() == signed.checkpoint(), "byte {at}"),
            }
        }
    }
}
