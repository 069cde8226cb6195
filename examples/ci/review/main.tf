# The text and the picture of a review, in a root of its own: they tell the time,
# so every plan of them is a change. It creates nothing.
terraform {
  required_version = ">= 1.8"
  required_providers {
    amazonconnect = { source = "amazonconnect/amazonconnect" }
  }
}

provider "amazonconnect" {}

variable "regions" {
  description = "Regions of the Amazon Connect instance, as in ../network."
  type        = set(string)
  default     = ["us-east-1"]
}

variable "now" {
  description = "The present moment (RFC 3339), to try this out at another; null takes the time of the plan."
  type        = string
  default     = null
}

data "amazonconnect_network_rules" "latest" {
  regions = var.regions
}

locals {
  # drift.sh writes it from the outputs of ../network; there is none before the first apply.
  applied_file = "${path.module}/applied.json"
  applied      = jsondecode(fileexists(local.applied_file) ? file(local.applied_file) : "null")
  now          = coalesce(var.now, plantimestamp())
  title        = "Amazon Connect: ${join(", ", var.regions)}"
  recent       = data.amazonconnect_network_rules.latest.recent
}

output "review" {
  value = provider::amazonconnect::review_markdown({
    title    = local.title
    rules    = data.amazonconnect_network_rules.latest.rules
    approved = local.applied
    notices  = local.recent
  }, local.now)
}

output "timeline" {
  value = provider::amazonconnect::notice_timeline_svg(local.recent, local.now, { title = local.title })
}
