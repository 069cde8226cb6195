# Whether the groups let through what was required in the first step, by address and port. `terraform
# plan` asks it of the groups as they would be: that budget, ledger and groups lost nothing. `terraform
# plan -refresh-only` asks it of the groups as they are: what was published, or revoked by hand, since
# the last apply.
locals {
  deployed = [for group in aws_security_group.agents : { egress = group.egress, ingress = group.ingress }]
  coverage = provider::amazonconnect::coverage(data.amazonconnect_network_rules.agents.rules, local.deployed)

  # What is new at AWS and not let through by the groups.
  waiting = [
    for notice in data.amazonconnect_network_rules.agents.recent : notice
    if !provider::amazonconnect::coverage([{
      direction   = notice.direction
      ip_protocol = notice.ip_protocol
      from_port   = notice.from_port
      to_port     = notice.to_port
      cidrs       = notice.cidrs
    }], local.deployed).covered
  ]
}

check "coverage" {
  assert {
    condition     = local.coverage.covered
    error_message = local.coverage.summary
  }
}

check "notice" {
  assert {
    condition = contains(["none", "open"], provider::amazonconnect::notice_status(
      local.waiting, coalesce(var.now, plantimestamp()), { warn_days = var.warn_days }
    ).status)
    error_message = provider::amazonconnect::notice_status(
      local.waiting, coalesce(var.now, plantimestamp()), { warn_days = var.warn_days }
    ).message
  }
}

# What is missing, and what the budget and the ledger open beyond what is required.
output "coverage" {
  value = local.coverage.summary
}
