data "amazonconnect_network_rules" "agents" {
  regions = ["us-east-1"]
}

# The text of a pull request, in a root of its own: `now` changes every plan.
output "review" {
  value = provider::amazonconnect::review_markdown({
    title   = "Amazon Connect, us-east-1"
    rules   = data.amazonconnect_network_rules.agents.rules
    notices = data.amazonconnect_network_rules.agents.recent
  }, plantimestamp())
}
