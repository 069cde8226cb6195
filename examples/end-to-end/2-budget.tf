# Five groups of 60 hold 300 rules of each family, and us-east-1 needs some 410. 270 leave 30 for what
# the ledger holds: from June to December 2025 there were at most 280 rules.
#
# The budget comes before the ledger, which then holds what a change takes out of the cover. The other
# way round a cover changes at once, whatever the ledger holds: 35 of 71 applies of those months would
# have deleted a rule before the one that takes its place was there. And a cover has no slots, by which
# rules stay in their groups.
locals {
  budgeted = provider::amazonconnect::rules_cover(data.amazonconnect_network_rules.agents.rules, {
    max_rules           = var.max_rules
    max_overshoot_ratio = var.max_overshoot_ratio
  })
}
