//! The flow on a clock of the test's own, from a server on this machine.

mod bench;
mod cache;

use super::*;
use crate::fetch::{Source, sha256_hex};
use bench::{Bench, HOUR, after_noon, doubtful, good, noon};
use std::time::Duration;

#[tokio::test]
async fn an_unchanged_document_is_asked_for_once_and_confirmed_each_time() {
    let bench = Bench::serving(good(noon()));
    let first = bench.read(noon()).await.unwrap();
    assert_eq!((first.notes.len(), bench.entry().await.unwrap().fetched), (0, noon().unix()));
    let second = bench.read(after_noon(HOUR)).await.unwrap();
    assert_eq!((second.notes.len(), &second.sha256), (0, &first.sha256));
    assert_eq!(bench.entry().await.unwrap().fetched, after_noon(HOUR).unix(), "a 304 renews it");
    let tag = format!("\"{}\"", &first.sha256[..8]);
    assert_eq!(bench.requests(), [String::new(), tag]);
    // A newer one takes its place.
    bench.serve(good(after_noon(HOUR)));
    let third = bench.read(after_noon(HOUR)).await.unwrap();
    assert_eq!(bench.entry().await.unwrap().sha256, third.sha256);
    assert_ne!(third.sha256, first.sha256);
}

#[tokio::test]
async fn a_copy_stands_in_for_a_dead_source_as_long_as_it_may() {
    let bench = Bench::serving(good(noon()));
    bench.fail();
    insta::assert_snapshot!("dead_source_empty_cache", bench.error(bench.read(noon()).await));
    bench.serve(good(noon()));
    bench.read(noon()).await.unwrap();
    bench.fail();
    let copy = bench.read(after_noon(24 * HOUR)).await.unwrap();
    insta::assert_snapshot!("dead_source_copy_used", bench.notes(&copy));
    insta::assert_snapshot!("dead_source_copy_too_old", bench.error(bench.read(after_noon(24 * HOUR + 1)).await));
    // Standing in is no confirmation.
    assert_eq!(bench.entry().await.unwrap().fetched, noon().unix());
    // By a clock that was put back, nobody knows how old it is.
    insta::assert_snapshot!("dead_source_copy_of_the_future", bench.error(bench.read(after_noon(-601)).await));
    assert!(bench.read(after_noon(-600)).await.is_ok());
    // Nor where it was confirmed under a clock that was ahead.
    bench.serve(good(noon()));
    bench.read(after_noon(24 * HOUR)).await.unwrap();
    bench.fail();
    let error = bench.error(bench.read(noon()).await);
    assert!(error.contains("confirmed at a time to come, does not stand in: this machine's clock does not tell"), "{error}");
}

#[tokio::test]
async fn without_max_stale_no_copy_stands_in() {
    let mut bench = Bench::serving(good(noon()));
    bench.wanted.max_stale = Duration::ZERO;
    bench.read(noon()).await.unwrap();
    bench.fail();
    insta::assert_snapshot!("no_max_stale", bench.error(bench.read(noon()).await));
}

#[tokio::test]
async fn a_copy_stands_in_for_what_is_refused() {
    let bench = Bench::serving(good(noon()));
    bench.read(noon()).await.unwrap();
    let bad = [
        ("html", b"<html>sign in</html>".to_vec()),
        ("truncated", good(noon())[..100].to_vec()),
        ("future", good(after_noon(601))),
        ("doubtful", doubtful(noon())),
    ];
    let mut told = Vec::new();
    for (name, document) in bad {
        bench.serve(document);
        let copy = bench.read(noon()).await.unwrap();
        assert_eq!(copy.examined.ranges().rows("ROUTE53").len(), 1, "{name}");
        told.push(format!("{name}: {}", bench.notes(&copy)));
        assert_eq!(bench.entry().await.unwrap().sha256, copy.sha256, "{name} is not kept");
    }
    insta::assert_snapshot!("refused_copy_used", told.join("\n\n"));
}

#[tokio::test]
async fn without_a_copy_a_doubtful_document_is_used_as_far_as_it_can_be_and_not_kept() {
    let mut bench = Bench::serving(doubtful(noon()));
    let document = bench.read(noon()).await.unwrap();
    assert_eq!(document.examined.ranges().rows("EC2").len(), 1);
    assert!(!document.examined.defects().is_empty());
    insta::assert_snapshot!("doubtful_without_copy", bench.notes(&document));
    assert_eq!(document.without_copy.as_deref(), Some("cache_dir holds no copy of it."));
    assert_eq!(bench.entry().await, None);
    // Who accepts it by its digest has it kept.
    bench.wanted.accepted = Some(document.sha256.clone());
    let document = bench.read(noon()).await.unwrap();
    assert_eq!((document.notes.len(), bench.entry().await.unwrap().sha256), (0, document.sha256));
}

#[tokio::test]
async fn an_older_document_never_takes_a_newer_ones_place() {
    let mut bench = Bench::serving(good(noon()));
    bench.read(noon()).await.unwrap();
    let newer = bench.entry().await.unwrap();
    let week = 7 * 24 * HOUR;
    let mut told = Vec::new();
    for (name, step, max_stale) in
        [("the copy", -week - 1, 24), ("a week", -week, 0), ("a second", -1, 0), ("beyond a week", -week - 1, 0)]
    {
        bench.wanted.max_stale = Duration::from_secs(max_stale * 3600);
        let older = good(after_noon(step));
        bench.serve(older.clone());
        told.push(match bench.read(noon()).await {
            Ok(document) => {
                let expected = if max_stale > 0 { newer.sha256.clone() } else { sha256_hex(&older) };
                assert_eq!(document.sha256, expected, "{name}");
                format!("{name}: {}", bench.notes(&document))
            }
            Err(error) => format!("{name}: error: {}", bench.steady(&error.to_string())),
        });
        assert_eq!(bench.entry().await.as_ref(), Some(&newer), "{name}");
    }
    insta::assert_snapshot!("older", told.join("\n\n"));
}

#[tokio::test]
async fn a_pinned_document_is_the_one_or_none() {
    let mut bench = Bench::serving(good(noon()));
    bench.wanted.pinned = Some("0".repeat(64));
    insta::assert_snapshot!("pinned_other", bench.error(bench.read(noon()).await));
    let digest = sha256_hex(&good(noon()));
    bench.wanted.pinned = Some(digest.clone());
    let years_later = after_noon(5 * 365 * 24 * HOUR);
    assert_eq!(bench.read(years_later).await.unwrap().notes, [], "its age is meant");
    // From then on nobody is asked, whatever the source has and however old the copy is.
    bench.fail();
    bench.wanted.max_stale = Duration::ZERO;
    let asked = bench.requests().len();
    let copy = bench.read(after_noon(10 * 365 * 24 * HOUR)).await.unwrap();
    assert_eq!((copy.sha256, copy.notes.len(), bench.requests().len()), (digest, 0, asked));
    bench.wanted.pinned = Some("1".repeat(64));
    bench.wanted.max_stale = Duration::from_secs(3600);
    insta::assert_snapshot!("pinned_dead_source_other_copy", bench.error(bench.read(years_later).await));
}

#[tokio::test]
async fn a_pinned_document_has_a_place_of_its_own() {
    let mut bench = Bench::serving(good(after_noon(HOUR)));
    let now = after_noon(2 * HOUR);
    let newest = bench.read(now).await.unwrap().sha256;
    // An older one than is kept, and one of the future.
    for published in [noon(), after_noon(100 * HOUR)] {
        let digest = sha256_hex(&good(published));
        bench.serve(good(published));
        bench.wanted.pinned = Some(digest.clone());
        assert_eq!(bench.read(now).await.unwrap().sha256, digest);
        assert_eq!(bench.requests().last().unwrap(), "", "nobody asks whether another document has changed");
        assert_eq!(bench.entry().await.unwrap().sha256, digest);
        bench.fail();
        assert_eq!(bench.read(now).await.unwrap().sha256, digest, "it stands in");
        // Another place with its name holds nothing for whoever looks for it.
        let file = bench.file();
        bench.wanted.pinned = Some("2".repeat(64));
        std::fs::copy(&file, bench.file()).unwrap();
        assert!(bench.error(bench.read(now).await).contains("cache_dir holds no copy of it."));
        bench.wanted.pinned = None;
        assert_eq!(bench.entry().await.unwrap().sha256, newest, "the newest one is where it was");
    }
    bench.serve(good(after_noon(HOUR + 1)));
    assert_eq!(bench.read(now).await.unwrap().notes, []);
    assert_eq!(bench.entry().await.unwrap().published, after_noon(HOUR + 1).unix());
}

#[tokio::test]
async fn a_copy_of_the_future_is_in_nobodys_way() {
    let bench = Bench::serving(good(after_noon(2 * HOUR)));
    bench.read(after_noon(2 * HOUR)).await.unwrap();
    bench.fail();
    insta::assert_snapshot!("dead_source_document_of_the_future", bench.error(bench.read(noon()).await));
    bench.serve(good(noon()));
    let document = bench.read(noon()).await.unwrap();
    assert_eq!((document.notes, document.sha256), (vec![], sha256_hex(&good(noon()))));
    assert_eq!(bench.requests().last().unwrap(), "");
    assert_eq!(bench.entry().await.unwrap().published, noon().unix());
}

#[tokio::test]
async fn what_was_confirmed_a_moment_ago_is_not_written_again() {
    let bench = Bench::serving(good(noon()));
    bench.read(noon()).await.unwrap();
    for (seconds, fetched) in [(0, 0), (59, 0), (60, 60), (61, 60), (30, 60), (200, 200)] {
        assert_eq!(bench.read(after_noon(seconds)).await.unwrap().notes, []);
        assert_eq!(bench.entry().await.unwrap().fetched, after_noon(fetched).unix(), "{seconds}");
    }
}

#[tokio::test]
async fn what_another_process_kept_meanwhile_counts() {
    let mut bench = Bench::serving(good(after_noon(HOUR)));
    let now = after_noon(2 * HOUR);
    let newer = bench.read(now).await.unwrap().sha256;
    let (file, aside) = (bench.file(), bench.folder.path().join("aside"));
    let mut told = Vec::new();
    for max_stale in [24 * 3600, 0] {
        bench.wanted.max_stale = Duration::from_secs(max_stale);
        std::fs::rename(&file, &aside).unwrap();
        let (from, to) = (aside.clone(), file.clone());
        bench.meanwhile(move || std::fs::rename(from, to).unwrap());
        bench.serve(good(noon()));
        let document = bench.read(now).await.unwrap();
        let expected = if max_stale > 0 { newer.clone() } else { sha256_hex(&good(noon())) };
        assert_eq!(document.sha256, expected);
        told.push(bench.notes(&document));
        assert_eq!(bench.entry().await.unwrap().sha256, newer);
    }
    insta::assert_snapshot!("older_than_another_process_kept", told.join("\n\n"));
}

#[tokio::test]
async fn dates_are_told() {
    let mut bench = Bench::serving(good(noon()));
    bench.wanted.cache_dir = None;
    let month = 30 * 24 * HOUR;
    assert_eq!(bench.read(after_noon(month)).await.unwrap().notes, []);
    let aged = bench.read(after_noon(month + 1)).await.unwrap();
    insta::assert_snapshot!("aged", bench.notes(&aged));
    bench.serve(good(after_noon(601)));
    insta::assert_snapshot!("future", bench.error(bench.read(noon()).await));
    bench.serve(good(after_noon(600)));
    assert_eq!(bench.read(noon()).await.unwrap().notes, []);
    bench.serve(String::from_utf8(good(noon())).unwrap().replace("-12-00-00", "-12-00-0").into_bytes());
    let disputed = bench.read(noon()).await.unwrap();
    insta::assert_snapshot!("dates_disagree", bench.notes(&disputed));
}

#[tokio::test]
async fn the_snapshot_has_no_age_but_a_digest() {
    let mut wanted = Wanted::of(Source::Bundled);
    let document = acquire(&wanted, Moment::EPOCH).await.unwrap();
    assert_eq!(document.notes, []);
    wanted.pinned = Some(document.sha256);
    assert!(acquire(&wanted, Moment::EPOCH).await.is_ok());
    wanted.pinned = Some("0".repeat(64));
    assert!(acquire(&wanted, Moment::EPOCH).await.unwrap_err().to_string().contains("ip_ranges_sha256 is 000"));
}
