# A stateful rule group in Suricata's language. The prefixes are in IP sets, so a change of AWS's
# ranges changes the sets and no rule.
terraform {
  required_version = ">= 1.8"
  required_providers {
    amazonconnect = { source = "amazonconnect/amazonconnect" }
    aws           = { source = "hashicorp/aws" }
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
  # In a local, since Terraform evaluates the expression of a dynamic block again for every use.
  ip_sets = provider::amazonconnect::suricata_ip_sets(local.rules)
}

resource "aws_networkfirewall_rule_group" "connect" {
  name     = "amazon-connect"
  type     = "STATEFUL"
  capacity = 100

  rule_group {
    rule_variables {
      ip_sets {
        key = "HOME_NET"
        ip_set {
          definition = var.home_net
        }
      }
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
      rules_string = provider::amazonconnect::suricata_rules(local.rules)
    }
  }
}

resource "aws_networkfirewall_firewall_policy" "agents" {
  name = "amazon-connect-agents"

  firewall_policy {
    stateless_default_actions          = ["aws:forward_to_sfe"]
    stateless_fragment_default_actions = ["aws:forward_to_sfe"]
    stateful_rule_group_reference {
      resource_arn = aws_networkfirewall_rule_group.connect.arn
    }
  }
}

output "firewall_policy_arn" {
  value = aws_networkfirewall_firewall_policy.agents.arn
}
