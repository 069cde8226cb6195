data "amazonconnect_network_rules" "agents" {
  regions = ["us-east-1"]
}

# The egress block of a group as hashicorp/aws shows it; its whole resource or
# data source can be given as well.
locals {
  group = {
    egress = [{
      protocol         = "tcp"
      from_port        = 443
      to_port          = 443
      cidr_blocks      = ["0.0.0.0/0"]
      ipv6_cidr_blocks = ["::/0"]
    }]
    ingress = []
  }
  coverage = provider::amazonconnect::coverage(data.amazonconnect_network_rules.agents.rules, local.group)
}

# Web traffic passes, media does not: udp/3478 is missing.
output "missing" {
  value = local.coverage.missing
}

check "group" {
  assert {
    condition     = local.coverage.covered
    error_message = local.coverage.summary
  }
}
