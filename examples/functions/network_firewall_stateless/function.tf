data "amazonconnect_network_rules" "agents" {
  regions     = ["us-east-1"]
  services    = ["AMAZON_CONNECT"]
  ip_versions = ["ipv4"]
  firewall    = "stateless"
}

locals {
  # { capacity = …, rules = [ … ] }, for the stateless_rule blocks of a rule group.
  stateless = provider::amazonconnect::network_firewall_stateless(data.amazonconnect_network_rules.agents.rules, ["10.20.0.0/16"], 100)
}

output "capacity" {
  value = local.stateless.capacity
}
