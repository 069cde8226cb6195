data "amazonconnect_network_rules" "agents" {
  regions = ["us-east-1"]
}

locals {
  agents = data.amazonconnect_network_rules.agents
  recent = provider::amazonconnect::recent_notices(local.agents.rules, local.agents.document.create_date)
  status = provider::amazonconnect::notice_status(local.recent, plantimestamp(), { warn_days = 14 })
}

# Fails the check once something that is new must be allowed within two weeks.
# A failed check is a warning: a pipeline reads it from `terraform show -json`.
check "notice" {
  assert {
    condition     = !contains(["due", "overdue"], local.status.status)
    error_message = local.status.message
  }
}
