//! What an HTTP status other than 200 mostly means for this download.

/// The meaning, and what to do.
pub(super) const fn meaning_of(status: u16) -> &'static str {
    match status {
        204 | 205 => "it has no content; check what the source serves",
        206 => "it is only a part of the document, which was not asked for; check the proxy or the mirror",
        304 => "the document has not changed, it says, but nothing was asked that this answers; check the proxy or the mirror",
        401 => "it wants a user and a password, or those in the URL are wrong",
        403 => "access is forbidden, often by a proxy, a firewall or a bucket policy; check that this machine may read the URL",
        404 | 410 => "there is no such document; check the path of the URL",
        407 => "the proxy wants a user and a password; put them into proxy_url or HTTPS_PROXY",
        408 | 504 => "the server or a proxy waited too long; try again",
        429 => "too many requests were made; wait, then try again",
        451 => "it is blocked for legal reasons, mostly by a proxy; ask the network's operator",
        500..=599 => "the server or a proxy fails; try again, and see whether the URL works elsewhere",
        _ => "expected status 200; check the URL and the proxy",
    }
}
