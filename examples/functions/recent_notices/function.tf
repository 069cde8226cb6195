data "amazonconnect_network_rules" "agents" {
  regions = ["us-east-1"]
}

locals {
  agents = data.amazonconnect_network_rules.agents
  recent = provider::amazonconnect::recent_notices(local.agents.rules, local.agents.document.create_date)
}

# What must be allowed soon, and by when.
output "recent" {
  value = [for notice in local.recent : "${notice.allow_by}: ${join(", ", notice.cidrs)}"]
}
