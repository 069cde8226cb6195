//! Many readers, one download.

use super::{LIMITS, server::Server};
use amazonconnect::fetch::{FetchError, FetchFault, Fetched, Limits, Once, Source, fetch};
use std::sync::Arc;

async fn read_a_thousand_times(source: &str) -> Vec<Result<Arc<Fetched>, FetchError>> {
    let source = Arc::new(Source::parse(source).unwrap());
    let once = Arc::new(Once::new());
    let readers = (0..1_000).map(|_| {
        let (once, source) = (Arc::clone(&once), Arc::clone(&source));
        tokio::spawn(async move {
            once.get_or_make(|| async { fetch(&source, &Limits { max_retries: 2, ..LIMITS }.into()).await.map(Arc::new) }).await
        })
    });
    futures::future::join_all(readers).await.into_iter().map(Result::unwrap).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_readers_download_once() {
    let server = Server::replying("200 OK", "", "{}").await;
    let answers = read_a_thousand_times(&server.url()).await;
    assert!(answers.iter().all(|answer| answer.as_ref().unwrap().bytes == b"{}".as_slice()));
    assert_eq!(server.connections(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_readers_fail_once() {
    let server = Server::replying("503 Service Unavailable", "", "").await;
    let answers = read_a_thousand_times(&server.url()).await;
    assert!(answers.iter().all(|answer| matches!(answer, Err(FetchError { kind: FetchFault::Status { status: 503, .. }, .. }))));
    assert_eq!(server.connections(), 3, "one try and two more, whoever waits for them");
}
