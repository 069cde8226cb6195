data "amazonconnect_network_rules" "agents" {
  regions             = ["us-east-1"]
  sign_in             = "saml"
  max_rules           = 300  # 5 security groups of 60
  max_overshoot_ratio = 0.02 # for which at most 2 % more addresses may be open than AWS names
}

locals {
  rules = data.amazonconnect_network_rules.agents.rules
  # In a local, since Terraform evaluates the expression of for_each again for every instance.
  # Where an interface may have 9 groups, exact rules of which no unchanged one ever moves: without
  # the two max_… lines, { count = 9 } here and { groups = 9 } below.
  groups = provider::amazonconnect::shard_rules(local.rules, 60)
  quota  = provider::amazonconnect::quota_check(local.rules, "security_group", { groups = 5 })
}

resource "aws_security_group" "agents" {
  for_each = local.groups

  name    = "amazon-connect-agents-${each.key}"
  vpc_id  = "vpc-0123456789abcdef0"
  egress  = provider::amazonconnect::security_group_blocks(each.value, "egress")
  ingress = []

  lifecycle {
    precondition {
      condition     = local.quota.fits
      error_message = local.quota.message
    }
  }
}
