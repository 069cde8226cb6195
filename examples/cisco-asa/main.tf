# Access lists for Cisco ASA.
#
# The first time: terraform apply, load `terraform output -raw text`, then keep what was loaded with
# `terraform output -json rules > loaded.json`. From then on load `terraform output -raw changes`: the lines from
# there to here, what is new first, then the removal of what is superseded; and keep the rules again.
terraform {
  required_version = ">= 1.8"
  required_providers {
    amazonconnect = { source = "amazonconnect/amazonconnect" }
  }
}

provider "amazonconnect" {}

data "amazonconnect_network_rules" "agents" {
  regions  = var.regions
  services = var.services
}

locals {
  rules   = data.amazonconnect_network_rules.agents.rules
  options = { name = var.name, regions = var.regions }
  file    = "${path.module}/loaded.json"
  loaded  = jsondecode(fileexists(local.file) ? file(local.file) : "[]")
  changes = provider::amazonconnect::rules_diff(local.loaded, local.rules, merge(local.options, { format = "cisco_asa" }))
}

output "text" {
  value = provider::amazonconnect::render_text(local.rules, "cisco_asa", local.options)
}

output "changes" {
  value = local.changes.text
}

output "summary" {
  value = local.changes.summary
}

output "rules" {
  value = local.rules
}
