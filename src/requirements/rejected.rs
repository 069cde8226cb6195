//! What digests by third parties claim and no AWS page says. Kept so that it
//! is never added: a test resolves every deployment and finds none of it.

/// A claim that must not become a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rejected {
    /// The claim as seen, with `{region}` for the Region.
    pub claim: &'static str,
    /// Why it is refused.
    pub reason: &'static str,
}

/// Every refused claim.
pub const REJECTED: &[Rejected] = &[
    Rejected { claim: "*.transport.connect.aws", reason: "AWS names *.transport.connect.{region}.amazonaws.com" },
    Rejected {
        claim: "softphone media over TCP when UDP is blocked",
        reason: "AWS says so of the Chime SDK, not of Connect's softphone",
    },
    Rejected { claim: "udp/3478 and higher ports", reason: "AWS names 3478 alone, outbound" },
    Rejected { claim: "{region}.turn.connect.aws", reason: "no AWS page names it" },
];
