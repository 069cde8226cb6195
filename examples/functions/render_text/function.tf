data "amazonconnect_network_rules" "connect" {
  regions = ["eu-central-1"]
}

output "nftables" {
  value = provider::amazonconnect::render_text(data.amazonconnect_network_rules.connect.rules, "nftables")
}
