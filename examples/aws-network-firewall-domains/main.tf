# A domain list rule group: HTTPS by the name that the client asks for. Names that the target cannot
# express are an output.
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

data "amazonconnect_domain_rules" "agents" {
  regions        = var.regions
  instance_alias = var.instance_alias
  sign_in        = var.sign_in
}

locals {
  domains = provider::amazonconnect::network_firewall_domains(data.amazonconnect_domain_rules.agents.rules)
}

resource "aws_networkfirewall_rule_group" "domains" {
  name = "amazon-connect-domains"
  type = "STATEFUL"
  # A new capacity replaces the group: leave room.
  capacity = 200

  rule_group {
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
        generated_rules_type = "ALLOWLIST"
        target_types         = ["TLS_SNI", "HTTP_HOST"]
        targets              = local.domains.targets
      }
    }
  }
}

output "left_out" {
  value = local.domains.left_out
}
