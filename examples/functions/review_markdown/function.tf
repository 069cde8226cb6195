data "amazonconnect_network_rules" "agents" {
  regions = ["us-east-1"]
}

locals {
  agents = data.amazonconnect_network_rules.agents
}

# The text of a pull request, in a root of its own: `now` changes every plan.
output "review" {
  value = provider::amazonconnect::review_markdown({
    title   = "Amazon Connect, us-east-1"
    rules   = local.agents.rules
    notices = provider::amazonconnect::recent_notices(local.agents.rules, local.agents.document.create_date)
  }, plantimestamp())
}
