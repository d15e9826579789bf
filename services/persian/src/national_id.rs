//! The Iranian national identity number (کد ملی).
//!
//! Only its form can be judged here: ten digits, of which the last is a checksum. Registers drop leading zeros, so eight and
//! nine digits are padded. The value is personal: it has no `Display`, its `Debug` hides it, and errors never carry it.

use crate::digits::digit_value;
use crate::text::is_invisible;

/// A well-formed national identity number: ten ASCII digits with a right checksum.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NationalId(String);

/// Why a text is not a national identity number. Carries nothing of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NationalIdError {
    /// Something other than digits (of any kind), blanks and hyphens was found.
    #[error("a national id has digits only")]
    NotDigits,
    /// Fewer than eight or more than ten digits.
    #[error("a national id has ten digits")]
    Length,
    /// All ten digits are the same; such numbers pass the checksum and are never issued.
    #[error("a national id does not repeat one digit ten times")]
    Repeated,
    /// The last digit does not fit the first nine.
    #[error("the check digit of the national id does not fit")]
    Checksum,
}

impl NationalId {
    /// Reads a national id written in any kind of digits, with blanks or hyphens between them, padding lost leading zeros.
    pub fn parse(text: &str) -> Result<Self, NationalIdError> {
        let mut digits = Vec::with_capacity(10);
        for character in text.chars() {
            match digit_value(character) {
                Some(value) => digits.push(value),
                None if character.is_whitespace() || is_invisible(character) => {}
                None if matches!(character, '-' | '\u{200C}' | '\u{2010}'..='\u{2013}') => {}
                None => return Err(NationalIdError::NotDigits),
            }
        }
        if !(8..=10).contains(&digits.len()) {
            return Err(NationalIdError::Length);
        }
        while digits.len() < 10 {
            digits.insert(0, 0);
        }
        if digits.iter().all(|digit| *digit == digits[0]) {
            return Err(NationalIdError::Repeated);
        }
        if check_digit(&digits[..9]) != digits[9] {
            return Err(NationalIdError::Checksum);
        }
        Ok(Self(digits.iter().map(|digit| char::from(b'0' + digit)).collect()))
    }

    /// A well-formed number from nine digits and the checksum they demand. For generators of invented people; `None` unless
    /// there are nine values below ten that do not all repeat.
    pub fn with_check_digit(first_nine: &[u8]) -> Option<Self> {
        if first_nine.len() != 9 || first_nine.iter().any(|digit| *digit > 9) {
            return None;
        }
        let text: String =
            first_nine.iter().copied().chain([check_digit(first_nine)]).map(|digit| char::from(b'0' + digit)).collect();
        Self::parse(&text).ok()
    }

    /// The ten ASCII digits. Personal: seal, index or show it to those who may see it, nothing else.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for NationalId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("NationalId(..)")
    }
}

/// The tenth digit that belongs to nine: weights 10 down to 2, modulo 11; remainders below 2 stand for themselves.
fn check_digit(first_nine: &[u8]) -> u8 {
    let sum: u32 = first_nine.iter().zip((2..=10).rev()).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    let remainder = sum % 11;
    let digit = if remainder < 2 { remainder } else { 11 - remainder };
    u8::try_from(digit).unwrap_or(0)
}
