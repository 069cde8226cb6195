# A prefix is in group slot / 60 for as long as it lives, so a change touches no rule but those that
# come and go.
locals {
  # In a local, since Terraform evaluates the expression of for_each again for every instance.
  groups = provider::amazonconnect::shard_rules(local.effective, var.rules_per_group, { count = var.groups })
}

resource "aws_security_group" "agents" {
  for_each    = local.groups
  name        = "amazon-connect-agents-${each.key}"
  description = "Amazon Connect agents, part ${each.key}"
  vpc_id      = var.vpc_id

  # Inline, so that a plan shows what somebody changed by hand: a rule that is gone, and one too many.
  egress  = provider::amazonconnect::security_group_blocks(each.value, "egress")
  ingress = []
}

output "security_group_ids" {
  value = [for group in aws_security_group.agents : group.id]
}
