data "amazonconnect_network_rules" "agents" {
  regions  = ["us-east-1"]
  services = ["AMAZON_CONNECT"]
}

locals {
  # What was approved or loaded: `terraform output -json rules > approved.json`.
  file     = "${path.module}/approved.json"
  approved = jsondecode(fileexists(local.file) ? file(local.file) : "[]")
  changes = provider::amazonconnect::rules_diff(local.approved, data.amazonconnect_network_rules.agents.rules, {
    format  = "cisco_asa"
    name    = "connect-virginia"
    regions = ["us-east-1"]
  })
}

output "summary" {
  value = local.changes.summary
}

# The lines that take the device from there to here.
output "lines" {
  value = local.changes.text
}
