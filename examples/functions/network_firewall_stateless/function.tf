data "amazonconnect_network_rules" "connect" {
  regions  = ["eu-central-1"]
  firewall = "stateless"
}

locals {
  stateless = provider::amazonconnect::network_firewall_stateless(data.amazonconnect_network_rules.connect.rules, ["10.20.0.0/16", "fd12:3456::/48"], 100)
}

resource "aws_networkfirewall_rule_group" "connect" {
  name     = "connect"
  type     = "STATELESS"
  capacity = 5000 # More than local.stateless.capacity: it cannot change later.

  rule_group {
    rules_source {
      stateless_rules_and_custom_actions {
        dynamic "stateless_rule" {
          for_each = local.stateless.rules
          content {
            priority = stateless_rule.value.priority
            rule_definition {
              actions = stateless_rule.value.actions
              match_attributes {
                protocols = stateless_rule.value.protocols
                dynamic "source" {
                  for_each = stateless_rule.value.sources
                  content { address_definition = source.value }
                }
                dynamic "source_port" {
                  for_each = stateless_rule.value.source_ports
                  content {
                    from_port = source_port.value.from_port
                    to_port   = source_port.value.to_port
                  }
                }
                dynamic "destination" {
                  for_each = stateless_rule.value.destinations
                  content { address_definition = destination.value }
                }
                dynamic "destination_port" {
                  for_each = stateless_rule.value.destination_ports
                  content {
                    from_port = destination_port.value.from_port
                    to_port   = destination_port.value.to_port
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
