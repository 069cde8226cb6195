data "amazonconnect_network_rules" "connect" {
  regions = ["eu-central-1"]
}

locals {
  stateful = provider::amazonconnect::network_firewall_stateful(data.amazonconnect_network_rules.connect.rules, ["10.20.0.0/16", "fd12:3456::/48"])
}

resource "aws_networkfirewall_rule_group" "connect" {
  name     = "connect"
  type     = "STATEFUL"
  capacity = 2000 # More than local.stateful.capacity: it cannot change later.

  rule_group {
    rules_source {
      dynamic "stateful_rule" {
        for_each = local.stateful.rules
        content {
          action = stateful_rule.value.action
          header {
            protocol         = stateful_rule.value.header.protocol
            source           = stateful_rule.value.header.source
            source_port      = stateful_rule.value.header.source_port
            direction        = stateful_rule.value.header.direction
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
}
