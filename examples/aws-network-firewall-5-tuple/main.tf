# A stateful rule group with a 5-tuple rule for each prefix, in a firewall policy that drops and logs
# everything else. IPv4 alone: see aws-network-firewall for both families.
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
  ip_versions = ["ipv4"]
}

locals {
  # In a local, since Terraform evaluates the expression of a dynamic block again for every use.
  group = provider::amazonconnect::network_firewall_stateful(data.amazonconnect_network_rules.agents.rules, [var.agents_cidr])
}

resource "aws_networkfirewall_rule_group" "connect" {
  name = "amazon-connect-5-tuple"
  type = "STATEFUL"
  # A new capacity replaces the group: leave room.
  capacity = var.capacity

  rule_group {
    stateful_rule_options {
      rule_order = "STRICT_ORDER"
    }
    rules_source {
      dynamic "stateful_rule" {
        for_each = local.group.rules
        content {
          action = stateful_rule.value.action
          header {
            protocol         = stateful_rule.value.header.protocol
            direction        = stateful_rule.value.header.direction
            source           = stateful_rule.value.header.source
            source_port      = stateful_rule.value.header.source_port
            destination      = stateful_rule.value.header.destination
            destination_port = stateful_rule.value.header.destination_port
          }
          dynamic "rule_option" {
            for_each = stateful_rule.value.rule_option
            content {
              keyword  = rule_option.value.keyword
              settings = rule_option.value.settings
            }
          }
        }
      }
    }
  }
  lifecycle {
    precondition {
      condition     = local.group.capacity <= var.capacity
      error_message = "The rules need a capacity of ${local.group.capacity}, and the group has ${var.capacity}: raise var.capacity, which replaces the group."
    }
  }
}

resource "aws_networkfirewall_firewall_policy" "agents" {
  name = "amazon-connect-5-tuple"

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
