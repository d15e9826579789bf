//! The three kinds of digits a Persian text may carry: ASCII `0-9`, Arabic `٠-٩` and Persian `۰-۹`.

/// The value of a decimal digit of any of the three kinds, or `None` for any other character.
pub fn digit_value(character: char) -> Option<u8> {
    let value = match character {
        '0'..='9' => u32::from(character) - u32::from('0'),
        '\u{0660}'..='\u{0669}' => u32::from(character) - 0x0660,
        '\u{06F0}'..='\u{06F9}' => u32::from(character) - 0x06F0,
        _ => return None,
    };
    u8::try_from(value).ok()
}

/// The same text with every Arabic and Persian digit written in ASCII; everything else stays.
pub fn to_ascii(text: &str) -> String {
    text.chars().map(|c| digit_value(c).map_or(c, |value| char::from(b'0' + value))).collect()
}

/// The same text with every digit written in Persian; everything else stays.
pub fn to_persian(text: &str) -> String {
    text.chars()
        .map(|c| digit_value(c).and_then(|value| char::from_u32(0x06F0 + u32::from(value))).unwrap_or(c))
        .collect()
}
