//! Amounts, counts and percentages: read from what agencies write, written as Persian readers expect.

use crate::digits::{digit_value, to_persian};
use crate::text::is_invisible;

/// Reads a whole number with any kind of digits and any thousands separator («٧٬٤٠٠٬٠٠٠», "2,700,000", «۲۷۰۰۰۰۰»). A leading
/// minus is accepted. `None` when anything else is in the text, when it has no digit, or when it does not fit.
pub fn parse_amount(text: &str) -> Option<i64> {
    let mut value: i64 = 0;
    let mut negative = false;
    let mut digits = 0u32;
    for character in text.trim().chars() {
        if let Some(digit) = digit_value(character) {
            value = value.checked_mul(10)?.checked_add(i64::from(digit))?;
            digits += 1;
        } else if digits == 0 && matches!(character, '-' | '\u{2212}') && !negative {
            negative = true;
        } else if is_thousands_separator(character) {
            // A separator stands between digits, never before the first one.
            if digits == 0 {
                return None;
            }
        } else if !is_invisible(character) {
            return None;
        }
    }
    (digits > 0).then_some(if negative { -value } else { value })
}

/// `٬` Arabic thousands separator, commas of both scripts, apostrophes and blanks. The full stop and the Arabic decimal mark
/// are not among them: a fraction must not silently become a number a thousand times as large.
fn is_thousands_separator(character: char) -> bool {
    matches!(character, '\u{066C}' | ',' | '،' | '\'' | '’' | '_') || character.is_whitespace()
}

/// A whole number in Persian digits, in groups of three: `7400000` → «۷٬۴۰۰٬۰۰۰».
pub fn persian_number(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut grouped = String::with_capacity(digits.len() * 2);
    if value < 0 {
        grouped.push('\u{2212}');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('\u{066C}');
        }
        grouped.push(digit);
    }
    to_persian(&grouped)
}

/// A percentage in tenths of a percent: `127` → «۱۲٫۷٪», whole percentages without a fraction. The text is wrapped in a
/// left-to-right isolate, so that no bidirectional line can reverse it into 7.12 (S120).
pub fn persian_percent(tenths: i64) -> String {
    let sign = if tenths < 0 { "\u{2212}" } else { "" };
    let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    let number = if rest == 0 { whole.to_string() } else { format!("{whole}\u{066B}{rest}") };
    format!("\u{2066}{sign}{}\u{066A}\u{2069}", to_persian(&number))
}
