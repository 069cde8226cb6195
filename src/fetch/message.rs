//! Why no bytes came, in words. Every message names the source, the cause and
//! what to do; none shows a user, a password or a query string.

use super::error::{FetchError, FetchFault};
use std::fmt;

/// The alternate form (`{:#}`) leaves out what differs from one failure to the
/// next of the same kind: how many tries there were, how many bytes came, how
/// long to wait.
impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt_fault(f)?;
        match self.tries.filter(|_| !f.alternate()) {
            Some(1) => f.write_str(" (tried once)")?,
            Some(tries) => write!(f, " (tried {tries} times)")?,
            None => {}
        }
        match &self.before {
            Some(before) if f.alternate() => write!(f, "; before that, {before:#}"),
            Some(before) => write!(f, "; before that, {before}"),
            None => Ok(()),
        }
    }
}

impl FetchError {
    fn fmt_fault(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let origin = &self.origin;
        match &self.kind {
            FetchFault::Timeout { stage, limit } => write!(
                f,
                "{origin} took longer than {} s ({}): check the network and the proxy, or raise request_timeout",
                limit.as_secs_f64(),
                stage.as_str()
            ),
            FetchFault::Resolve { cause, proxy } => write!(
                f,
                "the host name of {origin}{} cannot be resolved: {cause}; check the name and this machine's DNS, {}",
                or_proxy(*proxy),
                proxy_remedy(*proxy)
            ),
            FetchFault::Connect { cause } => write!(
                f,
                "cannot connect to {origin}: {cause}; check that the host is up and allowed by the firewall, and that proxy_url, HTTPS_PROXY and NO_PROXY are right"
            ),
            FetchFault::ProxyConnect { cause, named } => write!(
                f,
                "no connection to {origin} through the proxy in {named}: {cause}; check that the proxy is up, and what it allows"
            ),
            FetchFault::Proxy { cause, named, .. } => write!(
                f,
                "the proxy does not connect to {origin}: {cause}; check {named}, the user in it, and what the proxy allows"
            ),
            FetchFault::NoProxy { named } => write!(
                f,
                "{named} is set, but not to the URL of an HTTP proxy: expected http://host:port or https://host:port, with user and password percent-encoded; correct it, or unset it to connect directly"
            ),
            FetchFault::Tls { cause, remedy } => write!(f, "no trusted TLS connection to {origin}: {cause}; {remedy}"),
            FetchFault::NoRoots { named: Some((variable, path)), cause } => write!(
                f,
                "{variable} names {path}, which gives no certificate authority to trust{}: expected certificates in PEM; correct it, or unset it to trust the system's",
                cause.as_ref().map_or_else(String::new, |cause| format!(" ({cause})"))
            ),
            FetchFault::NoRoots { named: None, cause } => write!(
                f,
                "no trusted certificate authorities were found ({}): install the system's ca-certificates, or name a file of them in ca_certificate_file",
                cause.as_deref().unwrap_or("the store is empty")
            ),
            FetchFault::Client { cause } => {
                write!(f, "the HTTP client cannot be made: {cause}; check the proxy variables of the environment")
            }
            FetchFault::NotHttp { cause } => {
                write!(f, "{origin} does not answer in HTTP: {cause}; check the port and the scheme")
            }
            FetchFault::HeadTooLarge => write!(
                f,
                "{origin} answers with more than 100 headers, or with more than 400 kB of them: check what answers, perhaps a proxy"
            ),
            FetchFault::Interrupted { cause, .. } if f.alternate() => {
                write!(f, "the answer of {origin} broke off: {cause}; try again, and check the proxy or the mirror")
            }
            FetchFault::Interrupted { received, declared, cause } => write!(
                f,
                "the answer of {origin} broke off after {received} bytes{}: {cause}; try again, and check the proxy or the mirror",
                of(*declared)
            ),
            FetchFault::TooLarge { limit, declared } => write!(
                f,
                "{origin} is larger than {limit} bytes{}: AWS's document has a few MB; check what the source serves",
                declares(*declared)
            ),
            FetchFault::Status { status, meaning, .. } => write!(f, "{origin} answered with status {status}: {meaning}"),
            FetchFault::Pause { status, limit, .. } if f.alternate() => write!(
                f,
                "{origin} answered with status {status} and asks to wait longer than request_timeout ({} s) has room for: try again then, or raise it",
                limit.as_secs_f64()
            ),
            FetchFault::Pause { status, pause, limit } => write!(
                f,
                "{origin} answered with status {status} and asks to wait {} s, which request_timeout ({} s) has no room for: try again then, or raise it",
                pause.as_secs(),
                limit.as_secs_f64()
            ),
            FetchFault::TooManyRedirects { limit, last } => {
                write!(f, "{origin} redirects more than {limit} times, last to {last}: probably a loop; name the final URL")
            }
            FetchFault::Redirect { number, hop, target, cause } => {
                write!(f, "{hop}, redirect {number} on the way from {origin}, leads to {target}: {cause}; name the final URL")
            }
            FetchFault::Html { content_type } => write!(
                f,
                "{origin} answered with a page ({content_type}) instead of JSON: perhaps a proxy's block or sign-in page; open the URL from this machine to see it"
            ),
            FetchFault::Encoded { encoding } => {
                write!(
                    f,
                    "{origin} sent a body encoded as {encoding}, but only gzip was asked for: serve the document plain or as gzip"
                )
            }
            FetchFault::GzipCut { .. } if f.alternate() => {
                write!(f, "the gzip body of {origin} ends early: try again, and check the proxy or the mirror")
            }
            FetchFault::GzipCut { received } => write!(
                f,
                "the gzip body of {origin} ends early, after {received} bytes: try again, and check the proxy or the mirror"
            ),
            FetchFault::Gzip { cause } => write!(
                f,
                "the body of {origin} is sent as gzip, but {cause}: check the proxy or the mirror, or serve the document plain"
            ),
            FetchFault::GzipMembers { limit } => write!(
                f,
                "the body of {origin} is sent as gzip of more than {limit} members, or of an empty one among others: check the proxy or the mirror, or serve the document plain"
            ),
            FetchFault::GzipTooLarge { limit, received } => write!(
                f,
                "the {received} bytes of gzip that {origin} sent hold more than {limit} bytes: AWS's document has a few MB; check what the source serves"
            ),
            FetchFault::Empty => write!(f, "{origin} is empty: expected AWS's ip-ranges.json; check what the source serves"),
            FetchFault::FileMissing => {
                write!(f, "{origin} does not exist: check the path, and that the file is made before the plan")
            }
            FetchFault::FileDenied => {
                write!(f, "{origin} may not be read by this user: change its permissions, or those of its folders")
            }
            FetchFault::NotAFile { kind } => {
                write!(f, "{origin} is {kind}, not a regular file: name the copy of ip-ranges.json itself")
            }
            FetchFault::FileUnreadable { cause } => write!(f, "{origin} cannot be read: {cause}; check the file and its disk"),
        }
    }
}

fn or_proxy(named: Option<&str>) -> String {
    named.map_or_else(String::new, |named| format!(", or of the proxy in {named},"))
}

fn proxy_remedy(named: Option<&str>) -> String {
    match named {
        Some(named) => format!("and that {named} names a proxy that is there"),
        None => "or set proxy_url or HTTPS_PROXY if only a proxy reaches it".to_owned(),
    }
}

fn of(declared: Option<u64>) -> String {
    declared.map_or_else(String::new, |declared| format!(" of {declared}"))
}

fn declares(declared: Option<u64>) -> String {
    declared.map_or_else(String::new, |declared| format!(" (it has {declared})"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn the_alternate_form_is_the_same_for_failures_of_one_kind() {
        let limit = Duration::from_secs(10);
        let failure = |number: u64| {
            let seconds = Duration::from_secs(number);
            [
                FetchFault::Interrupted { received: number, declared: Some(number), cause: "it ended".to_owned() },
                FetchFault::GzipCut { received: number },
                FetchFault::Pause { status: 503, pause: seconds, limit },
                FetchFault::Status { status: 503, meaning: "it is busy", pause: Some(seconds) },
            ]
            .map(|fault| {
                let before = Some(Box::new(FetchFault::GzipCut { received: number }.at("u")));
                FetchError { tries: usize::try_from(number).ok(), before, ..fault.at("https://host/x") }
            })
        };
        for (one, other) in failure(3).iter().zip(failure(4)) {
            assert_eq!(format!("{one:#}"), format!("{other:#}"));
            assert_ne!(one.to_string(), other.to_string());
        }
    }
}
