# What a network must allow for agents of an instance in us-east-1.
data "amazonconnect_network_rules" "agents" {
  regions = ["us-east-1"]
  sign_in = "saml"
}

# Each rule is a permission with its prefixes: "egress udp 3478-3478 ipv4" = ["15.193.0.0/19", …].
output "permissions" {
  value = {
    for rule in data.amazonconnect_network_rules.agents.rules :
    "${rule.direction} ${rule.ip_protocol} ${rule.from_port}-${rule.to_port} ${rule.ip_version}" => rule.cidrs
  }
}

output "rule_counts" {
  value = data.amazonconnect_network_rules.agents.rule_counts
}
