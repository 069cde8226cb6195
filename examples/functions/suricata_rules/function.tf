data "amazonconnect_network_rules" "agents" {
  regions  = ["us-east-1"]
  services = ["AMAZON_CONNECT"]
}

output "rules_string" {
  value = provider::amazonconnect::suricata_rules(data.amazonconnect_network_rules.agents.rules)
}
