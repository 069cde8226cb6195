data "amazonconnect_network_rules" "connect" {
  regions = ["eu-central-1"]
}

# { EGRESS_TCP_443_IPV4_0 = ["3.5.0.0/19", ...], EGRESS_UDP_3478_IPV4_0 = [...], ... }
output "ip_sets" {
  value = provider::amazonconnect::suricata_ip_sets(data.amazonconnect_network_rules.connect.rules)
}
