# A stateful rule group in Suricata's language, in a firewall policy that drops and logs everything
# else. The prefixes are in IP sets, so a change of AWS's ranges changes the sets and no rule.
terraform {
  required_version = ">= 1.8"
  required_providers {
    amazonconnect = { source = "amazonconnect/amazonconnect" }
    # Older versions have no strict order.
    aws = { source = "hashicorp/aws", version = ">= 4.0" }
  }
}

provider "amazonconnect" {}

provider "aws" {
  region = var.aws_region
}

data "amazonconnect_network_rules" "agents" {
  regions     = var.regions
  services    = var.services
  ip_versions = var.ip_versions
}

locals {
  rules = data.amazonconnect_network_rules.agents.rules
  # For both functions. Another group of rules in this policy takes a name and a first_sid of its own.
  options = { name = "connect", home_net = var.home_net }
  # In a local, since Terraform evaluates the expression of a dynamic block again for every use.
  ip_sets = provider::amazonconnect::suricata_ip_sets(local.rules, local.options)
  quota   = provider::amazonconnect::quota_check(local.rules, "suricata", { home_net = var.home_net })
}

resource "aws_networkfirewall_rule_group" "connect" {
  name     = "amazon-connect"
  type     = "STATEFUL"
  capacity = 100

  rule_group {
    stateful_rule_options {
      rule_order = "STRICT_ORDER"
    }
    rule_variables {
      dynamic "ip_sets" {
        for_each = local.ip_sets
        content {
          key = ip_sets.key
          ip_set {
            definition = ip_sets.value
          }
        }
      }
    }
    rules_source {
      rules_string = provider::amazonconnect::suricata_rules(local.rules, local.options)
    }
  }

  lifecycle {
    precondition {
      condition     = local.quota.fits
      error_message = local.quota.message
    }
  }
}

resource "aws_networkfirewall_firewall_policy" "agents" {
  name = "amazon-connect-agents"

  firewall_policy {
    stateless_default_actions          = ["aws:forward_to_sfe"]
    stateless_fragment_default_actions = ["aws:forward_to_sfe"]
    # Without these the rules would restrict nothing: what matches none would pass.
    stateful_default_actions = ["aws:drop_established", "aws:alert_established"]
    stateful_engine_options {
      rule_order = "STRICT_ORDER"
    }
    stateful_rule_group_reference {
      priority     = 1
      resource_arn = aws_networkfirewall_rule_group.connect.arn
    }
  }
}

output "firewall_policy_arn" {
  value = aws_networkfirewall_firewall_policy.agents.arn
}
