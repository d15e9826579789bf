//! Addresses as people type them.

use hamyar_identity::Channel;
use lettre::Address;

/// Longest address that SMTP carries (RFC 5321).
const EMAIL_MAX: usize = 254;

/// An address in the one form in which it is kept; none where it cannot be one. Telephones become `+98912…`: a mobile number of Iran may
/// be typed with or without its country, in digits of any kind; another country's begins with `+` or `00`.
pub fn check_address(channel: Channel, typed: &str) -> Option<String> {
    match channel {
        Channel::Email => {
            let text = typed.trim();
            let address: Address = text.parse().ok()?;
            (text.len() <= EMAIL_MAX && text.is_ascii() && address.domain().contains('.')).then(|| address.to_string())
        }
        Channel::Sms => {
            let text = hamyar_persian::digits::to_ascii(typed);
            let mut kept = String::new();
            for (at, sign) in text.trim().chars().enumerate() {
                match sign {
                    '0'..='9' => kept.push(sign),
                    '+' if at == 0 => kept.push(sign),
                    ' ' | '-' | '(' | ')' | '\u{200c}' | '\u{200e}' | '\u{200f}' => {}
                    _ => return None,
                }
            }
            let national = match kept.as_str() {
                number if number.starts_with("+98") => number[3..].trim_start_matches('0').to_owned(),
                number if number.starts_with("0098") => number[4..].trim_start_matches('0').to_owned(),
                number if number.starts_with('+') => return elsewhere(&number[1..]),
                number if number.starts_with("00") => return elsewhere(&number[2..]),
                number => number.strip_prefix('0').unwrap_or(number).to_owned(),
            };
            (national.len() == 10 && national.starts_with('9')).then(|| format!("+98{national}"))
        }
    }
}

fn elsewhere(digits: &str) -> Option<String> {
    ((8..=15).contains(&digits.len()) && !digits.starts_with('0')).then(|| format!("+{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_addresses_have_a_name_and_a_host() {
        for (typed, kept) in [
            (" hamyar@example.ir ", Some("hamyar@example.ir")),
            ("a.b+c@mail.example.org", Some("a.b+c@mail.example.org")),
            ("hamyar", None),
            ("hamyar@", None),
            ("hamyar@localhost", None),
            ("a b@example.ir", None),
            ("a@example.ir\r\nBcc: b@example.ir", None),
            ("همیار@example.ir", None),
            ("", None),
        ] {
            assert_eq!(check_address(Channel::Email, typed).as_deref(), kept, "{typed:?}");
        }
        assert_eq!(check_address(Channel::Email, &format!("{}@example.ir", "a".repeat(260))), None);
    }

    #[test]
    fn telephones_are_kept_with_their_country() {
        for (typed, kept) in [
            ("۰۹۱۲ ۳۴۵ ۶۷۸۹", Some("+989123456789")),
            ("09123456789", Some("+989123456789")),
            ("9123456789", Some("+989123456789")),
            ("+98 912 345 6789", Some("+989123456789")),
            ("0098-912-345-6789", Some("+989123456789")),
            ("+9809123456789", Some("+989123456789")),
            ("+49 151 23456789", Some("+4915123456789")),
            // A line at home takes no text message.
            ("02112345678", None),
            ("0912345678", None),
            ("0912-CALL-ME", None),
            ("", None),
        ] {
            assert_eq!(check_address(Channel::Sms, typed).as_deref(), kept, "{typed:?}");
        }
    }
}
