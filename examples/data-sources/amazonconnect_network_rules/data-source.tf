# What a network must allow for agents of an instance in us-east-1.
data "amazonconnect_network_rules" "agents" {
  regions = ["us-east-1"]
  sign_in = "saml"
}

# Each rule is a permission with its prefixes: "egress udp 3478-3478 ipv4" = ["15.193.0.0/19", …].
output "permissions" {
  value = {
    for rule in data.amazonconnect_network_rules.agents.rules :
    "${rule.direction} ${rule.ip_protocol} ${rule.from_port}-${rule.to_port} ${rule.ip_version}" => rule.cidrs
  }
}

output "rule_counts" {
  value = data.amazonconnect_network_rules.agents.rule_counts
}

# How many IPv4 addresses each direction and port opens.
output "address_counts" {
  value = data.amazonconnect_network_rules.agents.address_counts
}

# An on-premises voice system that a Voice Connector calls by TLS at port 5061.
data "amazonconnect_network_rules" "voice" {
  regions               = ["us-east-1"]
  services              = ["CHIME_VOICECONNECTOR"]
  external_voice_routes = [{ ip_protocol = "tcp", port = 5061 }]
}

# A fixed number of rules, at the price of other addresses. It expires as AWS's ranges grow, and a
# plan that still succeeds says how soon.
data "amazonconnect_network_rules" "within_120" {
  regions             = ["us-east-1"]
  services            = ["CLOUDFRONT"]
  max_rules           = 120
  max_overshoot_ratio = 0.5
}

check "the_budget_lasts" {
  assert {
    condition     = alltrue([for cover in data.amazonconnect_network_rules.within_120.overshoot : cover.room >= 5])
    error_message = "Of 120 rules fewer than 5 are left within max_overshoot_ratio: raise one of both."
  }
}
