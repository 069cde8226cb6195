data "amazonconnect_network_rules" "agents" {
  regions     = ["us-east-1"]
  services    = ["AMAZON_CONNECT"]
  ip_versions = ["ipv4"]
}

locals {
  # { capacity = …, rules = [ … ] }, for the stateful_rule blocks of a rule group.
  stateful = provider::amazonconnect::network_firewall_stateful(data.amazonconnect_network_rules.agents.rules, ["10.20.0.0/16"])
}

output "capacity" {
  value = local.stateful.capacity
}
