data "amazonconnect_network_rules" "agents" {
  regions  = ["us-east-1"]
  services = ["AMAZON_CONNECT"]
}

# { AMAZONCONNECT_… = ["15.193.0.0/19", …] }: the variables that suricata_rules names.
output "ip_sets" {
  value = provider::amazonconnect::suricata_ip_sets(data.amazonconnect_network_rules.agents.rules)
}
