//! Tries every target with what broke something before, with real inputs, and with real inputs changed at random.
//!
//! `HAMYAR_FUZZ_CASES` says how many changed inputs each target gets (1,000), `HAMYAR_FUZZ_SEED` which (the day's number, so that days differ and a
//! day can be repeated). An input that breaks something is written to `target/fuzz-failures/`; once mended it belongs into `corpus/`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use hamyar_fuzz::TARGETS;
use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};

/// Longest input.
const LONGEST: usize = 64 * 1024;

/// What parsers stumble over.
const TOKENS: &[&[u8]] = &[
    b"\0",
    b"\xff",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    "\u{202e}".as_bytes(),
    "\u{feff}".as_bytes(),
    "\u{200c}".as_bytes(),
    "ا\u{653}".as_bytes(),
    "۱۴۰۴/۱۲/۳۰".as_bytes(),
    "۰".as_bytes(),
    b"\"",
    b"\\",
    b"\\u0000",
    b"\\ud800",
    b"{",
    b"}",
    b"[",
    b"]",
    b"null",
    b"1e999",
    b"-9223372036854775809",
    b"18446744073709551616",
    b"0.1",
    b"{\"$sealed\":",
    b"{\"$open\":",
    b"\"v\":1",
    b"PK\x03\x04",
    b"\r\n",
    b";",
    b",",
    b"\t",
    b"'=",
    b"=1+1",
    b"%00",
    b"%",
    b"&",
    b"../",
    b"9999-12-31",
    b"0000-00-00",
    b"-",
    b"\xe2\x80\x8f",
    b"ustar",
];

#[test]
fn nothing_that_comes_from_outside_breaks_what_reads_it() {
    let number = |name: &str, usual: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let today =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs() / 86_400);
    let (cases, seed) = (number("HAMYAR_FUZZ_CASES", 1_000), number("HAMYAR_FUZZ_SEED", today));
    println!("seed {seed}");
    let mut broken = Vec::new();
    for (name, target) in TARGETS {
        let corpus = corpus(name);
        assert!(!corpus.is_empty(), "{name} has no real input to begin with");
        let mut random = SmallRng::seed_from_u64(seed ^ name.len() as u64);
        let changed = (0..cases).map(|_| change(&mut random, &corpus));
        for input in corpus.iter().cloned().chain([Vec::new()]).chain(changed) {
            if catch_unwind(AssertUnwindSafe(|| target(&input))).is_err() {
                broken.push(keep(name, &input));
                break;
            }
        }
    }
    assert!(broken.is_empty(), "seed {seed}: {broken:?}");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What broke something before, and real inputs of the project.
fn corpus(name: &str) -> Vec<Vec<u8>> {
    let mut found = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name));
    match name {
        "register" => found.push(head(&root().join("tests/data/families-register.csv"), 4_000)),
        "event" | "sealed" => {
            for stream in std::fs::read_dir(root().join("events/tests/history")).unwrap().flatten() {
                for file in std::fs::read_dir(stream.path()).unwrap().flatten() {
                    let file_name = file.file_name().to_string_lossy().into_owned();
                    let (kind, version) = file_name.split_once('-').unwrap();
                    let version = version.split('-').next().unwrap();
                    let text = std::fs::read_to_string(file.path()).unwrap();
                    found.push(if name == "event" {
                        format!("{kind} {version}\n{text}").into_bytes()
                    } else {
                        text.into_bytes()
                    });
                }
            }
        }
        _ => {}
    }
    found
}

fn files(folder: &Path) -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

fn head(path: &Path, bytes: usize) -> Vec<u8> {
    let all = std::fs::read(path).unwrap();
    let end = all[..bytes.min(all.len())].iter().rposition(|byte| *byte == b'\n').map_or(bytes, |at| at + 1);
    all[..end].to_vec()
}

/// A real input with one to six changes.
fn change(random: &mut SmallRng, corpus: &[Vec<u8>]) -> Vec<u8> {
    let mut input = corpus[random.random_range(0..corpus.len())].clone();
    for _ in 0..random.random_range(1..=6) {
        let at = random.random_range(0..=input.len());
        match random.random_range(0..8) {
            0 if at < input.len() => input[at] ^= 1 << random.random_range(0..8),
            1 if at < input.len() => input[at] = random.random(),
            2 => input.truncate(at),
            3 => {
                let token = TOKENS[random.random_range(0..TOKENS.len())];
                input.splice(at..at, token.iter().copied());
            }
            4 => {
                let end = (at + random.random_range(0..64)).min(input.len());
                input.drain(at..end);
            }
            5 => {
                let other = &corpus[random.random_range(0..corpus.len())];
                let from = random.random_range(0..=other.len());
                let to = (from + random.random_range(0..256)).min(other.len());
                input.splice(at..at, other[from..to].iter().copied());
            }
            6 => {
                // The same again and again: depth, length, counts.
                let end = (at + random.random_range(1..16)).min(input.len());
                let piece = input[at..end].to_vec();
                let times = random.random_range(2..200);
                input.splice(at..at, piece.repeat(times));
            }
            _ => {
                let end = (at + random.random_range(1..8)).min(input.len());
                for byte in &mut input[at..end] {
                    *byte = random.random();
                }
            }
        }
        input.truncate(LONGEST);
    }
    input
}

fn keep(name: &str, input: &[u8]) -> String {
    let folder = root().join("target/fuzz-failures");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}-{}", input.len()));
    std::fs::write(&path, input).unwrap();
    path.display().to_string()
}
