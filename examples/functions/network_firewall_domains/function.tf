data "amazonconnect_domain_rules" "agents" {
  regions        = ["us-east-1"]
  instance_alias = "my-company"
}

locals {
  # { targets = [ … ], target_types = [ … ], capacity = …, left_out = [ … ] }
  allow_list = provider::amazonconnect::network_firewall_domains(data.amazonconnect_domain_rules.agents.rules)
}

output "targets" {
  value = local.allow_list.targets
}

# What a domain list cannot express, with the reason.
output "left_out" {
  value = local.allow_list.left_out
}
