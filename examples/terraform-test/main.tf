# A module of your own that uses the rules, and `terraform test` files for it: see tests/.
terraform {
  required_version = ">= 1.8"
  required_providers {
    amazonconnect = { source = "amazonconnect/amazonconnect" }
  }
}

data "amazonconnect_network_rules" "agents" {
  regions = var.regions
}

output "media" {
  description = "Where the agents' media goes, as security group rules by key."
  value = provider::amazonconnect::security_group_rules([
    for rule in data.amazonconnect_network_rules.agents.rules : rule if rule.ip_protocol == "udp"
  ])
}
