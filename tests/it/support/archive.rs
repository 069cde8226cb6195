//! A zip file with one stored entry, as a packed file-system mirror holds it.
//! In: name, mode, content → out: the bytes of the archive.
//! Format: PKWARE's APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.

use flate2::Crc;

/// Made by Unix, so that the mode is read from the upper half of the external attributes.
const MADE_BY_UNIX: u16 = 3 << 8 | 20;
/// 1 January 1980: the format's first day, the same in every run.
const DOS_DATE: u16 = 1 << 5 | 1;

/// A zip archive that holds `content` as `name` with the Unix permission bits `mode`.
pub fn zip_of(name: &str, mode: u32, content: &[u8]) -> Vec<u8> {
    let mut crc = Crc::new();
    crc.update(content);
    let size = u32::try_from(content.len()).expect("less than 4 GiB");
    let name_length = u16::try_from(name.len()).expect("a short name");

    // What the local header and the central directory have in common.
    let mut shared = Vec::new();
    shared.extend(20_u16.to_le_bytes()); // version needed
    shared.extend([0; 2]); // flags
    shared.extend([0; 2]); // method: stored
    shared.extend([0; 2]); // time: midnight
    shared.extend(DOS_DATE.to_le_bytes());
    shared.extend(crc.sum().to_le_bytes());
    shared.extend(size.to_le_bytes());
    shared.extend(size.to_le_bytes());
    shared.extend(name_length.to_le_bytes());
    shared.extend([0; 2]); // extra field

    let mut archive = Vec::with_capacity(content.len() + 256);
    archive.extend(b"PK\x03\x04");
    archive.extend(&shared);
    archive.extend(name.as_bytes());
    archive.extend(content);

    let directory_at = u32::try_from(archive.len()).expect("less than 4 GiB");
    archive.extend(b"PK\x01\x02");
    archive.extend(MADE_BY_UNIX.to_le_bytes());
    archive.extend(&shared);
    archive.extend([0; 6]); // comment, disk, internal attributes
    archive.extend(((0o100_000 | mode) << 16).to_le_bytes());
    archive.extend(0_u32.to_le_bytes()); // the local header stands at the start
    archive.extend(name.as_bytes());

    let directory_size = u32::try_from(archive.len()).expect("less than 4 GiB") - directory_at;
    archive.extend(b"PK\x05\x06");
    archive.extend([0; 4]); // disks
    archive.extend(1_u16.to_le_bytes());
    archive.extend(1_u16.to_le_bytes());
    archive.extend(directory_size.to_le_bytes());
    archive.extend(directory_at.to_le_bytes());
    archive.extend([0; 2]); // comment
    archive
}
