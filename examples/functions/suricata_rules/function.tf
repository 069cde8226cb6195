data "amazonconnect_network_rules" "agents" {
  regions  = ["us-east-1"]
  services = ["AMAZON_CONNECT"]
}

locals {
  # For both functions.
  options = { name = "connect", home_net = ["10.20.0.0/16", "2001:db8:20::/48"] }
  # In a local, since Terraform evaluates the expression of a dynamic block again for every use.
  ip_sets = provider::amazonconnect::suricata_ip_sets(data.amazonconnect_network_rules.agents.rules, local.options)
  quota = provider::amazonconnect::quota_check(data.amazonconnect_network_rules.agents.rules, "suricata", {
    home_net = local.options.home_net
  })
}

resource "aws_networkfirewall_rule_group" "agents" {
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
      rules_string = provider::amazonconnect::suricata_rules(data.amazonconnect_network_rules.agents.rules, local.options)
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
