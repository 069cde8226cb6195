data "amazonconnect_network_rules" "agents" {
  regions = ["us-east-1"]
}

# Fails the check once something that is new must be allowed within two weeks.
# A failed check is a warning: a pipeline reads it from `terraform show -json`.
check "notice" {
  assert {
    condition = !contains(["due", "overdue"], provider::amazonconnect::notice_status(
      data.amazonconnect_network_rules.agents.recent, plantimestamp(), { warn_days = 14 }
    ).status)
    error_message = provider::amazonconnect::notice_status(
      data.amazonconnect_network_rules.agents.recent, plantimestamp(), { warn_days = 14 }
    ).message
  }
}
