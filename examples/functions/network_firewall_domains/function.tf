data "amazonconnect_domain_rules" "agents" {
  regions        = ["us-east-1"]
  instance_alias = "my-company"
}

locals {
  # { targets = [ … ], target_types = [ … ], capacity = …, left_out = [ … ] }
  allow_list = provider::amazonconnect::network_firewall_domains(data.amazonconnect_domain_rules.agents.rules)
}

# For a firewall policy in strict order that drops what matches no rule.
resource "aws_networkfirewall_rule_group" "domains" {
  name     = "amazon-connect-domains"
  type     = "STATEFUL"
  capacity = 200

  rule_group {
    stateful_rule_options {
      rule_order = "STRICT_ORDER"
    }
    rules_source {
      rules_source_list {
        generated_rules_type = local.allow_list.generated_rules_type
        target_types         = local.allow_list.target_types
        targets              = local.allow_list.targets
      }
    }
  }
}

# What a domain list cannot express, with the reason.
output "left_out" {
  value = local.allow_list.left_out
}
