data "amazonconnect_domain_rules" "agents" {
  regions        = ["us-east-1"]
  instance_alias = "my-company"
}

locals {
  # { rules_string = "…", capacity = …, left_out = [ … ] }
  domains  = provider::amazonconnect::suricata_domains(data.amazonconnect_domain_rules.agents.rules)
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
    rule_variables {
      ip_sets {
        key = "HOME_NET"
        ip_set {
          definition = ["10.20.0.0/16"]
        }
      }
    }
    rules_source {
      rules_string = local.domains.rules_string
    }
  }

  lifecycle {
    precondition {
      condition     = local.domains.capacity <= local.capacity
      error_message = "The rules need a capacity of ${local.domains.capacity}, and the group has ${local.capacity}."
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
