data "amazonconnect_network_rules" "agents" {
  regions = ["us-east-1"]
  sign_in = "saml"
}

# Memory of these rules. It lives in the state alone: destroying it forgets what is held, and numbers
# start again.
resource "amazonconnect_range_ledger" "agents" {
  rules    = data.amazonconnect_network_rules.agents.rules
  document = data.amazonconnect_network_rules.agents.document

  # Where ranges change seldom, notices are exact to a week.
  record_interval_days = 7

  lifecycle {
    prevent_destroy = true
  }
}

# A function's result that feeds for_each stands in a local, which is evaluated once.
locals {
  parts = provider::amazonconnect::shard_rules(amazonconnect_range_ledger.agents.effective_rules, 60)
}

# A security group each: a prefix is in part slot / 60 for life.
output "prefixes_of_each_group" {
  value = { for key, rules in local.parts : key => sum([for rule in rules : length(rule.cidrs)]) }
}

# By when which new prefixes must be allowed on firewalls that Terraform does not manage.
output "notices" {
  value = [for notice in amazonconnect_range_ledger.agents.notices : "${notice.allow_by}: ${join(", ", notice.cidrs)}"]
}
