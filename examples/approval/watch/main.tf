# Watches AWS's ranges for every environment, and proposes what to approve. A pipeline applies it each
# day, unattended (../approval.sh renew): it makes nothing but the memory of what is new.
#
# What it tells has the date of the document that the ledger stored, so its plan is empty until rules
# change, a held prefix is due, or a week has passed.
terraform {
  required_version = ">= 1.8"
  required_providers {
    amazonconnect = { source = "amazonconnect/amazonconnect" }
  }
}

provider "amazonconnect" {}

variable "regions" {
  description = "Region of the Amazon Connect instance; two for Global Resiliency."
  type        = list(string)
  default     = ["eu-central-1"]
}

variable "services" {
  description = "Services to allow by prefix. Media cannot go through a proxy; leave the rest to one, or name it here."
  type        = list(string)
  default     = ["AMAZON_CONNECT"]
}

variable "approved" {
  description = "File of the environment that comes first, as it is committed. There is none before the first renewal."
  type        = string
  default     = "../approved/dev.json"
}

variable "warn_days" {
  description = "So many days before new space must be allowed the check fails, if it is not approved by then."
  type        = number
  default     = 7
}

variable "now" {
  description = "The present moment (RFC 3339), to try the check at another; null takes the time of the plan."
  type        = string
  default     = null
}

data "amazonconnect_network_rules" "latest" {
  regions  = var.regions
  services = var.services
}

resource "amazonconnect_range_ledger" "latest" {
  rules    = data.amazonconnect_network_rules.latest.rules
  document = data.amazonconnect_network_rules.latest.document

  # The check below depends on allow_by, which is early by as much as the stored document is old.
  record_interval_days = 7

  lifecycle {
    prevent_destroy = true
  }
}

locals {
  approved = jsondecode(fileexists(var.approved) ? file(var.approved) : "{\"rules\": []}").rules
  latest   = data.amazonconnect_network_rules.latest.rules
  waiting  = provider::amazonconnect::rules_diff(local.approved, local.latest)
  # The document that is stored, not the newest: three a day say nothing new.
  document = amazonconnect_range_ledger.latest.document
}

# What waits for approval must be approved before AWS uses it.
check "approval" {
  assert {
    condition = length(local.waiting.added) == 0 || contains(["none", "open"], provider::amazonconnect::notice_status(
      amazonconnect_range_ledger.latest.notices,
      coalesce(var.now, plantimestamp()),
      { warn_days = var.warn_days },
    ).status)
    error_message = "Not approved: ${local.waiting.summary}"
  }
}

# The next content of the file.
output "approved" {
  value = {
    rules    = local.latest
    document = local.document
  }
}

# What it opens and closes, in words.
output "waiting" {
  value = local.waiting.summary
}

# The pull request's text, at the date of the document.
output "review" {
  value = provider::amazonconnect::review_markdown({
    title    = "Amazon Connect: ${join(", ", var.regions)}"
    rules    = local.latest
    approved = local.approved
    notices  = amazonconnect_range_ledger.latest.notices
    held     = amazonconnect_range_ledger.latest.held
  }, local.document.create_date)
}
