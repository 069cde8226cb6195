data "amazonconnect_network_rules" "agents" {
  regions     = ["us-east-1"]
  services    = ["AMAZON_CONNECT"]
  ip_versions = ["ipv4"]
  firewall    = "stateless"
}

locals {
  capacity = 1000 # a new one replaces the group: leave room
  # { capacity = …, rules = [ … ] }. In a local, since Terraform evaluates the expression of a dynamic
  # block again for every use.
  stateless = provider::amazonconnect::network_firewall_stateless(data.amazonconnect_network_rules.agents.rules, ["10.20.0.0/16"], 100)
  quota = provider::amazonconnect::quota_check(data.amazonconnect_network_rules.agents.rules, "network_firewall_stateless", {
    home_net = ["10.20.0.0/16"]
    quota    = local.capacity
  })
}

resource "aws_networkfirewall_rule_group" "agents" {
  name     = "amazon-connect"
  type     = "STATELESS"
  capacity = local.capacity

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
                  content {
                    address_definition = source.value
                  }
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
                  content {
                    address_definition = destination.value
                  }
                }
                dynamic "destination_port" {
                  for_each = stateless_rule.value.destination_ports
                  content {
                    from_port = destination_port.value.from_port
                    to_port   = destination_port.value.to_port
                  }
                }
                # Of TCP, replies alone: without it, whoever is in these ranges could connect.
                dynamic "tcp_flag" {
                  for_each = stateless_rule.value.tcp_flags
                  content {
                    flags = tcp_flag.value.flags
                    masks = tcp_flag.value.masks
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  lifecycle {
    precondition {
      condition     = local.quota.fits
      error_message = local.quota.message
    }
  }
}

# The rules restrict nothing without a policy that drops what matches none.
resource "aws_networkfirewall_firewall_policy" "agents" {
  name = "amazon-connect-agents"

  firewall_policy {
    stateless_default_actions          = ["aws:drop"]
    stateless_fragment_default_actions = ["aws:drop"]
    stateless_rule_group_reference {
      priority     = 1
      resource_arn = aws_networkfirewall_rule_group.agents.arn
    }
  }
}
