//! Whether rules fit a quota of AWS's: asked at plan, in a `precondition`, for
//! AWS refuses what does not fit at apply, when half of it is there.
//!
//! In: rules, a target, and the account's quota where it differs from AWS's
//! default. Out: a verdict with figures and a sentence that is never empty. What
//! does not fit is no error here: the precondition makes it one.
//!
//! Quotas from <https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html>
//! and <https://docs.aws.amazon.com/network-firewall/latest/developerguide/quotas.html>,
//! read 2026-11-22.

mod options;
mod target;

pub use options::QuotaOptions;
pub use target::QuotaTarget;

use super::{FamilyCounts, RenderError, error::RenderErrorKind, shard::parts_by_slot};
use crate::{
    declaration::{Declare, Function, Record, options, parameter},
    rules::{RuleSet, rules_parameter},
};
use serde::Serialize;
use target::{MAX_RULES_ON_INTERFACE, Measured};

/// Security groups on a network interface unless the quota was raised.
const GROUPS: usize = 5;
/// What helps where the slots of a ledger lie in too many groups.
const SCATTERED: &str = "Fewer groups would hold them, but the numbers that the ledger gave lie in so many: let the interface have more \
                         groups until what is held is dropped, whose numbers are given again, or have the quota raised";

/// The verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Record)]
pub struct QuotaCheck {
    /// Whether the target takes the rules, and its function renders them.
    pub fits: bool,
    /// The quota that they were held against.
    pub quota: usize,
    /// What they take of it, in each direction and family.
    pub counts: FamilyCounts,
    /// Among how many security groups they must be split, 1 if they fit one, as
    /// many as `shard_rules` makes where a ledger gave them slots; null where no number of them would do, the target has no second, or its function
    /// refuses the rules.
    pub groups_needed: Option<usize>,
    /// All of this as a sentence, with what to do if it does not fit.
    pub message: String,
}

/// Whether `rules` fit `target`.
///
/// # Errors
/// `Argument` for a quota that AWS does not grant, `Unread` for an option of
/// another target, and what keeps the rules from being measured.
pub fn quota_check(rules: &RuleSet, target: QuotaTarget, options: &QuotaOptions) -> Result<QuotaCheck, RenderError> {
    check_options(target, options)?;
    let quota = options.quota.unwrap_or_else(|| target.default_quota());
    check_range(target, "quota", quota, target.max_quota())?;
    // A higher quota takes away groups.
    let most_groups = (MAX_RULES_ON_INTERFACE / quota).max(1);
    let groups = options.groups.unwrap_or_else(|| GROUPS.min(most_groups));
    check_range(target, "groups", groups, most_groups)?;
    let measured = target.measure(rules, options)?;
    let by_count = groups_needed(target, &measured, quota);
    // Slots keep their part, however few are left in it. One group is not split.
    let is_split = target == QuotaTarget::SecurityGroup && groups > 1;
    let by_slot = if is_split { parts_by_slot(rules, quota) } else { None };
    let of_quota = by_count.max(by_slot);
    let is_enough = |needed: Option<usize>| needed.is_some_and(|needed| !target.is_shared_by_groups() || needed <= groups);
    let within_quota = is_enough(of_quota);
    let groups_needed = of_quota.filter(|_| measured.refusal.is_none());
    let figures = format!("{target}: {} ({}), the quota is {quota}", target.unit(), measured.counts);
    let needed = groups_needed.filter(|_| target.is_shared_by_groups());
    let needed = needed.map_or_else(String::new, |needed| groups_sentence(needed, groups));
    let remedy = match (within_quota, is_enough(by_count)) {
        (true, _) => String::new(),
        (false, true) => format!(" {SCATTERED}."),
        (false, false) => format!(" {}.", target.remedy(quota, groups)),
    };
    let refusal =
        measured.refusal.as_ref().map_or_else(String::new, |refusal| format!(" The rendering refuses them: {}.", refusal.kind));
    let fits = within_quota && measured.refusal.is_none();
    let verdict = if fits { "the rules fit" } else { "the rules do not fit" };
    Ok(QuotaCheck {
        fits,
        quota,
        counts: measured.counts,
        groups_needed,
        message: format!("{figures}{needed}: {verdict}.{remedy}{refusal}"),
    })
}

fn check_options(target: QuotaTarget, options: &QuotaOptions) -> Result<(), RenderError> {
    use QuotaTarget::{NetworkFirewallStateless, PrefixList, SecurityGroup, Suricata};
    let given: [(&str, bool, &[QuotaTarget], &str); 4] = [
        ("groups", options.groups.is_some(), &[SecurityGroup, PrefixList], "security_group and prefix_list"),
        (
            "home_net",
            options.home_net.is_some(),
            &[NetworkFirewallStateless, Suricata],
            "network_firewall_stateless and suricata",
        ),
        ("size", options.size.is_some(), &[PrefixList], "prefix_list"),
        ("count", options.count.is_some(), &[PrefixList], "prefix_list"),
    ];
    match given.into_iter().find(|(_, is_given, readers, _)| *is_given && !readers.contains(&target)) {
        None => Ok(()),
        Some((argument, _, _, targets)) => Err(RenderErrorKind::Unread { argument, targets }.of(target.as_str())),
    }
}

fn check_range(target: QuotaTarget, argument: &'static str, found: usize, max: usize) -> Result<(), RenderError> {
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    if (1..=max).contains(&found) {
        return Ok(());
    }
    Err(RenderErrorKind::Argument { argument, found: number(found), min: 1, max: number(max) }.of(target.as_str()))
}

/// The least number of groups in which everything has its place.
fn groups_needed(target: QuotaTarget, measured: &Measured, quota: usize) -> Option<usize> {
    match target {
        QuotaTarget::SecurityGroup => Some(measured.counts.max().div_ceil(quota).max(1)),
        // First fit, the heaviest first: a list is in one group.
        QuotaTarget::PrefixList => {
            measured.weights.iter().try_fold(1, |most: usize, weights| Some(most.max(first_fit(weights, quota)?)))
        }
        QuotaTarget::NetworkAcl | QuotaTarget::Suricata => (measured.counts.max() <= quota).then_some(1),
        QuotaTarget::NetworkFirewallStateless => (measured.counts.total() <= quota).then_some(1),
    }
}

/// How many groups of `quota` hold these weights; `None` if one is too heavy.
fn first_fit(weights: &[usize], quota: usize) -> Option<usize> {
    let mut heaviest_first = weights.to_vec();
    heaviest_first.sort_unstable_by(|one, other| other.cmp(one));
    let mut free: Vec<usize> = Vec::new();
    for weight in heaviest_first {
        match free.iter_mut().find(|room| **room >= weight) {
            Some(room) => *room -= weight,
            None => free.push(quota.checked_sub(weight)?),
        }
    }
    Some(free.len())
}

fn groups_sentence(needed: usize, groups: usize) -> String {
    let are = if needed == 1 { "group is" } else { "groups are" };
    format!(", so {needed} security {are} needed and {groups} may be used")
}

/// What users call.
pub(super) fn functions() -> Vec<Function> {
    let check = Declare {
        name: "quota_check",
        summary: "Check at plan whether rules fit a quota of AWS's",
        description: "Says whether rules fit a target, for a `precondition`: a plan knows no quota, so without it AWS refuses at apply, \
                      when a part of the rules is already there. `target` is\n\n\
                      - `security_group`: rules of each direction and address family against 60 a group, in up to `groups` security \
                      groups, with the slots of a ledger in those that `shard_rules` makes of them. `groups = 1` for one group, which \
                      is not split. With a `count`, `shard_rules` needs the part of the highest slot as well, and says so.\n\
                      - `network_acl`: entries of each direction and address family against 19, the default deny aside.\n\
                      - `prefix_list`: what the lists of `prefix_list_entries` weigh in security groups that refer to each once, \
                      against 60 a group; a list is in one group. With your `size` and `count`, for which the lists must have room.\n\
                      - `network_firewall_stateless`: the capacity that the rules use with `home_net`, over all directions and \
                      families, against 30,000; give the capacity of your rule group as `quota`.\n\
                      - `suricata`: the longest rule with the values of its variables, against 8,192 characters.\n\n\
                      `quota` is your account's, where it was raised. `message` says in a sentence what was counted and, if it \
                      does not fit, what to do. Rules that the target's function refuses do not fit either. Return rules count where the target has them. `max_rules` of \
                      `amazonconnect_network_rules` or `rules_cover` counts as security groups and network ACLs do, by direction and \
                      family; `max_cidrs` counts each port range apart.",
    };
    let target = "`security_group`, `network_acl`, `prefix_list`, `network_firewall_stateless` or `suricata`.";
    vec![check.function(
        (rules_parameter(), parameter("target", target), options::<QuotaOptions>()),
        |(rules, target, options): (RuleSet, QuotaTarget, QuotaOptions)| quota_check(&rules, target, &options),
    )]
}

#[cfg(test)]
mod tests {
    use super::first_fit;

    #[test]
    fn a_list_is_in_one_group() {
        assert_eq!(first_fit(&[], 60), Some(0));
        assert_eq!(first_fit(&[20, 20, 20], 60), Some(1));
        assert_eq!(first_fit(&[40, 40, 40], 60), Some(3), "120 in groups of 60, and yet three");
        assert_eq!(first_fit(&[20, 40, 20, 40], 60), Some(2));
        assert_eq!(first_fit(&[61], 60), None);
    }
}
