data "amazonconnect_network_rules" "agents" {
  regions  = ["us-east-1"]
  services = ["AMAZON_CONNECT"]
}

locals {
  # In a local, since Terraform evaluates the expression of for_each again for every instance.
  groups = provider::amazonconnect::shard_rules(data.amazonconnect_network_rules.agents.rules, 60)
}

# As many security groups as it takes, 60 rules each.
resource "aws_security_group" "agents" {
  for_each = local.groups

  name   = "amazon-connect-agents-${each.key}"
  vpc_id = "vpc-0123456789abcdef0"
  egress = provider::amazonconnect::security_group_blocks(each.value, "egress")
}
