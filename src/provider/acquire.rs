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
    span::told,
    wanted::Wanted,
};
use crate::{
    fetch::{
        Fetched, Format,
        cache::{Entry, Slot},
        fetch, fetch_if_changed,
    },
    guard::freshness::{age, is_small_step_back},
    ip_ranges::snapshot,
    model::Moment,
};

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
    let mut notes = Vec::new();
    let kept = match slot.read().await {
        Ok(kept) => kept,
        Err(error) if error.is_refusal() => return Err(DocumentError::Cache(error)),
        Err(error) => {
            notes.push(Note::Cache(error));
            None
        }
    };
    // The digest says which document is meant, so nobody needs to be asked.
    if let Some(pinned) = kept.as_ref().filter(|kept| wanted.pinned.as_ref() == Some(&kept.sha256)) {
        return Ok(Document::kept(pinned, wanted, now)?);
    }
    let mut document = match served(wanted, kept.as_ref(), now).await {
        Ok((document, entry)) => {
            match slot.write(entry).await {
                Ok(()) => {}
                Err(error) if error.is_refusal() => return Err(DocumentError::Cache(error)),
                Err(error) => notes.push(Note::Cache(error)),
            }
            document
        }
        Err(refused) => refused.or_copy(kept.as_ref(), wanted, now)?,
    };
    // What cannot be read often cannot be written, for the same reason.
    notes.dedup();
    document.notes.append(&mut notes);
    Ok(document)
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
    let origin = || wanted.source.to_string();
    let last = kept.and_then(|kept| Moment::from_unix(kept.published)).filter(|_| wanted.pinned.is_none());
    let published = document.published();
    if let Some(last) = last.filter(|last| published < *last) {
        let document = is_small_step_back(published, last).then_some(document);
        return Err(Refused { refusal: Refusal::Older { origin: origin(), published, last }, document });
    }
    if let Some(doubt) = document.examined.doubt() {
        return Err(Refused { refusal: Refusal::Doubted { origin: origin(), doubt }, document: Some(document) });
    }
    Ok((document, entry))
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
    fn or_copy(self, kept: Option<&Entry>, wanted: &Wanted, now: Moment) -> Result<Document, DocumentError> {
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
fn copy(kept: Option<&Entry>, refused_digest: Option<&str>, wanted: &Wanted, now: Moment) -> Result<(Document, u64), String> {
    let Some(kept) = kept else { return Err("cache_dir holds no copy of it.".to_owned()) };
    let shown = |time: i64| Moment::from_unix(time).map_or_else(|| "an impossible date".to_owned(), |time| time.to_string());
    let not = |why: &str| {
        let (published, fetched) = (shown(kept.published), shown(kept.fetched));
        format!(
            "The copy of {published} in cache_dir, which the source served or confirmed at {fetched}, does not stand in: {why}."
        )
    };
    if refused_digest == Some(&kept.sha256) {
        return Err(not("it is the same document"));
    }
    let max_stale = wanted.max_stale.as_secs();
    let age = Moment::from_unix(kept.fetched).and_then(|fetched| age(fetched, now));
    let age = age.ok_or_else(|| not("by this machine's clock that is still to come"))?;
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
