//! Cleaning of typed and imported text, before it is stored.
//!
//! Cleaning never changes what a reader sees: it removes what is invisible or was never meant. Making two spellings equal
//! is the business of [`crate::fold`], and its result is never stored in place of the words.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// True for characters that no reader sees and that split or join nothing: byte order mark, zero-width space and joiner,
/// word joiner, soft hyphen, blanks that count as letters, tags that spell words without showing them, and the marks, overrides and isolates that
/// steer writing direction. The zero-width non-joiner is not among them, because inside a word it is correct Persian spelling.
pub fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{200B}' | '\u{200D}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0D}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// True for what may be cut from the ends of a text: blanks, invisible characters, non-joiners and control characters.
fn is_trimmed(character: char) -> bool {
    character.is_whitespace() || character.is_control() || is_invisible(character) || character == '\u{200C}'
}

/// The text without invisible characters, with control characters gone, blanks collapsed to one space, line breaks kept (as
/// `\n`), both ends trimmed of everything blank or invisible, and marks joined to their letters (NFC), so that «آ» typed as one character or as two is
/// one text. Letters, digits and inner non-joiners stay as written.
pub fn clean_text(text: &str) -> String {
    let cleaned = without_invisible(text);
    match is_nfc_quick(cleaned.chars()) {
        IsNormalized::Yes => cleaned,
        _ => cleaned.nfc().collect(),
    }
}

fn without_invisible(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    // A blank is remembered and written only when something visible follows it, so that no line ends in a space.
    let mut pending: Option<char> = None;
    for character in text.replace("\r\n", "\n").trim_matches(is_trimmed).chars() {
        if matches!(character, '\n' | '\r' | '\u{2028}' | '\u{2029}') {
            cleaned.extend(pending.take().filter(|blank| *blank == '\n'));
            pending = Some('\n');
        } else if character.is_whitespace() {
            pending = pending.or(Some(' '));
        } else if !(character.is_control() || is_invisible(character)) {
            cleaned.extend(pending.take());
            cleaned.push(character);
        }
    }
    cleaned
}

/// A name on one line, with the Persian forms of ی and ک in place of the Arabic ones that many keyboards produce.
pub fn clean_name(name: &str) -> String {
    clean_text(name)
        .chars()
        .map(|character| match character {
            '\n' => ' ',
            other => persian_letter(other),
        })
        .collect()
}

/// The Persian form of a letter that Arabic keyboards write differently; any other character is returned unchanged.
pub fn persian_letter(character: char) -> char {
    match character {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        other => other,
    }
}
