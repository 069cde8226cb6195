//! A download, hop by hop: redirects are followed here and not by the client,
//! so that each one is judged and named.

use super::{
    access::Access,
    client::{client, roots},
    encoding::Encoding,
    error::{FetchError, FetchFault, Stage},
    fault::{request_fault, root_cause},
    http_url::{HttpUrl, shown, shown_text},
    limits::Limits,
    proxy::NamedProxy,
    retry::with_retries,
    retry_after::retry_after,
    validator::Validator,
};
use reqwest::{
    Response,
    header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderName, IF_NONE_MATCH, LOCATION},
};
use rustls::RootCertStore;
use std::{
    future::Future,
    sync::{Arc, OnceLock},
};
use tokio::time::{Instant, timeout_at};

/// More than AWS's document needs, and little enough to reserve on a promise.
const MAX_RESERVED_BYTES: u64 = 4 * 1024 * 1024;

/// A whole body.
pub(super) struct Body {
    /// Its bytes, never none.
    pub(super) bytes: Vec<u8>,
    /// What a later request can ask with.
    pub(super) validator: Option<Validator>,
}

/// The body at `url`, or `None` if it is still the one that `validator` names.
pub(super) async fn download(url: &HttpUrl, access: &Access, validator: Option<&Validator>) -> Result<Option<Body>, FetchError> {
    let deadline = Instant::now() + access.limits.request_timeout;
    let roots = OnceLock::new();
    let download = Download { origin: url.to_string(), deadline, access, limits: &access.limits, validator, roots: &roots };
    with_retries(&access.limits, deadline, || download.once(url)).await
}

struct Download<'a> {
    origin: String,
    deadline: Instant,
    access: &'a Access,
    limits: &'a Limits,
    validator: Option<&'a Validator>,
    /// Loaded once for all tries and hops with TLS.
    roots: &'a OnceLock<Result<Arc<RootCertStore>, FetchError>>,
}

impl Download<'_> {
    /// One try, from the first hop to the last byte.
    async fn once(&self, url: &HttpUrl) -> Result<Option<Body>, FetchError> {
        let Some(response) = self.follow(url.clone()).await? else { return Ok(None) };
        let encoding = self.check_headers(&response)?;
        let validator = Validator::of(response.headers());
        let bytes = encoding.decode(self.read_body(response).await?, &self.origin, self.limits.max_body_bytes)?;
        Ok(Some(Body { bytes, validator }))
    }

    /// The answer with status 200 at the end of all redirects, or `None` if
    /// nothing has changed. Who redirects is asked with the same condition: it
    /// does not know whether its target can answer it. Who says that another
    /// version than the one asked for has not changed is asked for the whole.
    async fn follow(&self, mut url: HttpUrl) -> Result<Option<Response>, FetchError> {
        let mut validator = self.validator;
        let mut number = 0;
        loop {
            let response = self.request(&url, validator).await?;
            let status = response.status().as_u16();
            match (status, header(&response, &LOCATION), validator) {
                (200, ..) => return Ok(Some(response)),
                (304, _, Some(asked)) if asked.is_meant_by(response.headers()) => return Ok(None),
                (304, _, Some(_)) => validator = None,
                (301 | 302 | 303 | 307 | 308, Some(location), _) => {
                    number += 1;
                    let next = self.next_hop(number, &url, &location)?;
                    if number > self.limits.max_redirects {
                        let last = next.to_string();
                        return Err(
                            FetchFault::TooManyRedirects { limit: self.limits.max_redirects, last }.at(self.origin.clone())
                        );
                    }
                    url = next;
                }
                _ => return Err(FetchFault::status(status, retry_after(response.headers())).at(url.to_string())),
            }
        }
    }

    /// One hop: the answer up to its headers.
    async fn request(&self, url: &HttpUrl, validator: Option<&Validator>) -> Result<Response, FetchError> {
        let proxy = match &self.access.proxy {
            _ if url.is_loopback() => None,
            Some(proxy) => Some(proxy.clone()),
            None => NamedProxy::from_environment()?,
        };
        let roots = if url.is_https() { self.roots()? } else { Arc::new(RootCertStore::empty()) };
        let serving = proxy.as_ref().filter(|proxy| proxy.serves(url));
        let mut request = client(roots, self.limits, serving)?.get(url.as_url().clone());
        if let Some(validator) = validator {
            request = request.header(IF_NONE_MATCH, validator.etag());
        }
        let response = self.within_time(Stage::Waiting, request.send()).await?;
        response.map_err(|error| request_fault(&error, url, self.limits, proxy.as_ref()))
    }

    fn roots(&self) -> Result<Arc<RootCertStore>, FetchError> {
        self.roots.get_or_init(|| roots(self.access.authorities.as_ref()).map(Arc::new)).clone()
    }

    /// Where a redirect leads: never out of TLS, nor in plain text elsewhere.
    fn next_hop(&self, number: usize, hop: &HttpUrl, location: &str) -> Result<HttpUrl, FetchError> {
        let refused = |target: String, cause: &'static str| {
            Err(FetchFault::Redirect { number, hop: hop.to_string(), target, cause }.at(self.origin.clone()))
        };
        let Ok(target) = hop.as_url().join(location) else {
            return refused(shown_text(location), "that is no URL");
        };
        let shown = shown(&target);
        match (HttpUrl::new(target), hop.is_https()) {
            (Some(next), true) if !next.is_https() => refused(shown, "a redirect from https to plain http is never followed"),
            (Some(next), _) => Ok(next),
            (None, true) => refused(shown, "a redirect from https to anything else is never followed"),
            (None, false) => refused(shown, "only https is followed to another machine"),
        }
    }

    fn check_headers(&self, response: &Response) -> Result<Encoding, FetchError> {
        let origin = || self.origin.clone();
        let encoding = Encoding::of(header(response, &CONTENT_ENCODING).as_deref().unwrap_or_default());
        let encoding = encoding.map_err(|fault| fault.at(origin()))?;
        let content_type = header(response, &CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
        if content_type.starts_with("text/html") || content_type.starts_with("application/xhtml") {
            return Err(FetchFault::Html { content_type: shown_text(&content_type) }.at(origin()));
        }
        match response.content_length() {
            Some(length) if length > self.limits.max_body_bytes => Err(self.too_large(Some(length))),
            Some(0) => Err(FetchFault::Empty.at(origin())),
            _ => Ok(encoding),
        }
    }

    async fn read_body(&self, mut response: Response) -> Result<Vec<u8>, FetchError> {
        let declared = response.content_length();
        let reserved = declared.unwrap_or_default().min(MAX_RESERVED_BYTES);
        let mut body = Vec::with_capacity(usize::try_from(reserved).unwrap_or_default());
        loop {
            let received = body.len() as u64;
            match self.within_time(Stage::Reading, response.chunk()).await? {
                Ok(Some(chunk)) if received + chunk.len() as u64 > self.limits.max_body_bytes => return Err(self.too_large(None)),
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) if body.is_empty() => return Err(FetchFault::Empty.at(self.origin.clone())),
                Ok(None) => return Ok(body),
                Err(error) => {
                    let origin = self.origin.clone();
                    return Err(FetchFault::Interrupted { received, declared, cause: root_cause(&error) }.at(origin));
                }
            }
        }
    }

    async fn within_time<T>(&self, stage: Stage, work: impl Future<Output = T>) -> Result<T, FetchError> {
        let late = |_| FetchFault::Timeout { stage, limit: self.limits.request_timeout }.at(self.origin.clone());
        timeout_at(self.deadline, work).await.map_err(late)
    }

    fn too_large(&self, declared: Option<u64>) -> FetchError {
        FetchFault::TooLarge { limit: self.limits.max_body_bytes, declared }.at(self.origin.clone())
    }
}

fn header(response: &Response, name: &HeaderName) -> Option<String> {
    Some(String::from_utf8_lossy(response.headers().get(name)?.as_bytes()).into_owned())
}
