//! Prefixes as text: `15.193.0.0/19`, `2600:f0f2:7100::/40`.
//!
//! Reading is strict, because firewalls disagree on everything else: a length
//! is required, host bits, leading zeros in IPv4 numbers and lengths, zones and
//! spaces are refused. IPv6 may be written in every form of RFC 4291, section
//! 2.2. Writing is canonical: dotted decimal, or RFC 5952 in lower case.
//!
//! An IPv4-mapped address such as `::ffff:192.0.2.1/128` is IPv6, as its text
//! is, and is written with its IPv4 part in dotted decimal (RFC 5952, section
//! 5). It is never turned into the IPv4 prefix: that would allow other packets.

mod plain;

use std::{
    fmt,
    net::{AddrParseError, IpAddr, Ipv4Addr},
    str::FromStr,
};

use super::{IpVersion, Prefix, PrefixError, cut};

impl fmt::Display for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.network(), self.len())
    }
}

impl FromStr for Prefix {
    type Err = PrefixError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        plain::read(text).map_or_else(|| read_any_form(text), Ok)
    }
}

fn read_any_form(text: &str) -> Result<Prefix, PrefixError> {
    let (address, length) = text.split_once('/').ok_or_else(|| no_length(text))?;
    let address = parse_address(address).map_err(|_| no_address(text))?;
    let max = if address.is_ipv4() { IpVersion::V4 } else { IpVersion::V6 }.bits();
    match parse_length(length) {
        Some(len) if len <= u32::from(max) => Prefix::new(address, len as u8),
        Some(_) => Err(PrefixError::Length { found: shown(text), max }),
        None => Err(no_number(text)),
    }
}

/// Reads IPv4 first: most texts are, and only IPv6 has a colon.
fn parse_address(text: &str) -> Result<IpAddr, AddrParseError> {
    match text.parse::<Ipv4Addr>() {
        Ok(address) => Ok(address.into()),
        Err(error) if !text.contains(':') => Err(error),
        Err(_) => text.parse().map(IpAddr::V6),
    }
}

/// Decimal digits without leading zeros; a number too great for 32 bits is
/// `u32::MAX`, which is as much too great for a prefix.
fn parse_length(text: &str) -> Option<u32> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    plain.then(|| text.parse().unwrap_or(u32::MAX))
}

/// What is wrong with a text that has no slash.
fn no_length(text: &str) -> PrefixError {
    match parse_address(text) {
        Ok(address) => {
            let bits = if address.is_ipv4() { 32 } else { 128 };
            PrefixError::MissingLength { found: shown(text), expected: format!("{address}/{bits}") }
        }
        Err(_) => PrefixError::Syntax { found: shown(text) },
    }
}

/// What is wrong with a text whose part before the slash is no address.
fn no_address(text: &str) -> PrefixError {
    if text.contains(':') && text.contains('%') { PrefixError::Zone { found: shown(text) } } else { no_number(text) }
}

/// What is wrong with a text that has a number which is none.
fn no_number(text: &str) -> PrefixError {
    match text.split_once('/').and_then(|(address, length)| read_as_decimal(address, length)) {
        Some(expected) => PrefixError::LeadingZeros { found: shown(text), expected: expected.to_string() },
        None => PrefixError::Syntax { found: shown(text) },
    }
}

/// The prefix that is left when leading zeros are dropped; only called for
/// texts that are no prefix as they stand.
fn read_as_decimal(address: &str, length: &str) -> Option<Prefix> {
    let number = |digits: &str| match digits.trim_start_matches('0') {
        "" if !digits.is_empty() => "0".to_owned(),
        significant => significant.to_owned(),
    };
    let address = match address.contains(':') {
        true => address.to_owned(),
        false => address.split('.').map(number).collect::<Vec<_>>().join("."),
    };
    let len = parse_length(&number(length)).and_then(|len| u8::try_from(len).ok())?;
    Prefix::new(parse_address(&address).ok()?, len).ok()
}

/// The text for a message. No prefix has more than 49 characters; a document
/// may put megabytes in its place.
fn shown(text: &str) -> String {
    cut(text, 64)
}

#[cfg(test)]
mod tests {
    use super::{Prefix, PrefixError};

    #[track_caller]
    fn assert_canonical(text: &str, canonical: &str) {
        assert_eq!(text.parse::<Prefix>().unwrap().to_string(), canonical);
    }

    #[track_caller]
    fn assert_refused(text: &str, message: &str) {
        assert_eq!(text.parse::<Prefix>().unwrap_err().to_string(), message);
    }

    #[test]
    fn ends_of_both_families_are_prefixes() {
        for text in ["0.0.0.0/0", "0.0.0.0/32", "255.255.255.254/31", "255.255.255.255/32", "::/0", "::/128", "::1/128"] {
            assert_canonical(text, text);
        }
        assert_canonical("ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127");
    }

    #[test]
    fn ipv6_is_written_as_in_rfc_5952() {
        assert_canonical("2600:F0F2:7100:0000:0000:0000:0000:0000/40", "2600:f0f2:7100::/40");
        // One group of zeros is not shortened; of equal runs the first one is.
        assert_canonical("2600:0:1:1:1:1:1:1/128", "2600:0:1:1:1:1:1:1/128");
        assert_canonical("2600:0:0:1:0:0:1:1/128", "2600::1:0:0:1:1/128");
        assert_canonical("2600:0:0:1:0:0:0:1/128", "2600:0:0:1::1/128");
    }

    #[test]
    fn ipv4_mapped_prefixes_stay_ipv6() {
        assert_canonical("::ffff:1.2.3.4/128", "::ffff:1.2.3.4/128");
        assert_canonical("::FFFF:102:304/128", "::ffff:1.2.3.4/128");
        assert_canonical("::ffff:0:0/96", "::ffff:0.0.0.0/96");
        assert_ne!("::ffff:1.2.3.4/128".parse::<Prefix>(), "1.2.3.4/32".parse());
    }

    #[test]
    fn a_missing_length_is_named_with_the_prefix_of_the_address() {
        assert_refused("15.193.0.1", r#""15.193.0.1" has no prefix length: expected "15.193.0.1/32" for this one address"#);
        assert_refused("2600:0::1", r#""2600:0::1" has no prefix length: expected "2600::1/128" for this one address"#);
    }

    #[test]
    fn leading_zeros_are_named_with_their_decimal_reading() {
        let because = "has a number with leading zeros, which some programs read as octal: expected";
        assert_refused("010.1.0.0/16", &format!(r#""010.1.0.0/16" {because} "10.1.0.0/16""#));
        assert_refused("10.00.0.0/8", &format!(r#""10.00.0.0/8" {because} "10.0.0.0/8""#));
        assert_refused("10.0.0.0/08", &format!(r#""10.0.0.0/08" {because} "10.0.0.0/8""#));
        assert_refused("0.0.0.0/00", &format!(r#""0.0.0.0/00" {because} "0.0.0.0/0""#));
        assert_refused("2600::/012", &format!(r#""2600::/012" {because} "2600::/12""#));
    }

    #[test]
    fn zones_are_named() {
        assert_refused(
            "fe80::%eth0/64",
            r#""fe80::%eth0/64" names a zone: expected the prefix without the part from "%" to "/""#,
        );
    }

    #[test]
    fn lengths_beyond_the_family_are_named() {
        let because = "has a prefix length that is too great: expected a length from 0 to";
        assert_refused("10.0.0.0/33", &format!(r#""10.0.0.0/33" {because} 32"#));
        assert_refused("2600::/129", &format!(r#""2600::/129" {because} 128"#));
        assert_refused("10.0.0.0/99999999999999999999", &format!(r#""10.0.0.0/99999999999999999999" {because} 32"#));
    }

    #[test]
    fn host_bits_are_named_with_the_prefix_that_holds_them() {
        assert_refused("15.193.0.1/19", r#""15.193.0.1/19" has host bits set: expected "15.193.0.0/19""#);
        assert_refused("::1/0", r#""::1/0" has host bits set: expected "::/0""#);
    }

    #[test]
    fn everything_else_is_no_prefix() {
        for text in [
            "",
            "/",
            "/8",
            "10.0.0.0/",
            "10.0.0.0/+8",
            "10.0.0.0/-1",
            "10.0.0.0/8/8",
            " 10.0.0.0/8",
            "10.0.0.0/8\n",
            "10.0.0/8",
            "10/8",
            "0x0a.0.0.0/8",
            "10.0.0.0.0/8",
            "256.0.0.0/8",
            "10.0.0.0/255.0.0.0",
            "1:2:3:4:5:6:7:8:9/128",
            "::1::/128",
            "[::]/0",
            "12345::/16",
            "١.0.0.0/8",
            "any",
        ] {
            assert_eq!(text.parse::<Prefix>(), Err(PrefixError::Syntax { found: text.to_owned() }));
        }
    }

    #[test]
    fn a_message_holds_no_more_than_the_start_of_a_long_text() {
        let error = "é".repeat(1_000_000).parse::<Prefix>().unwrap_err();
        assert_eq!(error, PrefixError::Syntax { found: "é".repeat(64) + "…" });
    }
}
