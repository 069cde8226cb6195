# Whether the groups let through what was required in the first step, by address and port. `terraform
# plan` asks it of the groups as they would be: that budget, ledger and groups lost nothing. `terraform
# plan -refresh-only` asks it of the groups as they are: what was published, or revoked by hand, since
# the last apply.
locals {
  deployed = [for group in aws_security_group.agents : { egress = group.egress, ingress = group.ingress }]
  coverage = provider::amazonconnect::coverage(data.amazonconnect_network_rules.agents.rules, local.deployed)
  now      = coalesce(var.now, plantimestamp())

  # What was young at the date of the document, of the exact rules: what a budget adds is nobody's news.
  recent = provider::amazonconnect::recent_notices(
    data.amazonconnect_network_rules.agents.rules, data.amazonconnect_network_rules.agents.document.create_date
  )

  # The notices that are open by the clock.
  open = [for notice in local.recent : notice if timecmp(notice.full_traffic_at, local.now) > 0]

  # The same as rules.
  noticed = [for notice in local.open : {
    direction   = notice.direction
    ip_protocol = notice.ip_protocol
    from_port   = notice.from_port
    to_port     = notice.to_port
    cidrs       = notice.cidrs
  }]

  # What is new at AWS and not let through by the groups.
  waiting = [
    for index, notice in local.open : notice
    if !provider::amazonconnect::coverage([local.noticed[index]], local.deployed).covered
  ]
  status = provider::amazonconnect::notice_status(local.waiting, local.now, { warn_days = var.warn_days })

  # Whether a notice gives time for all that the groups lack.
  in_use = provider::amazonconnect::coverage(local.coverage.missing, local.noticed)
}

check "coverage" {
  assert {
    condition     = local.coverage.covered
    error_message = local.coverage.summary
  }
}

check "notice" {
  assert {
    condition     = contains(["none", "open"], local.status.status)
    error_message = local.status.message
  }
}

# What AWS may use by now: it has no notice, or its notice has ended.
check "in_use" {
  assert {
    condition     = local.in_use.covered
    error_message = "Missing without an open notice: ${join(", ", flatten(local.in_use.missing[*].cidrs))}"
  }
}

# What is missing, and what the budget and the ledger open beyond what is required.
output "coverage" {
  value = local.coverage.summary
}
