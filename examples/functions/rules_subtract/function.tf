data "amazonconnect_network_rules" "agents" {
  regions = ["us-east-1"]
}

# The rules that are still needed beside one that is there already.
output "rest" {
  value = provider::amazonconnect::rules_subtract(data.amazonconnect_network_rules.agents.rules, ["15.193.0.0/19"])
}
