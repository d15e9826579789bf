//! The checkpoints held against each other, their key, their copies and whatever witness was brought.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::report::{Finding, KeySource, Kind};
use crate::checkpoint::{Begins, CheckpointFault, Signed};
use crate::copies::Copy;
use crate::key::PublicKey;

/// What the log is held to.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// Checkpoints that hold and still speak of the log as it is, witnesses among them, by size and number.
    pub(super) by_size: BTreeMap<(u64, u64), Signed>,
    /// Checkpoints of the folder that hold.
    pub(super) count: usize,
    /// The newest of the folder's.
    pub(super) newest: Option<Signed>,
    pub(super) findings: Vec<Finding>,
    pub(super) notices: Vec<String>,
}

/// What is known beforehand.
#[derive(Debug)]
pub(super) struct Known<'a> {
    pub(super) store: Uuid,
    pub(super) key: Option<PublicKey>,
    pub(super) key_source: KeySource,
    pub(super) witnesses: &'a [String],
}

fn forged(number: u64, what: &'static str, detail: impl Into<String>) -> Finding {
    Finding::new(Kind::CheckpointForged, what, detail).checkpoint(number)
}

fn fault(number: u64, fault: CheckpointFault, where_: &str) -> Finding {
    let what = match fault {
        CheckpointFault::Unreadable => "unreadable",
        CheckpointFault::Unsigned => "unsigned",
        CheckpointFault::Altered => "altered",
    };
    forged(number, what, format!("{where_}: {fault}"))
}

/// Reads everything that was signed.
pub(super) fn hold(texts: &BTreeMap<u64, String>, copies: &[Copy], known: &Known<'_>) -> Held {
    let mut held = Held::default();
    let mut last: Option<Signed> = None;
    let mut good: Vec<Signed> = Vec::new();
    let mut expected = 1;
    for (number, text) in texts {
        if *number > expected {
            let detail = format!("checkpoints {expected} to {} are not in the folder", number - 1);
            held.findings.push(Finding::new(Kind::CheckpointMissing, "file", detail).checkpoint(expected));
            last = None;
        }
        expected = number + 1;
        let signed = match Signed::read(text) {
            Ok(signed) => signed,
            Err(found) => {
                held.findings.push(fault(*number, found, "the file"));
                last = None;
                continue;
            }
        };
        if let Some(finding) = continues(&signed, *number, last.as_ref(), known.store) {
            held.findings.push(finding);
            last = None;
            continue;
        }
        match signed.begins {
            Some(Begins::KeyLost) => held.notices.push(format!(
                "series {} began with checkpoint {} because the key before it was lost: from there on trust rests on the key {}",
                signed.series, signed.number, signed.key.fingerprint()
            )),
            Some(Begins::Restored { kept }) => {
                let given_up = good.iter().filter(|earlier| earlier.size > kept).count();
                held.notices.push(format!(
                    "series {} began with checkpoint {} because the store was restored: of what was signed before, everything after position {kept} was given up ({given_up} checkpoints)",
                    signed.series, signed.number
                ));
                good.retain(|earlier| earlier.size <= kept);
            }
            _ => {}
        }
        held.count += 1;
        last = Some(signed.clone());
        good.push(signed);
    }
    held.newest = good.last().cloned();
    if let (Some(key), Some(newest)) = (known.key, &held.newest)
        && newest.key != key
    {
        let by = match known.key_source {
            KeySource::KeyFile => "the signing key of this store",
            _ => "the key that was given",
        };
        let (is, must) = (newest.key.fingerprint(), key.fingerprint());
        held.findings.push(forged(newest.number, "other_key", format!("signed with the key {is}, and {by} is {must}")));
        // Nothing that rests on an unknown key is believed; what the known key signed is.
        good.retain(|signed| signed.key == key);
    }
    if known.key.is_none() && !good.is_empty() {
        held.notices.push(
            "the checkpoints were believed on their own word: compare the fingerprint of their key with one you noted elsewhere, or give it with --key".to_owned(),
        );
    }
    compare_copies(&mut held, texts, copies);
    let mut all: BTreeMap<(u64, u64), Signed> =
        good.into_iter().map(|signed| ((signed.size, signed.number), signed)).collect();
    for (place, text) in known.witnesses.iter().enumerate() {
        match witness(text, place, texts, known) {
            // Its own text, in a series that was given up: it speaks of what a restore took away.
            Ok((signed, None)) if !all.contains_key(&(signed.size, signed.number)) => held.notices.push(format!(
                "the witness of checkpoint {} speaks of what was given up when the store was restored",
                signed.number
            )),
            Ok((signed, finding)) => {
                held.findings.extend(finding);
                // Its own place in the order, so that it is compared with the log even where the folder has another of that number.
                all.insert((signed.size, signed.number + WITNESS), signed);
            }
            Err(finding) => held.findings.push(*finding),
        }
    }
    held.by_size = all;
    held
}

/// Added to the number of a witness, so that it never takes the place of the folder's checkpoint.
const WITNESS: u64 = 1 << 62;

/// Why a properly signed checkpoint cannot stand at its place.
fn continues(signed: &Signed, number: u64, last: Option<&Signed>, store: Uuid) -> Option<Finding> {
    if signed.store != store {
        return Some(forged(
            number,
            "other_store",
            format!("it speaks of the store {}, and this is {store}", signed.store),
        ));
    }
    if signed.number != number {
        return Some(forged(number, "renamed", format!("its file holds checkpoint {}", signed.number)));
    }
    let Some(last) = last else {
        let first = number != 1 || (signed.previous.is_none() && signed.begins.is_some());
        return (!first)
            .then(|| forged(number, "does_not_continue", "the first one names a predecessor or begins no series"));
    };
    if signed.previous != Some(last.digest()) {
        return Some(forged(
            number,
            "does_not_continue",
            format!("it does not name checkpoint {} as it stands", last.number),
        ));
    }
    let begins = signed.begins.is_some();
    if signed.series != last.series + u32::from(begins) {
        return Some(forged(number, "does_not_continue", "its series does not follow"));
    }
    if signed.key != last.key && signed.begins != Some(Begins::KeyLost) {
        let (found, key) = (signed.key.fingerprint(), last.key.fingerprint());
        return Some(forged(number, "other_key", format!("signed with the key {found}, and the series has {key}")));
    }
    let restored = matches!(signed.begins, Some(Begins::Restored { .. }));
    if (signed.size < last.size && !restored) || signed.time < last.time {
        return Some(forged(number, "does_not_continue", "it covers less, or is older, than the one before"));
    }
    None
}

fn compare_copies(held: &mut Held, texts: &BTreeMap<u64, String>, copies: &[Copy]) {
    let newest = texts.last_key_value().map_or(0, |(number, _)| *number);
    for copy in copies {
        match texts.get(&copy.number) {
            Some(text) if *text == copy.note => {}
            Some(_) => held.findings.push(forged(
                copy.number,
                "copy",
                "the copy in the database is another text than the file",
            )),
            None if copy.number > newest => {
                let signed = Signed::read(&copy.note).is_ok();
                let (kind, what) =
                    if signed { (Kind::CheckpointMissing, "file") } else { (Kind::CheckpointForged, "copy") };
                let detail = "the database has a copy, and the folder has no such checkpoint";
                held.findings.push(Finding::new(kind, what, detail).checkpoint(copy.number));
            }
            // Told as a gap of the folder.
            None => {}
        }
    }
    // The newest may have been written a moment ago.
    let known: std::collections::BTreeSet<u64> = copies.iter().map(|copy| copy.number).collect();
    let gone: Vec<u64> = texts.keys().copied().filter(|number| *number < newest && !known.contains(number)).collect();
    if let Some(first) = gone.first() {
        let detail = format!("{} copies in the database are gone", gone.len());
        held.findings.push(Finding::new(Kind::CheckpointMissing, "copy", detail).checkpoint(*first));
    }
}

/// A checkpoint from paper, a message or another machine.
fn witness(
    text: &str,
    place: usize,
    texts: &BTreeMap<u64, String>,
    known: &Known<'_>,
) -> Result<(Signed, Option<Finding>), Box<Finding>> {
    // What was scanned or copied by hand may have lost its last line break.
    let text = format!("{}\n", text.replace("\r\n", "\n").trim_end());
    let signed = Signed::read(&text).map_err(|found| Box::new(fault(0, found, &format!("witness {}", place + 1))))?;
    if signed.store != known.store {
        return Err(forged(signed.number, "other_store", "the witness speaks of another store").into());
    }
    let in_folder = texts.get(&signed.number).and_then(|text| Signed::read(text).ok());
    let mut known_keys = texts.values().filter_map(|text| Signed::read(text).ok()).map(|signed| signed.key);
    if known.key.is_some_and(|key| key != signed.key) && !known_keys.any(|key| key == signed.key) {
        return Err(forged(
            signed.number,
            "other_key",
            format!("the witness is signed with the key {}", signed.key.fingerprint()),
        )
        .into());
    }
    let finding = match in_folder {
        Some(own) if own.checkpoint() == signed.checkpoint() => None,
        Some(_) => Some(forged(
            signed.number,
            "fork",
            "the witness and the folder have two different checkpoints of this number: one of them was made to deceive",
        )),
        None => Some(
            Finding::new(Kind::CheckpointMissing, "file", "a witness has it, and the folder does not")
                .checkpoint(signed.number),
        ),
    };
    Ok((signed, finding))
}
