data "amazonconnect_network_rules" "agents" {
  regions  = ["us-east-1"]
  services = ["AMAZON_CONNECT"]
}

resource "aws_security_group" "agents" {
  name   = "amazon-connect-agents"
  vpc_id = "vpc-0123456789abcdef0"
  egress = provider::amazonconnect::security_group_blocks(data.amazonconnect_network_rules.agents.rules, "egress")
}
