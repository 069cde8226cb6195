# The root that a pipeline watches: the rules of one environment, and a check that
# says when something new must be allowed. Firewalls are fed from local.rules.
terraform {
  required_version = ">= 1.8"
  required_providers {
    amazonconnect = { source = "amazonconnect/amazonconnect" }
  }
}

provider "amazonconnect" {}

variable "regions" {
  description = "Regions of the Amazon Connect instance."
  type        = set(string)
  default     = ["us-east-1"]
}

variable "warn_days" {
  description = "So many days before new space must be allowed the check fails."
  type        = number
  default     = 7
}

variable "now" {
  description = "The present moment (RFC 3339), to try this out at another; null takes the time of the plan."
  type        = string
  default     = null
}

data "amazonconnect_network_rules" "agents" {
  regions = var.regions
}

locals {
  rules = data.amazonconnect_network_rules.agents.rules
}

# A condition may look at the clock: only what is stored would change every plan.
check "notice" {
  assert {
    condition = contains(["none", "open"], provider::amazonconnect::notice_status(
      data.amazonconnect_network_rules.agents.recent,
      coalesce(var.now, plantimestamp()),
      { warn_days = var.warn_days },
    ).status)
    error_message = provider::amazonconnect::notice_status(
      data.amazonconnect_network_rules.agents.recent,
      coalesce(var.now, plantimestamp()),
      { warn_days = var.warn_days },
    ).message
  }
}

# What was applied last: the review compares with it.
output "rules" {
  value = local.rules
}
