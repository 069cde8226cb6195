//! Values of any length whose parts are short, repeated, long or unknown.

/// A value of about so many bytes.
pub type Shape = fn(usize) -> Vec<u8>;

/// In MessagePack.
pub const MESSAGEPACK: [(&str, Shape); 23] = [
    ("nulls", |n| list(b"\xc0", n)),
    ("booleans", |n| list(b"\xc3", n)),
    ("small integers", |n| list(b"\x07", n)),
    ("large integers", |n| list(b"\xcf\xff\xff\xff\xff\xff\xff\xff\xff", n)),
    ("floats", |n| list(b"\xca\x3f\xc0\x00\x00", n)),
    ("integers in text", |n| list(b"\xa59e999", n)),
    ("empty strings", |n| list(b"\xa0", n)),
    ("one-byte strings", |n| list(b"\xa1a", n)),
    ("empty byte strings", |n| list(b"\xc4\x00", n)),
    ("empty lists", |n| list(b"\x90", n)),
    ("empty maps", |n| list(b"\x80", n)),
    ("lists of one", |n| list(b"\x91\xc0", n)),
    ("maps of one", |n| list(b"\x81\xa0\xc0", n)),
    ("deep lists", |n| list(&[[0x91; 25].as_slice(), b"\xc0"].concat(), n)),
    ("deep maps", |n| list(&[b"\x81\xa0".repeat(25).as_slice(), b"\xc0"].concat(), n)),
    ("unknowns", |n| list(b"\xd4\x00\x00", n)),
    ("empty extensions", |n| list(b"\xc7\x00\x00", n)),
    ("many keys", |n| map(b"\xc0", n)),
    ("many unknown keys", |n| map(b"\xd4\x00\x00", n)),
    ("one key many times", |n| counted(0xdf, n / 3, &b"\xa1a\xc0".repeat(n / 3))),
    ("one long string", |n| counted(0xdb, n, &b"x".repeat(n))),
    ("one long number in text", |n| counted(0xdb, n, &b"9".repeat(n))),
    ("one long extension", |n| counted(0xc9, n, &vec![0; n + 1])),
];

/// Deeper than any value is read.
pub const DEEP: [(&str, Shape); 3] = [
    ("a bomb of lists", |n| vec![0x91; n]),
    ("a bomb of maps", |n| b"\x81\xa1a".repeat(n / 3)),
    ("a bomb of lengths", |n| b"\xdd\xff\xff\xff\xff".repeat(n / 5)),
];

/// In JSON.
pub const JSON: [(&str, Shape); 9] = [
    ("JSON nulls", |n| json("null", n)),
    ("JSON digits", |n| json("7", n)),
    ("JSON floats", |n| json("1e9", n)),
    ("JSON empty strings", |n| json("\"\"", n)),
    ("JSON empty lists", |n| json("[]", n)),
    ("JSON empty objects", |n| json("{}", n)),
    ("JSON lists of one", |n| json("[0]", n)),
    ("JSON objects of one", |n| json("{\"\":0}", n)),
    ("a bomb of JSON", |n| b"[".repeat(n)),
];

fn counted(marker: u8, count: usize, content: &[u8]) -> Vec<u8> {
    [&[marker], &u32::try_from(count).unwrap().to_be_bytes()[..], content].concat()
}

fn list(element: &[u8], n: usize) -> Vec<u8> {
    let count = n / element.len();
    counted(0xdd, count, &element.repeat(count))
}

/// A map of keys that are all different.
fn map(value: &[u8], n: usize) -> Vec<u8> {
    let count = n / (5 + value.len());
    let entry = |key: usize| {
        [b"\xa4", &u32::try_from(key + 0x0101_0101).unwrap().to_be_bytes().map(|byte| byte & 0x7f)[..], value].concat()
    };
    counted(0xdf, count, &(0..count).flat_map(entry).collect::<Vec<u8>>())
}

fn json(element: &str, n: usize) -> Vec<u8> {
    format!("[{}]", vec![element; n / (element.len() + 1)].join(",")).into_bytes()
}
