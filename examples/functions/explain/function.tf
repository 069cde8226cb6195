data "amazonconnect_network_rules" "agents" {
  regions = ["us-east-1"]
}

# Why is this address open?
output "why" {
  value = provider::amazonconnect::explain(data.amazonconnect_network_rules.agents.rules, "15.193.0.1")
}
