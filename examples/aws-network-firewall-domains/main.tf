# HTTPS by the name that the client asks for, media by range, and everything else dropped and logged.
# Names stand for TLS and ranges for UDP, so neither opens what the other one closes; names that a
# domain list cannot express are an output. The VPC's own resolver answers the agents: its packets do
# not pass the firewall.
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

data "amazonconnect_domain_rules" "agents" {
  regions        = var.regions
  instance_alias = var.instance_alias
  sign_in        = var.sign_in
}

# The media of softphones, which names no host.
data "amazonconnect_network_rules" "media" {
  regions     = var.regions
  services    = ["AMAZON_CONNECT"]
  ip_versions = ["ipv4"]
}

locals {
  domains = provider::amazonconnect::network_firewall_domains(data.amazonconnect_domain_rules.agents.rules)
  media   = data.amazonconnect_network_rules.media.rules
  # For both functions.
  options = { name = "media", home_net = [var.agents_cidr] }
  # In a local, since Terraform evaluates the expression of a dynamic block again for every use.
  media_sets  = provider::amazonconnect::suricata_ip_sets(local.media, local.options)
  media_quota = provider::amazonconnect::quota_check(local.media, "suricata", { home_net = [var.agents_cidr] })
}

resource "aws_networkfirewall_rule_group" "domains" {
  name = "amazon-connect-domains"
  type = "STATEFUL"
  # A new capacity replaces the group: leave room.
  capacity = var.capacity

  rule_group {
    stateful_rule_options {
      rule_order = "STRICT_ORDER"
    }
    rule_variables {
      ip_sets {
        key = "HOME_NET"
        ip_set {
          definition = [var.agents_cidr]
        }
      }
    }
    rules_source {
      rules_source_list {
        generated_rules_type = local.domains.generated_rules_type
        target_types         = local.domains.target_types
        targets              = local.domains.targets
      }
    }
  }

  lifecycle {
    precondition {
      condition     = local.domains.capacity <= var.capacity
      error_message = "The domains need a capacity of ${local.domains.capacity}, and the group has ${var.capacity}: raise var.capacity, which replaces the group."
    }
  }
}

resource "aws_networkfirewall_rule_group" "media" {
  name     = "amazon-connect-media"
  type     = "STATEFUL"
  capacity = 10

  rule_group {
    stateful_rule_options {
      rule_order = "STRICT_ORDER"
    }
    rule_variables {
      dynamic "ip_sets" {
        for_each = local.media_sets
        content {
          key = ip_sets.key
          ip_set {
            definition = ip_sets.value
          }
        }
      }
    }
    rules_source {
      rules_string = provider::amazonconnect::suricata_rules(local.media, local.options)
    }
  }

  lifecycle {
    precondition {
      condition     = local.media_quota.fits
      error_message = local.media_quota.message
    }
  }
}

resource "aws_networkfirewall_firewall_policy" "agents" {
  name = "amazon-connect-domains"

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
      resource_arn = aws_networkfirewall_rule_group.media.arn
    }
    stateful_rule_group_reference {
      priority     = 2
      resource_arn = aws_networkfirewall_rule_group.domains.arn
    }
  }
}

output "firewall_policy_arn" {
  value = aws_networkfirewall_firewall_policy.agents.arn
}

output "left_out" {
  value = local.domains.left_out
}
