//! The kinds of warning, by the names that users give to have them fail a plan.

use crate::model::named_enum;

named_enum! {
    /// What a warning is about.
    WarningKind {
        /// A Region without Amazon Connect.
        RegionNotOffered = "region_not_offered",
        /// A Region for replicas alone.
        ReplicaOnly = "replica_only",
        /// Video calling where it is not offered.
        VideoNotOffered = "video_not_offered",
        /// Global Resiliency where it is not offered.
        PairNotOffered = "pair_not_offered",
        /// Regions that could be those of Global Resiliency.
        PairWithoutResiliency = "pair_without_resiliency",
        /// A bucket of a replica without a rule.
        ReplicaBucket = "replica_bucket",
        /// GLOBAL rows in the place of a Region's.
        GlobalFallback = "global_fallback",
        /// A family that has no rows.
        NeverPublished = "never_published",
        /// A gap in a document that was accepted.
        GapAccepted = "gap_accepted",
        /// A document that was accepted.
        DocumentAccepted = "document_accepted",
        /// A document older than `max_age`.
        DocumentAged = "document_aged",
        /// A document whose two dates disagree.
        DocumentDates = "document_dates",
        /// A document older than the one before.
        DocumentOlder = "document_older",
        /// A kept copy in the place of the source's document.
        DocumentCached = "document_cached",
        /// A cache that cannot be read or written.
        CacheUnusable = "cache_unusable",
        /// Rows that are not public.
        NotGlobalUnicast = "not_global_unicast",
        /// An argument without effect.
        UnusedArgument = "unused_argument",
        /// A wildcard in the place of an alias.
        AliasMissing = "alias_missing",
        /// A wildcard in the place of exact hosts.
        NoExactHosts = "no_exact_hosts",
        /// The snapshot inside the provider.
        BundledIpRanges = "bundled_ip_ranges",
        /// A document older than the one that a ledger has recorded.
        OlderDocument = "older_document",
    }
}

impl WarningKind {
    /// What a user sees above it. One for each kind: Terraform shows of
    /// warnings with equal summaries the first alone.
    pub const fn summary(self) -> &'static str {
        match self {
            Self::RegionNotOffered => "Amazon Connect is not offered in a Region",
            Self::ReplicaOnly => "A Region holds replicas only",
            Self::GlobalFallback => "GLOBAL rows stand for a Region",
            Self::NeverPublished => "An address family without rows",
            Self::VideoNotOffered => "Video calling is not offered in a Region",
            Self::PairNotOffered => "Global Resiliency is not offered for the Regions",
            Self::PairWithoutResiliency => "Global Resiliency may be meant",
            Self::ReplicaBucket => "A replica may need a bucket's rule of its own",
            Self::NotGlobalUnicast => "Addresses that are not public were left out",
            Self::GapAccepted => "An incomplete document was accepted",
            Self::DocumentAccepted => "An unusual document was accepted",
            Self::DocumentAged => "The document is old",
            Self::DocumentDates => "The document has two dates",
            Self::DocumentOlder => "The source serves an older document than before",
            Self::DocumentCached => "A kept copy of the document is used",
            Self::CacheUnusable => "The cache cannot be used",
            Self::UnusedArgument => "An argument has no effect",
            Self::AliasMissing => "The instances of every customer are allowed",
            Self::NoExactHosts => "No exact hosts are known",
            Self::BundledIpRanges => "The bundled IP ranges age",
            Self::OlderDocument => "The document is older than the ledger's",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::WarningKind;
    use std::collections::BTreeSet;

    #[test]
    fn each_kind_has_a_summary_of_its_own() {
        let summaries: BTreeSet<&str> = WarningKind::ALL.iter().map(|kind| kind.summary()).collect();
        assert_eq!(summaries.len(), WarningKind::ALL.len());
    }
}
