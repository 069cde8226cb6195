//! Bytes → a document that may be used: it is the one that was asked for, it
//! is AWS's in form, and its date can be.

use std::{sync::Arc, thread};

use super::{document_error::Refusal, note::Note, wanted::Wanted};
use crate::{
    fetch::{cache::Entry, sha256_hex},
    guard::{
        Examined,
        freshness::{age, is_of_the_future},
    },
    ip_ranges::{IpRanges, ParseError, parse, snapshot::Snapshot},
    model::Moment,
};

/// A parsed document with where it came from.
#[derive(Debug)]
pub struct Document {
    /// The ranges, and what the guards say of them.
    pub examined: Arc<Examined>,
    /// Hex SHA-256 of the document's bytes as AWS published them.
    pub sha256: String,
    /// The URL without credentials, or `bundled`.
    pub origin: String,
    /// What users should know of it.
    pub notes: Vec<Note>,
    /// Why no kept copy stands in, if one was looked for: said where the guards
    /// refuse what rules need.
    pub without_copy: Option<String>,
}

impl Document {
    /// The document in `bytes`, at `now`.
    pub fn served(bytes: &[u8], wanted: &Wanted, now: Moment) -> Result<Self, Refusal> {
        let (ranges, sha256) = parse_and_digest(bytes);
        Self::new(ranges, sha256, wanted, now)
    }

    /// The document in `entry`, whose digest was checked when it was read.
    pub fn kept(entry: &Entry, wanted: &Wanted, now: Moment) -> Result<Self, Refusal> {
        Self::new(parse(&entry.bytes), entry.sha256.clone(), wanted, now)
    }

    /// The snapshot, whose date is known to be right.
    pub fn bundled(snapshot: Snapshot, wanted: &Wanted) -> Result<Self, Refusal> {
        refuse_other_digest(&snapshot.sha256, wanted)?;
        Ok(Self::of(snapshot.ranges, snapshot.sha256, "bundled".to_owned(), wanted, Vec::new()))
    }

    fn new(ranges: Result<IpRanges, ParseError>, sha256: String, wanted: &Wanted, now: Moment) -> Result<Self, Refusal> {
        let origin = wanted.source.to_string();
        refuse_other_digest(&sha256, wanted)?;
        let ranges = ranges.map_err(|error| Refusal::Parse { origin: origin.clone(), error })?;
        let notes = date_notes(&ranges, wanted, now)?;
        Ok(Self::of(ranges, sha256, origin, wanted, notes))
    }

    fn of(ranges: IpRanges, sha256: String, origin: String, wanted: &Wanted, notes: Vec<Note>) -> Self {
        let is_accepted = wanted.accepted.as_deref() == Some(&*sha256);
        Self { examined: Arc::new(Examined::new(ranges, is_accepted)), sha256, origin, notes, without_copy: None }
    }

    /// When AWS made it.
    pub fn published(&self) -> Moment {
        published(self.examined.ranges())
    }

    /// Has the guards work beside what comes next, which takes as long as they
    /// do. A machine without a thread left makes them work when they are asked.
    pub fn examine_beside(&self) {
        let beside = Arc::clone(&self.examined);
        let _ = thread::Builder::new().spawn(move || {
            beside.defects();
        });
    }
}

/// A document's date is RFC 3339, or it was not parsed.
fn published(ranges: &IpRanges) -> Moment {
    Moment::parse(ranges.create_date()).unwrap_or(Moment::EPOCH)
}

fn refuse_other_digest(found: &str, wanted: &Wanted) -> Result<(), Refusal> {
    match &wanted.pinned {
        Some(pinned) if pinned != found => {
            Err(Refusal::Digest { origin: wanted.source.to_string(), found: found.to_owned(), expected: pinned.clone() })
        }
        _ => Ok(()),
    }
}

/// What is to be said of a document's date. Nothing of the date of one that was
/// asked for by its digest: whoever did so knows it.
fn date_notes(ranges: &IpRanges, wanted: &Wanted, now: Moment) -> Result<Vec<Note>, Refusal> {
    let published = published(ranges);
    let mut notes = Vec::new();
    if let Some(create_date) = ranges.disputed_date() {
        notes.push(Note::Dates { create_date: create_date.to_owned(), sync_token: ranges.sync_token().to_owned(), published });
    }
    if wanted.pinned.is_some() {
        return Ok(notes);
    }
    if is_of_the_future(published, now) {
        return Err(Refusal::Future { origin: wanted.source.to_string(), published });
    }
    let max_age = wanted.max_age.as_secs();
    if let Some(age) = age(published, now).filter(|age| *age > max_age) {
        notes.push(Note::Aged { published, age, max_age });
    }
    Ok(notes)
}

/// The digest takes a third of the time that parsing does, so it is made beside
/// it. Computes for milliseconds: data sources are read where that holds up
/// neither another call nor a stop.
fn parse_and_digest(bytes: &[u8]) -> (Result<IpRanges, ParseError>, String) {
    thread::scope(|scope| {
        let digest = thread::Builder::new().spawn_scoped(scope, || sha256_hex(bytes));
        let ranges = parse(bytes);
        // A machine may have no thread left: then it is made here.
        let digest = digest.ok().and_then(|digest| digest.join().ok()).unwrap_or_else(|| sha256_hex(bytes));
        (ranges, digest)
    })
}
