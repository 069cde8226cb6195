//! What a ledger is told, each argument declared once.

use super::{DocumentStamp, NoticePeriod, Sha256};
use crate::{
    declaration::Arguments,
    rules::{ConfiguredRules, RuleSet},
};

/// The rules that are required now, the document that they come from, and how
/// long things last.
#[derive(Debug, Clone, PartialEq, Arguments)]
pub struct LedgerArguments {
    /// The rules that are required: `rules` of `amazonconnect_network_rules`, also joined with others, rules of your own, or those of a
    /// committed file (`jsondecode(file("approved.json")).rules`). Terraform drops attributes that are not listed here, hence what stands in
    /// a misspelt one: give a file that people edit as `rules_subtract(….rules, [])`, which refuses them.
    #[argument(required)]
    pub rules: ConfiguredRules,
    /// The document that the rules come from: `document` of the same data source or file. Its date is the ledger's "now"; a new document
    /// alone changes nothing, and the one that is stored is the last that came with a change.
    #[argument(required)]
    pub document: DocumentStamp,
    /// For how many days AWS keeps new space unused, from 0 to 365. Defaults to `30`, which AWS promises as the least.
    #[argument(default = 30, min = 0, max = 365)]
    pub notice_days: u32,
    /// Over how many days AWS moves traffic to new space after that, from 0 to 365: so long a notice stays. Defaults to `14`.
    #[argument(default = 14, min = 0, max = 365)]
    pub ramp_days: u32,
    /// For how many days a prefix that is no longer required stays, from 0 to 365. Defaults to `14`, which covers nearly all ranges that AWS
    /// withdrew by mistake. With `0` it goes as soon as what takes its place is there.
    #[argument(default = 14, min = 0, max = 365)]
    pub hold_removed_days: u32,
    /// Store the document once it is newer than the stored one by this many days or more, from 1 to 365, although nothing else changed. Each
    /// time is a planned change of the ledger alone. It makes `allow_by` of later notices exact to that many days: advised where a gate
    /// depends on it (`7`), above all where ranges change seldom. By default only changes are stored.
    #[argument(min = 1, max = 365)]
    pub record_interval_days: Option<u32>,
    /// Which share of the prefixes of one permission and family may stop being required at once, from 0 to 1; one of which a part goes
    /// counts in part. More is an error that lists them: it is most often the wrong deployment. Defaults to `0.5`.
    #[argument(default = 0.5, min = 0, max = 1)]
    pub max_shrink_ratio: f64,
    /// SHA-256 (hex) of the one document for which more may go; the error prints it. For any other document `max_shrink_ratio` holds again.
    /// It names the document and not the rules: those of another deployment pass as well, as long as the document is that one.
    pub accept_shrink_sha256: Option<Sha256>,
}

impl LedgerArguments {
    /// The rules that are required.
    pub const fn required(&self) -> &RuleSet {
        &self.rules.0
    }

    /// How long AWS waits, as this ledger counts it.
    pub const fn period(&self) -> NoticePeriod {
        NoticePeriod { notice_days: self.notice_days, ramp_days: self.ramp_days }
    }

    /// Whether all but the document is the same.
    pub fn asks_the_same_as(&self, other: &Self) -> bool {
        // A new argument must be looked at here.
        let Self {
            rules,
            document: _,
            notice_days,
            ramp_days,
            hold_removed_days,
            record_interval_days,
            max_shrink_ratio,
            accept_shrink_sha256,
        } = self;
        let days = (notice_days, ramp_days, hold_removed_days, record_interval_days);
        days == (&other.notice_days, &other.ramp_days, &other.hold_removed_days, &other.record_interval_days)
            && (max_shrink_ratio, accept_shrink_sha256) == (&other.max_shrink_ratio, &other.accept_shrink_sha256)
            && *rules == other.rules
    }
}
