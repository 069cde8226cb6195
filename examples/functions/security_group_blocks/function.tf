data "amazonconnect_network_rules" "agents" {
  regions  = ["us-east-1"]
  services = ["AMAZON_CONNECT"]
}

locals {
  rules = data.amazonconnect_network_rules.agents.rules
  quota = provider::amazonconnect::quota_check(local.rules, "security_group", { groups = 1 })
}

resource "aws_security_group" "agents" {
  name   = "amazon-connect-agents"
  vpc_id = "vpc-0123456789abcdef0"
  egress = provider::amazonconnect::security_group_blocks(local.rules, "egress")
  # Said here, so that a plan shows what somebody else lets in.
  ingress = []

  lifecycle {
    precondition {
      condition     = local.quota.fits
      error_message = local.quota.message
    }
  }
}
