# One environment: it opens what its approved file says, whatever AWS publishes, and for a while what
# an earlier one said. Its workspace is its name, such as dev, stage or prod: each has its own state,
# its own ledger and its own file.
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

variable "approved" {
  description = "File with the rules and the document that are approved for this environment."
  type        = string
}

variable "hold_removed_days" {
  description = "For how many days stays what is no longer approved. With 0 a roll-back narrows at once."
  type        = number
  default     = 14
}

variable "aws_region" {
  description = "Region of the network that the agents are in."
  type        = string
  default     = "eu-central-1"
}

variable "vpc_ids" {
  description = "VPC of each environment, by its name."
  type        = map(string)
}

variable "rules_per_group" {
  description = "Rules that one security group may hold, IPv4 and IPv6 apart: the account's quota."
  type        = number
  default     = 60
}

variable "groups" {
  description = "Security groups that share the rules; leave room for what is held."
  type        = number
  default     = 1
}

locals {
  # No default and no try: without the file, or with a damaged one, nothing may change.
  approved = jsondecode(file(var.approved))
}

resource "amazonconnect_range_ledger" "agents" {
  # Through a function, which refuses what rules do not have: a resource never sees a misspelt attribute.
  rules             = provider::amazonconnect::rules_subtract(local.approved.rules, [])
  document          = local.approved.document
  hold_removed_days = var.hold_removed_days

  # Destroyed, it forgets what is held, and numbers start again.
  lifecycle {
    prevent_destroy = true
  }
}

locals {
  effective = amazonconnect_range_ledger.agents.effective_rules
  # A rule stays in its group for life, since the ledger numbers prefixes.
  groups = provider::amazonconnect::shard_rules(local.effective, var.rules_per_group, { count = var.groups })
  rules = merge([
    for group, rules in local.groups : {
      for key, rule in provider::amazonconnect::security_group_rules(rules) : key => merge(rule, { group = group })
    }
  ]...)
  quota = provider::amazonconnect::quota_check(local.effective, "security_group", {
    quota  = var.rules_per_group
    groups = var.groups
  })
}

resource "aws_security_group" "agents" {
  for_each    = local.groups
  name        = "amazon-connect-agents-${terraform.workspace}-${each.key}"
  description = "Amazon Connect agents, ${terraform.workspace}, part ${each.key}"
  vpc_id      = var.vpc_ids[terraform.workspace]

  lifecycle {
    precondition {
      condition     = local.quota.fits
      error_message = local.quota.message
    }
  }
}

resource "aws_security_group_rule" "agents" {
  for_each          = local.rules
  security_group_id = aws_security_group.agents[each.value.group].id
  type              = each.value.type
  protocol          = each.value.ip_protocol
  from_port         = each.value.from_port
  to_port           = each.value.to_port
  cidr_blocks       = each.value.cidr_blocks
  ipv6_cidr_blocks  = each.value.ipv6_cidr_blocks
  description       = each.value.description
}

# What is open although it is no longer approved, and until when.
output "held" {
  value = [for held in amazonconnect_range_ledger.agents.held : "until ${held.drop_at}: ${join(", ", held.cidrs)}"]
}
