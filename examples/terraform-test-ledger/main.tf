# A module of your own that keeps a ledger, and `terraform test` files for it: see tests/.
terraform {
  required_version = ">= 1.8"
  required_providers {
    amazonconnect = { source = "amazonconnect/amazonconnect" }
  }
}

data "amazonconnect_network_rules" "agents" {
  regions = ["us-east-1"]
}

resource "amazonconnect_range_ledger" "agents" {
  rules    = data.amazonconnect_network_rules.agents.rules
  document = data.amazonconnect_network_rules.agents.document
}

output "allowed" {
  description = "What to allow, by key."
  value       = provider::amazonconnect::rules_by_key(amazonconnect_range_ledger.agents.effective_rules)
}
