data "amazonconnect_network_rules" "agents" {
  regions  = ["us-east-1"]
  services = ["AMAZON_CONNECT"]
}

locals {
  # For both functions.
  options = { name = "connect", home_net = ["10.20.0.0/16", "2001:db8:20::/48"] }
}

# { CONNECT_OUT_UDP_3478_V4_0 = ["15.193.0.0/19", …], …, HOME_NET = ["10.20.0.0/16", …] }: the
# variables that suricata_rules names.
output "ip_sets" {
  value = provider::amazonconnect::suricata_ip_sets(data.amazonconnect_network_rules.agents.rules, local.options)
}
