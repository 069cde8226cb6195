data "amazonconnect_network_rules" "agents" {
  regions = ["us-east-1"]
}

# Where agents' media goes: ["15.193.0.0/19", "52.55.191.224/27"].
output "media_ipv4" {
  value = provider::amazonconnect::rules_cidrs(data.amazonconnect_network_rules.agents.rules, {
    ip_protocol = "udp"
    port        = 3478
    ip_version  = "ipv4"
  })
}

# Without a filter, all prefixes: whoever allows them for every port allows more than is needed.
output "all" {
  value = provider::amazonconnect::rules_cidrs(data.amazonconnect_network_rules.agents.rules)
}
