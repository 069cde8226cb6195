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
  # Without the file nothing is approved, and the check in_use says that all is missing: before the first
  # renewal, and where the file's name is wrong.
  approved = jsondecode(fileexists(var.approved) ? file(var.approved) : "{\"rules\": []}").rules
  latest   = data.amazonconnect_network_rules.latest.rules
  change   = provider::amazonconnect::rules_diff(local.approved, local.latest)
  # The document that is stored, not the newest: three a day say nothing new.
  document = amazonconnect_range_ledger.latest.document
  now      = coalesce(var.now, plantimestamp())

  # The notices that are open: the ledger keeps one that has ended until its next change.
  open = [
    for notice in amazonconnect_range_ledger.latest.notices : notice
    if timecmp(notice.full_traffic_at, local.now) > 0
  ]

  # The same as rules.
  noticed = [for notice in local.open : {
    direction   = notice.direction
    ip_protocol = notice.ip_protocol
    from_port   = notice.from_port
    to_port     = notice.to_port
    cidrs       = notice.cidrs
  }]

  # What is new at AWS and not approved. Once it is, its notice stays open and is no news.
  waiting = [
    for index, notice in local.open : notice
    if !provider::amazonconnect::coverage([local.noticed[index]], local.approved).covered
  ]
  status = provider::amazonconnect::notice_status(local.waiting, local.now, { warn_days = var.warn_days })

  # Whether all that no notice gives time for is approved. Replies follow their requests, as in notices.
  requests = [for rule in local.latest : rule if rule.flow == "request"]
  in_use   = provider::amazonconnect::coverage(local.requests, concat(local.approved, local.noticed))
}

# What waits for approval must be approved before AWS uses it.
check "notice" {
  assert {
    condition     = contains(["none", "open"], local.status.status)
    error_message = "Not approved. ${local.status.message}"
  }
}

# What AWS may use by now: its notice has ended, or it never had one, such as another Region.
check "in_use" {
  assert {
    condition     = local.in_use.covered
    error_message = "Required without an open notice, and not approved. ${local.in_use.summary}"
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
  value = local.change.summary
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
