# Every rule a resource of its own, with the resource type that every version of the AWS provider
# has. No plan shows a rule that somebody adds beside these: see aws-security-group for a group that
# is wholly Terraform's.
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
  regions  = var.regions
  services = var.services
}

locals {
  # In a local, since Terraform evaluates the expression of for_each again for every instance.
  rules = provider::amazonconnect::security_group_rules(data.amazonconnect_network_rules.agents.rules)
  quota = provider::amazonconnect::quota_check(data.amazonconnect_network_rules.agents.rules, "security_group", {
    quota  = var.rules_per_group
    groups = 1
  })
}

resource "aws_security_group" "agents" {
  name        = "amazon-connect-agents"
  description = "Amazon Connect agents"
  vpc_id      = var.vpc_id

  lifecycle {
    precondition {
      condition     = local.quota.fits
      error_message = local.quota.message
    }
  }
}

resource "aws_security_group_rule" "agents" {
  for_each          = local.rules
  security_group_id = aws_security_group.agents.id
  type              = each.value.type
  protocol          = each.value.ip_protocol
  from_port         = each.value.from_port
  to_port           = each.value.to_port
  cidr_blocks       = each.value.cidr_blocks
  ipv6_cidr_blocks  = each.value.ipv6_cidr_blocks
  description       = each.value.description
}

output "security_group_id" {
  value = aws_security_group.agents.id
}
