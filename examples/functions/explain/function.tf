data "amazonconnect_network_rules" "agents" {
  regions = ["us-east-1"]
  merge   = "per_service" # the default names all services of a port
}

# Why is this address open?
output "why" {
  value = provider::amazonconnect::explain(data.amazonconnect_network_rules.agents.rules, "52.54.1.1")
}
