# The root that a pipeline watches: the rules of one environment and the ledger of what was applied.
# Firewalls are fed from local.rules. Nothing here tells the time, so a plan is empty until something
# changes; what is urgent is said by ../review.
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

data "amazonconnect_network_rules" "agents" {
  regions = var.regions
}

resource "amazonconnect_range_ledger" "agents" {
  rules    = data.amazonconnect_network_rules.agents.rules
  document = data.amazonconnect_network_rules.agents.document

  # The gate depends on allow_by, which is early by as much as the stored document is old. In quiet
  # times about one apply a week changes the ledger alone.
  record_interval_days = 7

  # Destroyed, it forgets what is held.
  lifecycle {
    prevent_destroy = true
  }
}

locals {
  rules = amazonconnect_range_ledger.agents.effective_rules
}

# In the place of your firewalls.
resource "terraform_data" "firewall" {
  input = local.rules
}

# What is applied: stored after the firewalls, so not where one failed. An output would be: Terraform
# stores what the plan knew of it, whatever fails, also with a depends_on.
resource "terraform_data" "applied" {
  input      = local.rules
  depends_on = [terraform_data.firewall]
}

# What ../review reads of the plan, as it would be.
output "regions" {
  value = var.regions
}

output "required" {
  value = data.amazonconnect_network_rules.agents.rules
}

output "rules" {
  value = local.rules
}

output "notices" {
  value = amazonconnect_range_ledger.agents.notices
}

output "held" {
  value = amazonconnect_range_ledger.agents.held
}
