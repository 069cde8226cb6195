data "amazonconnect_network_rules" "agents" {
  regions     = ["us-east-1"]
  services    = ["AMAZON_CONNECT"]
  ip_versions = ["ipv4"]
  firewall    = "stateless"
}

locals {
  # { capacity = …, rules = [ … ] }, for the stateless_rule blocks of a rule group.
  stateless = provider::amazonconnect::network_firewall_stateless(data.amazonconnect_network_rules.agents.rules, ["10.20.0.0/16"], 100)
  # { fits = true, message = "…", … }, for a precondition of a rule group with this capacity.
  quota = provider::amazonconnect::quota_check(data.amazonconnect_network_rules.agents.rules, "network_firewall_stateless", {
    home_net = ["10.20.0.0/16"]
    quota    = 1000
  })
}

output "capacity" {
  value = local.stateless.capacity

  precondition {
    condition     = local.quota.fits
    error_message = local.quota.message
  }
}
