data "amazonconnect_domain_rules" "connect" {
  regions        = ["eu-central-1"]
  instance_alias = "my-company"
}

locals {
  domains = provider::amazonconnect::network_firewall_domains(data.amazonconnect_domain_rules.connect.rules)
}

resource "aws_networkfirewall_rule_group" "domains" {
  name     = "connect-domains"
  type     = "STATEFUL"
  capacity = 200 # More than local.domains.capacity: it cannot change later.

  rule_group {
    rules_source {
      rules_source_list {
        generated_rules_type = local.domains.generated_rules_type
        target_types         = local.domains.target_types
        targets              = local.domains.targets
      }
    }
  }
}

# What a domain list cannot express, each with the reason.
output "left_out" {
  value = local.domains.left_out
}
