data "amazonconnect_network_rules" "agents" {
  regions  = ["us-east-1"]
  services = ["AMAZON_CONNECT"]
}

output "cisco_asa" {
  value = provider::amazonconnect::render_text(data.amazonconnect_network_rules.agents.rules, "cisco_asa", {
    name    = "connect-virginia"
    regions = ["us-east-1"]
  })
}
