# The firewall rules for the agents of an Amazon Connect instance in us-east-1,
# from the snapshot inside the provider: no network, no credentials.
terraform {
  required_providers {
    amazonconnect = {
      source = "amazonconnect/amazonconnect"
    }
  }
}

provider "amazonconnect" {
  bundled_ip_ranges = true # remove this line to read AWS's current ranges
}

data "amazonconnect_network_rules" "agents" {
  regions = ["us-east-1"]
  sign_in = "connect" # or "saml"
  merge   = "per_port"
}

output "rule_counts" {
  value = data.amazonconnect_network_rules.agents.rule_counts
}

# One line a rule: direction, protocol, ports, prefix.
output "rules" {
  value = [
    for rule in data.amazonconnect_network_rules.agents.rules :
    "${rule.direction} ${rule.ip_protocol} ${rule.from_port}-${rule.to_port} ${rule.cidr}"
  ]
}
