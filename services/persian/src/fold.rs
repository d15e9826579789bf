//! Search folding: one key for all spellings a Persian reader takes for the same word.
//!
//! «محمدعلیخانی» and «محمد علیخانی», «عصمت آباد» and «عصمت اباد», Arabic ي/ك and Persian ی/ک must find one another (S008).
//! A folded key is for comparing and searching only; it is never shown and never stored in place of the words.

use crate::digits::digit_value;
use crate::text::{clean_text, is_invisible};

/// The folded key with words apart: one space between words, none at the ends. Punctuation counts as a blank.
pub fn fold(text: &str) -> String {
    // A letter typed as one character or as two is one letter, as in a cleaned text.
    let text = clean_text(text);
    let mut key = String::with_capacity(text.len());
    let mut blank = false;
    for character in text.chars() {
        match fold_character(character) {
            Folded::Nothing => {}
            Folded::Blank => blank = !key.is_empty(),
            Folded::Letter(letter) => {
                if std::mem::take(&mut blank) {
                    key.push(' ');
                }
                key.extend(letter.to_lowercase());
            }
        }
    }
    key
}

/// The folded key without any space, for names that are written joined or apart at will.
pub fn fold_joined(text: &str) -> String {
    fold(text).replace(' ', "")
}

/// The folded words of a text, in their order.
pub fn tokens(text: &str) -> Vec<String> {
    fold(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

enum Folded {
    Nothing,
    Blank,
    Letter(char),
}

fn fold_character(character: char) -> Folded {
    if let Some(value) = digit_value(character) {
        return Folded::Letter(char::from(b'0' + value));
    }
    match character {
        'ي' | 'ى' | 'ئ' | 'ې' | 'ے' | 'ۍ' | 'ێ' => Folded::Letter('ی'),
        'ك' | 'ڪ' | 'ګ' => Folded::Letter('ک'),
        'ة' | 'ۀ' | 'ۂ' | 'ە' | 'ہ' | 'ھ' | 'ۃ' => Folded::Letter('ه'),
        'آ' | 'أ' | 'إ' | 'ٱ' | 'ٲ' | 'ٳ' => Folded::Letter('ا'),
        'ؤ' | 'ۆ' | 'ۇ' => Folded::Letter('و'),
        // A free-standing hamza is left out by many writers («ارتقاء», «ارتقا»).
        'ء' | '\u{0640}' | '\u{200C}' => Folded::Nothing,
        // Diacritics: fathatan … sukun, superscript alef, Koranic marks, combining hamza and madda.
        '\u{0610}'..='\u{061A}'
        | '\u{064B}'..='\u{065F}'
        | '\u{0670}'
        | '\u{06D6}'..='\u{06DC}'
        | '\u{06DF}'..='\u{06E8}'
        | '\u{06EA}'..='\u{06ED}'
        | '\u{0300}'..='\u{036F}' => Folded::Nothing,
        invisible if is_invisible(invisible) => Folded::Nothing,
        letter if letter.is_alphanumeric() => Folded::Letter(letter),
        _ => Folded::Blank,
    }
}
