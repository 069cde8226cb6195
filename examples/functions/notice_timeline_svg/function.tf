data "amazonconnect_network_rules" "agents" {
  regions = ["us-east-1"]
}

# A picture for the same pull request: `terraform output -raw timeline > notices.svg`.
output "timeline" {
  value = provider::amazonconnect::notice_timeline_svg(
    data.amazonconnect_network_rules.agents.recent, plantimestamp(), { title = "Amazon Connect, us-east-1" }
  )
}
