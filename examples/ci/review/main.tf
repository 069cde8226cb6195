# The text and the picture of a review, and the gate, in a root of its own: they tell the time, and an
# output that does makes every plan a change. It creates nothing.
terraform {
  required_version = ">= 1.8"
  required_providers {
    amazonconnect = { source = "amazonconnect/amazonconnect" }
  }
}

variable "warn_days" {
  description = "So many days before new space must be allowed the check fails, if it is not applied by then."
  type        = number
  default     = 7
}

variable "now" {
  description = "The present moment (RFC 3339), to try this out at another; null takes the time of the plan."
  type        = string
  default     = null
}

locals {
  # drift.sh writes it: the rules of ../network that were applied last, none before the first apply, and
  # all outputs as the plan would have them.
  network = jsondecode(file("${path.module}/network.json"))
  applied = local.network.applied
  planned = local.network.planned
  now     = coalesce(var.now, plantimestamp())
  title   = "Amazon Connect: ${join(", ", local.planned.regions)}"

  # The notices that are open: the ledger keeps one that has ended until its next change.
  open = [for notice in local.planned.notices : notice if timecmp(notice.full_traffic_at, local.now) > 0]

  # The same as rules.
  noticed = [for notice in local.open : {
    direction   = notice.direction
    ip_protocol = notice.ip_protocol
    from_port   = notice.from_port
    to_port     = notice.to_port
    cidrs       = notice.cidrs
  }]

  # What is new at AWS and not applied. Once it is, its notice stays open and is no news.
  waiting = [
    for index, notice in local.open : notice
    if !provider::amazonconnect::coverage([local.noticed[index]], local.applied).covered
  ]
  status = provider::amazonconnect::notice_status(local.waiting, local.now, { warn_days = var.warn_days })

  # Whether all that no notice gives time for is applied. Replies follow their requests, as in notices.
  requests = [for rule in local.planned.required : rule if rule.flow == "request"]
  in_use   = provider::amazonconnect::coverage(local.requests, concat(local.applied, local.noticed))
}

# Before the first apply all is new, and nothing is more urgent than the rest: a change is enough.
check "notice" {
  assert {
    condition     = length(local.applied) == 0 || contains(["none", "open"], local.status.status)
    error_message = local.status.message
  }
}

# What AWS may use by now: its notice has ended, or it is asked for anew, such as another Region. Before
# the first apply all is.
check "in_use" {
  assert {
    condition     = length(local.applied) == 0 || local.in_use.covered
    error_message = "Required without an open notice, and not applied. ${local.in_use.summary}"
  }
}

output "review" {
  value = provider::amazonconnect::review_markdown({
    title    = local.title
    rules    = local.planned.rules
    approved = length(local.applied) == 0 ? null : local.applied
    notices  = local.planned.notices
    held     = local.planned.held
    coverage = provider::amazonconnect::coverage(local.planned.required, local.applied)
  }, local.now)
}

output "timeline" {
  value = provider::amazonconnect::notice_timeline_svg(local.planned.notices, local.now, { title = local.title })
}
