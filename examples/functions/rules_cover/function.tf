data "amazonconnect_network_rules" "agents" {
  regions  = ["us-east-1"]
  services = ["AMAZON_CONNECT", "CLOUDFRONT"]
}

# 182 IPv4 prefixes in two security groups of 60 rules, for at most 8 extra addresses for each
# hundred wanted ones. The error for a smaller ratio says what other budgets cost.
output "covered" {
  value = provider::amazonconnect::rules_cover(data.amazonconnect_network_rules.agents.rules, {
    max_rules           = 120
    max_overshoot_ratio = 0.08
  })
}
