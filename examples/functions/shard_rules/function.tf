data "amazonconnect_network_rules" "agents" {
  regions = ["us-east-1"]
  sign_in = "saml"
}

locals {
  # In a local, since Terraform evaluates the expression of for_each again for every instance.
  groups = provider::amazonconnect::shard_rules(data.amazonconnect_network_rules.agents.rules, 60, { count = 9 })
  # A network interface takes 5 groups unless the quota was raised.
  quota = provider::amazonconnect::quota_check(data.amazonconnect_network_rules.agents.rules, "security_group", { groups = 9 })
}

# Nine security groups of 60 rules, of which no unchanged one ever moves.
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
