//! The two forms in which AWS writes prefixes, `15.193.0.0/19` and
//! `2600:f0f2:7100::/40`, read in one walk over their bytes: a document has
//! seventeen thousand of them. Every other text, right or wrong, is left to the
//! parent, which would read these to the same prefixes.

use crate::model::{IpVersion, Prefix};

/// The prefix in `text`, if it stands in one of the two forms.
pub(super) fn read(text: &str) -> Option<Prefix> {
    read_ipv4(text.as_bytes()).or_else(|| read_ipv6(text.as_bytes()))
}

fn read_ipv4(text: &[u8]) -> Option<Prefix> {
    let (mut network, mut number, mut digits, mut numbers) = (0, 0, 0, 0);
    for byte in text {
        match byte {
            // No leading zeros.
            b'0'..=b'9' if digits == 0 || number > 0 => {
                number = number * 10 + u32::from(byte - b'0');
                digits += 1;
                if number > 255 {
                    return None;
                }
                continue;
            }
            b'.' if digits > 0 && numbers < 3 => {}
            b'/' if digits > 0 && numbers == 3 => {}
            _ => return None,
        }
        network = network << 8 | number;
        (number, digits, numbers) = (0, 0, numbers + 1);
    }
    if numbers == 4 && digits > 0 { canonical(IpVersion::V4, u128::from(network), number) } else { None }
}

/// Groups, `::` for the rest, and the length.
fn read_ipv6(text: &[u8]) -> Option<Prefix> {
    let (mut network, mut number, mut digits, mut free_bits) = (0, 0, 0, 128_u32);
    let mut bytes = text.iter();
    loop {
        match bytes.next()? {
            digit if digit.is_ascii_hexdigit() && digits < 4 => {
                number = number << 4 | u128::from(char::from(*digit).to_digit(16)?);
                digits += 1;
            }
            b':' if digits > 0 => {
                free_bits = free_bits.checked_sub(16)?;
                network |= number << free_bits;
                (number, digits) = (0, 0);
            }
            // At least one group is left for it to stand for.
            b':' if (16..128).contains(&free_bits) => break,
            _ => return None,
        }
    }
    let length = bytes.as_slice().strip_prefix(b"/").filter(|length| (1..=3).contains(&length.len()))?;
    let mut number = 0;
    for byte in length {
        number = match byte {
            b'0'..=b'9' if number > 0 || *byte > b'0' => number * 10 + u32::from(byte - b'0'),
            _ => return None,
        };
    }
    canonical(IpVersion::V6, network, number)
}

/// The prefix, unless it is longer than its family allows or has host bits.
fn canonical(version: IpVersion, network: u128, length: u32) -> Option<Prefix> {
    let length = u8::try_from(length).ok().filter(|length| *length <= version.bits())?;
    Some(Prefix::truncate(version, network, length)).filter(|prefix| prefix.first() == network)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::model::{IpVersion, Prefix};
    use proptest::prelude::*;

    #[test]
    fn reads_what_aws_writes() {
        for text in ["15.193.0.0/19", "0.0.0.0/0", "255.255.255.255/32", "10.0.0.0/8", "2600:f0f2:7100::/40", "2600::/12"] {
            assert_eq!(read(text).map(|prefix| prefix.to_string()).as_deref(), Some(text));
        }
        assert_eq!(read("2600:1F60:C200:0034::/64").unwrap().to_string(), "2600:1f60:c200:34::/64");
        assert_eq!(read("1:2:3:4:5:6:7::/112").unwrap().to_string(), "1:2:3:4:5:6:7:0/112");
    }

    #[test]
    fn leaves_every_other_text_alone() {
        for text in [
            "",
            "/",
            "10.0.0.0",
            "10.0.0.0/",
            "10.0.0/8",
            "10.0.0.0.0/8",
            "010.0.0.0/8",
            "10.00.0.0/8",
            "10.0.0.0/08",
            "10.0.0.0/33",
            "10.0.0.1/8",
            "256.0.0.0/8",
            "10..0.0/8",
            ".10.0.0/8",
            "10.0.0.0/8/8",
            "10.0.0.0/8 ",
            "+1.0.0.0/8",
            "99999999999.0.0.0/8",
            "::/0",
            "::1/128",
            "2600::1/128",
            "2600:/16",
            "2600::",
            "2600::/",
            "2600::/0",
            "2600::/08",
            "2600::/+8",
            "2600::/129",
            "2600::/9999999999",
            "2600:1::/16",
            "12345::/16",
            ":2600::/16",
            "1:2:3:4:5:6:7:8::/128",
            "1:2:3:4:5:6:7:8/128",
            "2600:::/16",
            "::ffff:1.2.3.4/128",
            "fe80::%1/64",
            "g::/16",
            "2600::0/16",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    /// Prefixes as AWS writes them, and texts one character off.
    fn texts() -> impl Strategy<Value = String> {
        let v4 = (any::<u32>(), 0..=32_u8).prop_map(|(number, len)| Prefix::truncate(IpVersion::V4, number.into(), len));
        let v6 = (any::<u128>(), 0..=128_u8).prop_map(|(number, len)| Prefix::truncate(IpVersion::V6, number, len));
        let edit = (any::<prop::sample::Index>(), prop::sample::select(b"0129af:./ %".to_vec()), 0..4);
        (prop_oneof![v4, v6], edit).prop_map(|(prefix, (place, byte, kind))| {
            let mut text = prefix.to_string().into_bytes();
            let place = place.index(text.len());
            match kind {
                0 => text[place] = byte,
                1 => text.insert(place, byte),
                2 => drop(text.remove(place)),
                _ => {}
            }
            String::from_utf8(text).unwrap()
        })
    }

    proptest! {
        #[test]
        fn what_is_read_is_what_the_parent_reads(text in texts()) {
            if let Some(prefix) = read(&text) {
                prop_assert_eq!(Ok(prefix), super::super::read_any_form(&text));
            }
        }
    }
}
