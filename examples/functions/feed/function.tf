data "amazonconnect_network_rules" "agents" {
  regions  = ["us-east-1"]
  services = ["AMAZON_CONNECT"]
}

# amazon-connect-egress-udp-3478-ipv4.txt and others, and amazon-connect-index.json.
output "files" {
  value = provider::amazonconnect::feed(data.amazonconnect_network_rules.agents.rules, "amazon-connect")
}
