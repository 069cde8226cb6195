# What a network must allow for agents of an instance in us-east-1.
data "amazonconnect_network_rules" "agents" {
  regions = ["us-east-1"]
  sign_in = "saml"
  merge   = "per_port"
}

output "rule_counts" {
  value = data.amazonconnect_network_rules.agents.rule_counts
}
