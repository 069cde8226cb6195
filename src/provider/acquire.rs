//! The source, the cache and the clock → the one document of a walk.
//!
//! The source's document is used, and kept if nothing speaks against it. Where
//! something does, or where the source is out of reach, the last good copy is
//! used if it was fetched recently enough; else what the source serves, as far
//! as it can be used, or nothing.

use super::{
    document::Document,
    document_error::{DocumentError, Refusal},
    note::Note,
    span::{aged, told},
    wanted::Wanted,
};
use crate::{
    fetch::{
        Fetched, Format,
        cache::{CacheError, CacheFault, Entry, Slot},
        fetch, fetch_if_changed,
    },
    guard::freshness::{CLOCK_TOLERANCE, age, is_of_the_future, is_small_step_back},
    ip_ranges::snapshot,
    model::Moment,
};

/// For how many seconds a confirmation need not be written again.
const RECENT: i64 = 60;

/// The document that `wanted` asks for, at `now`.
///
/// # Errors
/// Why there is none; what the cache held, if there is one.
pub async fn acquire(wanted: &Wanted, now: Moment) -> Result<Document, DocumentError> {
    match wanted.slot() {
        Some(slot) => with_cache(wanted, &slot, now).await,
        None => without_cache(wanted, now).await,
    }
}

async fn without_cache(wanted: &Wanted, now: Moment) -> Result<Document, DocumentError> {
    let fetched = fetch(&wanted.source, &wanted.access).await.map_err(Refusal::Fetch)?;
    let document = match fetched.format {
        Format::Json => Document::served(&fetched.bytes, wanted, now)?,
        Format::Snapshot => Document::bundled(snapshot::decode(&String::from_utf8_lossy(&fetched.bytes))?, wanted)?,
    };
    document.examine_beside();
    Ok(document)
}

async fn with_cache(wanted: &Wanted, slot: &Slot, now: Moment) -> Result<Document, DocumentError> {
    let kept = match slot.read().await {
        Ok(Some(kept)) => usable(kept, wanted, now),
        Ok(None) => Err(Missing::Nothing),
        Err(error) if error.is_refusal() => return Err(DocumentError::Cache(error)),
        Err(error) => Err(Missing::Unusable(error)),
    };
    // The digest says which document is meant, so nobody needs to be asked.
    if let (Some(_), Ok(pinned)) = (&wanted.pinned, &kept) {
        return Ok(Document::kept(pinned, wanted, now)?);
    }
    let (mut document, entry) = match served(wanted, kept.as_ref().ok(), now).await {
        Ok(served) => served,
        // What is wrong with the cache is said with it.
        Err(refused) => return refused.or_copy(kept.as_ref(), wanted, now),
    };
    let written = match &kept {
        Ok(kept) if is_as_good(kept, &entry) => Ok(None),
        // Nobody waits for a disk twice.
        Err(Missing::Unusable(CacheError { kind: CacheFault::Slow { .. }, .. })) => Ok(None),
        _ => slot.write(entry, now.unix() + CLOCK_TOLERANCE).await,
    };
    let mut notes: Vec<Note> = kept.err().and_then(Missing::note).into_iter().collect();
    match written {
        Ok(None) => {}
        Ok(Some(newer)) => return older(document, &newer, wanted, now).or_copy(Ok(&newer), wanted, now),
        Err(error) if error.is_refusal() => return Err(DocumentError::Cache(error)),
        Err(error) => notes.push(Note::Cache(error)),
    }
    // What cannot be read often cannot be written, for the same reason.
    notes.dedup();
    document.notes.append(&mut notes);
    Ok(document)
}

/// Why the cache holds no copy.
#[derive(Debug, thiserror::Error)]
enum Missing {
    #[error("cache_dir holds no copy of it.")]
    Nothing,
    #[error("cache_dir holds no copy of it that can be used: {0}.")]
    Unusable(CacheError),
    /// It was written under a clock that was ahead, or this one is behind.
    #[error("The copy of {0} in cache_dir does not stand in: by this machine's clock that is still to come; check the clock.")]
    Future(Moment),
}

impl Missing {
    /// What is to be said of it where no copy is needed.
    fn note(self) -> Option<Note> {
        match self {
            Self::Unusable(error) => Some(Note::Cache(error)),
            // The document takes its place.
            Self::Nothing | Self::Future(_) => None,
        }
    }
}

/// A copy of the future tells nothing of what the source serves today. Whoever
/// names a document by its digest knows its date.
fn usable(kept: Entry, wanted: &Wanted, now: Moment) -> Result<Entry, Missing> {
    match Moment::from_unix(kept.published) {
        Some(published) if wanted.pinned.is_none() && is_of_the_future(published, now) => Err(Missing::Future(published)),
        _ => Ok(kept),
    }
}

/// Whether `entry` says nothing new: the same document, confirmed a moment ago.
/// Many plans at once would write megabytes only to say so.
fn is_as_good(kept: &Entry, entry: &Entry) -> bool {
    let is_same = kept.sha256 == entry.sha256 && kept.validator == entry.validator;
    is_same && (0..RECENT).contains(&entry.fetched.saturating_sub(kept.fetched))
}

/// Why the source's document is not simply used.
struct Refused {
    refusal: Refusal,
    /// The document, if it may be used where there is no copy.
    document: Option<Document>,
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self { refusal, document: None }
    }
}

/// What the source serves, with what is to be kept of it.
async fn served(wanted: &Wanted, kept: Option<&Entry>, now: Moment) -> Result<(Document, Entry), Refused> {
    let (document, entry) = match kept {
        Some(kept) => {
            let fetched = fetch_if_changed(&wanted.source, &wanted.access, kept.validator.as_ref()).await;
            match fetched.map_err(Refusal::Fetch)? {
                Some(fetched) => new(fetched, wanted, now)?,
                None => (Document::kept(kept, wanted, now)?, Entry { fetched: now.unix(), ..kept.clone() }),
            }
        }
        None => new(fetch(&wanted.source, &wanted.access).await.map_err(Refusal::Fetch)?, wanted, now)?,
    };
    if let Some(kept) = kept.filter(|kept| entry.published < kept.published) {
        return Err(older(document, kept, wanted, now));
    }
    if let Some(doubt) = document.examined.doubt() {
        return Err(Refused { refusal: Refusal::Doubted { origin: wanted.source.to_string(), doubt }, document: Some(document) });
    }
    Ok((document, entry))
}

/// A document that is older than the one that is kept.
fn older(document: Document, kept: &Entry, wanted: &Wanted, now: Moment) -> Refused {
    let published = document.published();
    let last = Moment::from_unix(kept.published).unwrap_or(now);
    let document = is_small_step_back(published, last).then_some(document);
    Refused { refusal: Refusal::Older { origin: wanted.source.to_string(), published, last }, document }
}

fn new(fetched: Fetched, wanted: &Wanted, now: Moment) -> Result<(Document, Entry), Refusal> {
    let document = Document::served(&fetched.bytes, wanted, now)?;
    let entry = Entry {
        fetched: now.unix(),
        published: document.published().unix(),
        validator: fetched.validator,
        sha256: document.sha256.clone(),
        bytes: fetched.bytes.into_owned(),
    };
    Ok((document, entry))
}

impl Refused {
    /// The kept copy, else the document itself, each with a note.
    fn or_copy(self, kept: Result<&Entry, &Missing>, wanted: &Wanted, now: Moment) -> Result<Document, DocumentError> {
        let Self { refusal, document } = self;
        let refused_digest = document.as_ref().map(|document| document.sha256.as_str());
        match (copy(kept, refused_digest, wanted, now), document) {
            (Ok((mut copy, age)), _) => {
                let (published, max_stale) = (copy.published(), wanted.max_stale.as_secs());
                copy.notes.insert(0, Note::CopyUsed { refusal, published, age, max_stale });
                Ok(copy)
            }
            (Err(without_copy), Some(mut document)) => {
                document.notes.insert(0, Note::NotKept { refusal, without_copy: without_copy.clone() });
                document.without_copy = Some(without_copy);
                Ok(document)
            }
            (Err(without_copy), None) => {
                Err(DocumentError::Refused { refusal: Box::new(refusal), without_copy: Some(without_copy) })
            }
        }
    }
}

/// The kept copy and its age in seconds, if it may stand in; else why not.
fn copy(
    kept: Result<&Entry, &Missing>,
    refused_digest: Option<&str>,
    wanted: &Wanted,
    now: Moment,
) -> Result<(Document, u64), String> {
    let kept = kept.map_err(Missing::to_string)?;
    let age = Moment::from_unix(kept.fetched).and_then(|fetched| age(fetched, now));
    let not = |why: &str| {
        let published =
            Moment::from_unix(kept.published).map_or_else(|| "an impossible date".to_owned(), |time| time.to_string());
        let confirmed = age.map_or_else(|| "at a time to come".to_owned(), |age| format!("{} ago", aged(age)));
        format!(
            "The copy of {published} in cache_dir, which the source served or confirmed {confirmed}, does not stand in: {why}."
        )
    };
    if refused_digest == Some(&kept.sha256) {
        return Err(not("it is the same document"));
    }
    let max_stale = wanted.max_stale.as_secs();
    let age = age.ok_or_else(|| not("this machine's clock does not tell how old it is; check the clock"))?;
    if age > max_stale || max_stale == 0 {
        return Err(not(&format!("max_stale allows {}", told(max_stale))));
    }
    let copy = Document::kept(kept, wanted, now).map_err(|refusal| not(&refusal.to_string()))?;
    match copy.examined.doubt() {
        Some(doubt) => Err(not(&format!("it is not believable: {doubt}"))),
        None => Ok((copy, age)),
    }
}

#[cfg(test)]
mod tests;
