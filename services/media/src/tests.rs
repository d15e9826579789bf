//! What is taken and what is not, shown with real files and with bent ones. The samples carry the word CANARY wherever their format lets a camera, a
//! telephone or a program write a remark.

use super::*;
use crate::bytes::find;
use proptest::prelude::*;

const JPEG: &[u8] = include_bytes!("../tests/samples/photo.jpg");
const PLAIN_JPEG: &[u8] = include_bytes!("../tests/samples/plain.jpg");
const PNG: &[u8] = include_bytes!("../tests/samples/photo.png");
const WEBP: &[u8] = include_bytes!("../tests/samples/photo.webp");
const LOSSLESS: &[u8] = include_bytes!("../tests/samples/lossless.webp");
const MOVING: &[u8] = include_bytes!("../tests/samples/moving.webp");
const PDF: &[u8] = include_bytes!("../tests/samples/letter.pdf");
const SCRIPT: &[u8] = include_bytes!("../tests/samples/script.pdf");
const OGG: &[u8] = include_bytes!("../tests/samples/voice.ogg");
const MP3: &[u8] = include_bytes!("../tests/samples/voice.mp3");
const M4A: &[u8] = include_bytes!("../tests/samples/voice.m4a");
const FRAGMENTED: &[u8] = include_bytes!("../tests/samples/fragmented.m4a");
const FILM: &[u8] = include_bytes!("../tests/samples/film.mp4");
const VORBIS: &[u8] = include_bytes!("../tests/samples/vorbis.ogg");
/// Recorded by Chromium: in one piece, second by second (its lengths are not known then), as Matroska, and with a picture.
const WEBM: &[u8] = include_bytes!("../tests/samples/voice.webm");
const SLICED: &[u8] = include_bytes!("../tests/samples/sliced.webm");
const MATROSKA: &[u8] = include_bytes!("../tests/samples/voice.mka");
const FILMED: &[u8] = include_bytes!("../tests/samples/film.webm");

const TAKEN: [(&[u8], MediaType); 13] = [
    (JPEG, MediaType::Jpeg),
    (PLAIN_JPEG, MediaType::Jpeg),
    (PNG, MediaType::Png),
    (WEBP, MediaType::Webp),
    (LOSSLESS, MediaType::Webp),
    (MOVING, MediaType::Webp),
    (PDF, MediaType::Pdf),
    (OGG, MediaType::Ogg),
    (MP3, MediaType::Mp3),
    (M4A, MediaType::M4a),
    (WEBM, MediaType::Ogg),
    (SLICED, MediaType::Ogg),
    (MATROSKA, MediaType::Ogg),
];

fn clean(file: &[u8]) -> Vec<u8> {
    accept(file).unwrap().bytes
}

#[test]
fn each_kind_is_known_by_its_bytes_and_cleaned_once_for_all() {
    for (file, media_type) in TAKEN.into_iter().chain([(FRAGMENTED, MediaType::M4a)]) {
        let accepted = accept(file).unwrap_or_else(|why| panic!("{media_type}: {why}"));
        assert_eq!(accepted.media_type, media_type);
        let again = accept(&accepted.bytes).unwrap_or_else(|why| panic!("{media_type} again: {why}"));
        assert_eq!(again, accepted, "{media_type}");
    }
}

#[test]
fn place_time_device_and_every_remark_are_left_behind() {
    for (file, media_type) in TAKEN.into_iter().chain([(FRAGMENTED, MediaType::M4a)]) {
        let clean = clean(file);
        for word in [&b"CANARY"[..], b"2025:04:20", b"GPS", b"xmpmeta", b"Photoshop", b"Chrome"] {
            assert_eq!(find(&clean, word), None, "{media_type}: {}", String::from_utf8_lossy(word));
        }
    }
    assert!(
        [JPEG, PNG, WEBP, OGG, MP3, M4A].iter().all(|file| find(file, b"CANARY").is_some()),
        "the samples have them"
    );
    assert!([WEBM, SLICED, MATROSKA].iter().all(|file| find(file, b"Chrome").is_some()), "and the program its name");
}

#[test]
fn a_picture_stays_the_right_way_up() {
    for (file, head) in [(JPEG, &b"Exif\0\0"[..]), (PNG, b"eXIf"), (WEBP, b"EXIF")] {
        let clean = clean(file);
        let tiff = find(&clean, b"MM\0\x2A").unwrap();
        assert!(find(&clean[..tiff], head).is_some());
        assert_eq!(exif::orientation(&clean[tiff..]), Some(6));
    }
    assert_eq!(find(&clean(PLAIN_JPEG), b"Exif"), None, "nothing is said where there is nothing to say");
}

#[test]
fn the_picture_itself_is_not_touched() {
    let clean = clean(PLAIN_JPEG);
    let (scan, end) = (find(PLAIN_JPEG, b"\xFF\xDA").unwrap(), PLAIN_JPEG.len());
    assert_eq!(clean[find(&clean, b"\xFF\xDA").unwrap()..], PLAIN_JPEG[scan..end]);
    let data = |file: &[u8]| {
        let at = find(file, b"IDAT").unwrap();
        file[at..at + 40].to_vec()
    };
    assert_eq!(data(&self::clean(PNG)), data(PNG));
}

#[test]
fn a_file_cut_short_anywhere_is_refused() {
    for (file, media_type) in TAKEN {
        let whole = clean(file);
        let step = (whole.len() / 200).max(1);
        for length in (1..whole.len()).step_by(step).chain(whole.len().saturating_sub(12)..whole.len()) {
            let cut = accept(&whole[..length]);
            // A document may end with a line break or without.
            let harmless = media_type == MediaType::Pdf && whole[length..].iter().all(u8::is_ascii_whitespace);
            // Sound of frames alone is whole at the end of any of them.
            let between_frames = media_type == MediaType::Mp3;
            assert!(cut.is_err() || harmless || between_frames, "{media_type} cut at {length} of {}", whole.len());
        }
    }
    assert_eq!(accept(&clean(MP3)[..clean(MP3).len() - 5]), Err(Rejected::Broken), "within a frame");
}

/// An element of WebM.
fn element(id: &[u8], content: &[u8]) -> Vec<u8> {
    [id, &[0x40 | (content.len() >> 8) as u8, content.len() as u8], content].concat()
}

/// A recording whose parts may be other ones: in clusters of unknown length, and so cut off nowhere.
fn recorded(head: &[u8], track: &[u8], rest: &[Vec<u8>]) -> Vec<u8> {
    let head = element(b"\x1A\x45\xDF\xA3", &element(b"\x42\x82", head));
    let tracks = element(b"\x16\x54\xAE\x6B", track);
    [head, b"\x18\x53\x80\x67\xFF".to_vec(), tracks, b"\x1F\x43\xB6\x75\xFF".to_vec(), rest.concat()].concat()
}

const HEAD: &[u8] = b"OpusHead\x01\x01\x38\x01\x44\xAC\0\0\0\0\0";

fn track(kind: u8, codec: &[u8], head: &[u8], more: &[u8]) -> Vec<u8> {
    let parts = [
        element(b"\xD7", &[1]),
        element(b"\x83", &[kind]),
        element(b"\x86", codec),
        element(b"\x63\xA2", head),
        element(b"\x53\x6E", b"CANARY"),
        more.to_vec(),
    ];
    element(b"\xAE", &parts.concat())
}

/// A packet of 20 ms in a block of the first track.
fn block(flags: u8, packet: &[u8]) -> Vec<u8> {
    element(b"\xA3", &[&[0x81, 0, 0, flags][..], packet].concat())
}

const PACKET: &[u8] = b"\xFCvoice of somebody";

#[test]
fn a_recording_of_a_browser_becomes_ogg_with_the_same_sound() {
    for (file, packets, milliseconds) in [(WEBM, 20, 1_200), (SLICED, 41, 2_460), (MATROSKA, 19, 1_140)] {
        let ogg = clean(file);
        // The end of the last page says how long it is, at 48 kHz.
        let last = ogg.windows(4).rposition(|four| four == b"OggS").unwrap();
        let heard = u64::from_le_bytes(ogg[last + 6..last + 14].try_into().unwrap());
        assert_eq!(heard, milliseconds * 48);
        let lengths: usize =
            ogg_lacing(&ogg).iter().map(|lacing| lacing.iter().filter(|one| **one < 255).count()).sum();
        assert_eq!(lengths, packets + 2, "its head and its empty tags beside the sound");
        assert_eq!(ogg[5], 2);
        // A second at most stands in a page.
        assert_eq!(ogg_lacing(&ogg).len(), 2 + usize::try_from(milliseconds).unwrap().div_ceil(960));
    }
    // The sound itself is not touched: a block of the recording stands whole in what is kept.
    let at = find(WEBM, b"\xA3\x40\xC5").unwrap();
    let packet = &WEBM[at + 7..at + 3 + 0xC5];
    assert!(find(&clean(WEBM), packet).is_some());
}

/// The lacing of every page.
fn ogg_lacing(ogg: &[u8]) -> Vec<Vec<u8>> {
    let mut reader = crate::bytes::Reader::new(ogg);
    let mut all = Vec::new();
    while !reader.is_done() {
        reader.take(26).unwrap();
        let segments = reader.byte().unwrap();
        let lacing = reader.take(segments.into()).unwrap().to_vec();
        reader.take(lacing.iter().map(|one| usize::from(*one)).sum()).unwrap();
        all.push(lacing);
    }
    all
}

#[test]
fn a_large_packet_fills_the_page_it_needs() {
    let large = [&[0xFC][..], &[7; 30_000]].concat();
    let long = |packet: &[u8]| {
        let size = packet.len() + 4;
        let head = [0xA3, 0x20 | (size >> 16) as u8, (size >> 8) as u8, size as u8, 0x81, 0, 0, 0x80];
        [&head[..], packet].concat()
    };
    let file = recorded(b"webm", &track(2, b"A_OPUS", HEAD, &[]), &[long(&large), long(&large), long(&large)]);
    let ogg = clean(&file);
    assert_eq!(ogg_lacing(&ogg).iter().map(Vec::len).collect::<Vec<_>>(), [1, 1, 236, 118]);
    let too_large = [&[0xFC][..], &[7; 61_400]].concat();
    let file = recorded(b"webm", &track(2, b"A_OPUS", HEAD, &[]), &[long(&too_large)]);
    assert_eq!(accept(&file), Err(Rejected::Broken));
}

#[test]
fn of_webm_one_voice_is_taken_and_nothing_else() {
    let voice = || track(2, b"A_OPUS", HEAD, &[]);
    let plain = [block(0x80, PACKET), block(0x80, PACKET)];
    let taken = recorded(b"webm", &voice(), &plain);
    let ogg = clean(&taken);
    assert_eq!(find(&ogg, b"CANARY"), None);
    assert_eq!(ogg.windows(PACKET.len()).filter(|part| *part == PACKET).count(), 2);
    // The rate of the microphone goes; how much is left out at the beginning stays.
    assert!(find(&ogg, b"OpusHead\x01\x01\x38\x01\x80\xBB\0\0\0\0\0").is_some());

    // Tags, chapters and a table of places are left behind, within and behind the sound.
    let tags = element(b"\x12\x54\xC3\x67", b"CANARY");
    let with_tags = recorded(b"matroska\0", &voice(), &[plain.concat(), tags, element(b"\xEC", b"CANARY")]);
    assert_eq!(clean(&with_tags), ogg);
    let in_group = element(
        b"\xA0",
        &[element(b"\xA1", &[&[0x81, 0, 0, 0][..], PACKET].concat()), element(b"\x9B", &[20])].concat(),
    );
    assert_eq!(clean(&recorded(b"webm", &voice(), &[in_group.clone(), in_group])), ogg);

    let refused = |head: &[u8], track: &[u8], rest: &[Vec<u8>]| accept(&recorded(head, track, rest)).unwrap_err();
    assert_eq!(accept(FILMED), Err(Rejected::NotAllowed), "a film is no sound");
    assert_eq!(refused(b"webm", &[voice(), track(1, b"V_VP8", HEAD, &[])].concat(), &plain), Rejected::NotAllowed);
    assert_eq!(refused(b"webm", &[voice(), voice()].concat(), &plain), Rejected::NotAllowed, "two tracks");
    assert_eq!(refused(b"webm", &track(17, b"A_OPUS", HEAD, &[]), &plain), Rejected::NotAllowed, "subtitles");
    assert_eq!(refused(b"webm", &track(2, b"A_VORBIS", HEAD, &[]), &plain), Rejected::NotAllowed);
    assert_eq!(refused(b"webm", &track(2, b"A_OPUS", &[HEAD, b"x"].concat(), &[]), &plain), Rejected::NotAllowed);
    assert_eq!(refused(b"webm", &track(2, b"A_OPUS", HEAD, &element(b"\xE0", b"")), &plain), Rejected::NotAllowed);
    let squeezed = element(b"\x6D\x80", b"");
    assert_eq!(refused(b"webm", &track(2, b"A_OPUS", HEAD, &squeezed), &plain), Rejected::NotAllowed);
    assert_eq!(refused(b"other", &voice(), &plain), Rejected::NotAllowed, "another form of the same writing");
    let attached = element(b"\x19\x41\xA4\x69", b"MZ");
    assert_eq!(refused(b"webm", &voice(), &[plain.concat(), attached]), Rejected::Mixed, "files within the file");
    assert_eq!(refused(b"webm", &voice(), &[block(0x86, PACKET)]), Rejected::NotAllowed, "several packets in a block");
    assert_eq!(refused(b"webm", &voice(), &[element(b"\x81", b"x")]), Rejected::NotAllowed, "a part that nobody knows");
    assert_eq!(refused(b"webm", &voice(), &[]), Rejected::Broken, "no sound");
    assert_eq!(refused(b"webm", &voice(), &[block(0x80, b"")]), Rejected::Broken, "an empty packet");
    assert_eq!(
        refused(b"webm", &voice(), &[block(0x80, b"\xFF\x3F")]),
        Rejected::Broken,
        "a packet of more than 120 ms"
    );
    let of_another = element(b"\xA3", &[&[0x82, 0, 0, 0x80][..], PACKET].concat());
    assert_eq!(refused(b"webm", &voice(), &[of_another]), Rejected::Broken, "a block of no track");
    let page = b"<html><script>alert(1)</script></html>";
    assert_eq!(accept(&[WEBM, page].concat()), Err(Rejected::Mixed), "something behind its end");
    assert!(accept(&[SLICED, page].concat()).is_err());
}

/// Given a recording that was cut on the way, when its lengths are known, then it is refused; without them it is whole at the end of any part.
#[test]
fn a_recording_cut_short_is_refused() {
    for file in [WEBM, MATROSKA] {
        for length in 4..file.len() {
            assert!(accept(&file[..length]).is_err(), "cut at {length} of {}", file.len());
        }
    }
    let whole = (4..SLICED.len()).filter(|length| accept(&SLICED[..*length]).is_ok()).count();
    assert_eq!(whole, 48, "at the end of a block, of a cluster's name or of its time alone");
}

#[test]
fn what_is_none_of_the_kinds_is_refused() {
    let others: [&[u8]; 16] = [
        b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
        b"<?xml version=\"1.0\"?><svg/>",
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"PK\x03\x04\x14\0\x06\0\x08\0",
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        b"{\\rtf1}",
        b"MZ\x90\0\x03\0\0\0",
        b"\x7FELF\x02\x01\x01",
        b"#!/bin/sh\nrm -rf /",
        b"GIF89a\x01\0\x01\0",
        b"BM\x3A\0\0\0",
        b"II*\0\x08\0\0\0",
        b"just words",
        b"\0",
        b" %PDF-1.7\n%%EOF",
        b"RIFF\x24\0\0\0WAVEfmt ",
    ];
    for other in others {
        assert_eq!(accept(other), Err(Rejected::NotAllowed), "{}", String::from_utf8_lossy(other));
    }
    assert_eq!(accept(b""), Err(Rejected::Empty));
    assert_eq!(accept(FILM), Err(Rejected::NotAllowed), "a film is no sound");
    assert_eq!(accept(VORBIS), Err(Rejected::NotAllowed), "Ogg with something else");
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    assert_eq!(accept(heic), Err(Rejected::NotAllowed));
}

#[test]
fn a_file_that_is_an_archive_too_is_refused() {
    // The end record of an empty archive, without and with a comment.
    let archive = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    for (file, media_type) in TAKEN {
        let both = [file, archive].concat();
        assert_eq!(accept(&both), Err(Rejected::Mixed), "{media_type}");
    }
    // Hidden so that the document still ends as one: the end mark is the archive's comment.
    let mut hidden = [PDF, &archive[..20], &[7, 0], b"\n%%EOF\n"].concat();
    assert_eq!(accept(&hidden), Err(Rejected::Mixed));
    hidden.push(b'\n');
    assert!(accept(&hidden).is_ok(), "no reader of archives takes it");
}

#[test]
fn what_stands_behind_the_end_is_cut_off_from_pictures_and_refused_in_the_others() {
    let page = b"<html><script>alert(1)</script></html>";
    for file in [PLAIN_JPEG, PNG, LOSSLESS] {
        let clean = clean(&[file, page].concat());
        assert_eq!(find(&clean, b"script"), None);
    }
    assert_eq!(accept(&[PDF, page].concat()), Err(Rejected::Mixed));
    assert_eq!(accept(&[OGG, page].concat()), Err(Rejected::Mixed));
    assert_eq!(accept(&[MP3, page].concat()), Err(Rejected::Mixed));
    assert!(accept(&[M4A, page].concat()).is_err());
}

#[test]
fn a_document_that_runs_programs_is_refused() {
    assert_eq!(accept(SCRIPT), Err(Rejected::Active));
    for active in ["/JS (app.alert\\(1\\))", "/S/Launch/F(x)", "/Type/EmbeddedFile ", "/Subtype/RichMedia>>"] {
        let document = format!("%PDF-1.7\n1 0 obj<<{active}>>endobj\nstartxref\n0\n%%EOF\n");
        assert_eq!(accept(document.as_bytes()), Err(Rejected::Active), "{active}");
    }
    let harmless = "%PDF-1.7\n1 0 obj<</JSON 1>>endobj\nstartxref\n0\n%%EOF\n";
    assert!(accept(harmless.as_bytes()).is_ok(), "a name that only begins alike");
}

#[test]
fn a_picture_that_no_telephone_can_show_is_refused() {
    let sized = |width: u32, height: u32| {
        let mut file = PNG[..8].to_vec();
        let mut head = width.to_be_bytes().to_vec();
        head.extend(height.to_be_bytes());
        head.extend([8, 2, 0, 0, 0]);
        png::put(&mut file, b"IHDR", &head).unwrap();
        png::put(&mut file, b"IDAT", b"x").unwrap();
        png::put(&mut file, b"IEND", b"").unwrap();
        accept(&file).map(|accepted| accepted.media_type)
    };
    assert_eq!(sized(12_000, 10_000), Ok(MediaType::Png));
    assert_eq!(sized(12_001, 10_000), Err(Rejected::TooManyPixels));
    assert_eq!(sized(30_001, 1), Err(Rejected::TooManyPixels));
    assert_eq!(sized(u32::MAX, u32::MAX), Err(Rejected::TooManyPixels));
    assert_eq!(sized(0, 5), Err(Rejected::Broken));
    let mut wide = PLAIN_JPEG.to_vec();
    let frame = find(&wide, b"\xFF\xC0").unwrap();
    wide[frame + 5..frame + 9].fill(0xFF);
    assert_eq!(accept(&wide), Err(Rejected::TooManyPixels));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever comes, there is an answer; and what was taken is taken again as it is.
    #[test]
    fn bent_files_are_answered_and_what_is_taken_is_clean(
        which in 0..TAKEN.len(),
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 0..8),
        cut in proptest::option::of(any::<proptest::sample::Index>()),
    ) {
        let mut file = TAKEN[which].0.to_vec();
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if let Some(cut) = cut {
            file.truncate(cut.index(file.len()));
        }
        if let Ok(accepted) = accept(&file) {
            prop_assert_eq!(accept(&accepted.bytes), Ok(accepted.clone()));
        }
    }

    #[test]
    fn any_bytes_behind_a_known_head_are_answered(which in 0..TAKEN.len(), keep in 4..40_usize, tail in proptest::collection::vec(any::<u8>(), 0..300)) {
        let head = &TAKEN[which].0[..keep];
        let _ = accept(&[head, &tail].concat());
    }
}
