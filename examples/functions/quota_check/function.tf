data "amazonconnect_network_rules" "agents" {
  regions  = ["us-east-1"]
  services = ["AMAZON_CONNECT"]
}

locals {
  # { fits = true, quota = 60, counts = { egress_ipv4 = 2, … }, groups_needed = 1, message = "…" }
  quota = provider::amazonconnect::quota_check(data.amazonconnect_network_rules.agents.rules, "security_group", { groups = 1 })
}

resource "aws_security_group" "agents" {
  name    = "amazon-connect-agents"
  vpc_id  = "vpc-0123456789abcdef0"
  egress  = provider::amazonconnect::security_group_blocks(data.amazonconnect_network_rules.agents.rules, "egress")
  ingress = []

  lifecycle {
    precondition {
      condition     = local.quota.fits
      error_message = local.quota.message
    }
  }
}
