data "amazonconnect_network_rules" "agents" {
  regions     = ["us-east-1"]
  services    = ["AMAZON_CONNECT"]
  ip_versions = ["ipv4"]
}

locals {
  # { capacity = …, rules = [ … ] }. In a local, since Terraform evaluates the expression of a dynamic
  # block again for every use.
  stateful = provider::amazonconnect::network_firewall_stateful(data.amazonconnect_network_rules.agents.rules, ["10.20.0.0/16"])
  capacity = 100 # a new one replaces the group: leave room
}

resource "aws_networkfirewall_rule_group" "agents" {
  name     = "amazon-connect"
  type     = "STATEFUL"
  capacity = local.capacity

  rule_group {
    stateful_rule_options {
      rule_order = "STRICT_ORDER"
    }
    rules_source {
      dynamic "stateful_rule" {
        for_each = local.stateful.rules
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
      condition     = local.stateful.capacity <= local.capacity
      error_message = "The rules need a capacity of ${local.stateful.capacity}, and the group has ${local.capacity}."
    }
  }
}

# The rules restrict nothing without a policy that drops what matches none.
resource "aws_networkfirewall_firewall_policy" "agents" {
  name = "amazon-connect-agents"

  firewall_policy {
    stateless_default_actions          = ["aws:forward_to_sfe"]
    stateless_fragment_default_actions = ["aws:forward_to_sfe"]
    stateful_default_actions           = ["aws:drop_established", "aws:alert_established"]
    stateful_engine_options {
      rule_order = "STRICT_ORDER"
    }
    stateful_rule_group_reference {
      priority     = 1
      resource_arn = aws_networkfirewall_rule_group.agents.arn
    }
  }
}
