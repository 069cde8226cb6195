# AWS refuses what exceeds a quota at apply, when a part of it is there. This fails the plan, and says
# what was counted: what is held as well, so the effective rules.
locals {
  quota = provider::amazonconnect::quota_check(local.effective, "security_group", {
    quota  = var.rules_per_group
    groups = var.groups
  })
}

output "quota" {
  value = local.quota.message

  # Here and not at the groups: where they cannot be cut, nobody asks their conditions.
  precondition {
    condition     = local.quota.fits
    error_message = local.quota.message
  }
}
