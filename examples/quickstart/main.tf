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
}

output "rule_counts" {
  value = data.amazonconnect_network_rules.agents.rule_counts
}

# One line a prefix: direction, protocol, port, prefix.
output "rules" {
  value = keys(provider::amazonconnect::rules_by_key(data.amazonconnect_network_rules.agents.rules))
}
