//! Who stands at the door: the browser that asks, before and after somebody signs in at it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::RngCore;
use sha2::{Digest, Sha256};
use std::net::{IpAddr, Ipv4Addr};

/// A secret of 256 random bits that is kept in a cookie or handed over once. Its `Debug` hides it; the database keeps its SHA-256.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    pub(crate) fn random() -> Self {
        let mut bytes = [0_u8; 32];
        rand::rng().fill_bytes(&mut bytes);
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// A token as it came back; `None` when it cannot be one of ours.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        (bytes.len() == 32).then(|| Self(text.to_owned()))
    }

    /// The text for the cookie or the link.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(..)")
    }
}

/// The browser that asks.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// As the connection has it.
    pub address: IpAddr,
    /// Family and machine, as [`browser_of`] reads them; none for a program.
    pub browser: Option<String>,
    /// What its device cookie says.
    pub device: Option<Token>,
}

impl Visitor {
    /// A program on this machine.
    pub fn here() -> Self {
        Self::at(IpAddr::V4(Ipv4Addr::LOCALHOST))
    }

    /// A program at an address.
    pub fn at(address: IpAddr) -> Self {
        Self { address, browser: None, device: None }
    }

    /// The network it asks from, cut to where it no longer names a household: /24 of IPv4, /48 of IPv6; none for this machine.
    pub fn network(&self) -> Option<String> {
        let address = self.address.to_canonical();
        match address {
            _ if address.is_loopback() => None,
            IpAddr::V4(address) => {
                let [a, b, c, _] = address.octets();
                Some(format!("{a}.{b}.{c}.0/24"))
            }
            IpAddr::V6(address) => {
                let [a, b, c, ..] = address.segments();
                Some(format!("{a:x}:{b:x}:{c:x}::/48"))
            }
        }
    }
}

/// The family of a browser and the kind of machine, as `Chrome, Android`, from what it calls itself: enough to tell one's own phone from one's
/// own desk, too little to follow anybody. None where it does not call itself a browser.
pub fn browser_of(user_agent: &str) -> Option<String> {
    if !user_agent.contains("Mozilla/") {
        return None;
    }
    let first = |names: &[(&str, &'static str)], other: &'static str| {
        names.iter().find(|(mark, _)| user_agent.contains(mark)).map_or(other, |(_, name)| name)
    };
    // Those that also call themselves by a later one's name come first.
    let family = first(
        &[
            ("Edg", "Edge"),
            ("OPR/", "Opera"),
            ("SamsungBrowser/", "Samsung Internet"),
            ("Firefox/", "Firefox"),
            ("FxiOS/", "Firefox"),
            ("Chrome/", "Chrome"),
            ("CriOS/", "Chrome"),
            ("Safari/", "Safari"),
        ],
        "Browser",
    );
    let machine = first(
        &[
            ("Android", "Android"),
            ("iPhone", "iPhone"),
            ("iPad", "iPad"),
            ("Windows", "Windows"),
            ("Mac OS X", "Mac"),
            ("Linux", "Linux"),
        ],
        "",
    );
    Some(if machine.is_empty() { family.to_owned() } else { format!("{family}, {machine}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_named_coarsely() {
        let of = |text: &str| browser_of(text);
        let android = "Mozilla/5.0 (Linux; Android 14; SM-A546E) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36";
        assert_eq!(of(android).as_deref(), Some("Chrome, Android"));
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
        assert_eq!(of(iphone).as_deref(), Some("Safari, iPhone"));
        let desk = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0";
        assert_eq!(of(desk).as_deref(), Some("Firefox, Windows"));
        assert_eq!(of("curl/8.5.0"), None);
        assert_eq!(of(""), None);
    }

    #[test]
    fn a_network_names_no_household() {
        let of = |text: &str| Visitor::at(text.parse().unwrap()).network();
        assert_eq!(of("203.0.113.77").as_deref(), Some("203.0.113.0/24"));
        assert_eq!(of("2001:db8:1:2:3:4:5:6").as_deref(), Some("2001:db8:1::/48"));
        assert_eq!(of("::ffff:203.0.113.77").as_deref(), Some("203.0.113.0/24"));
        assert_eq!(of("127.0.0.1"), None);
    }

    #[test]
    fn a_token_never_shows_itself() {
        let token = Token::random();
        assert_eq!(format!("{token:?}"), "Token(..)");
        assert_eq!(Token::parse(token.as_str()), Some(token));
        assert_eq!(Token::parse("short"), None);
    }
}
