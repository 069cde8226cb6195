# The domains that agents of https://my-company.my.connect.aws need, whose screens are recorded.
data "amazonconnect_domain_rules" "agents" {
  regions            = ["eu-west-2"]
  instance_alias     = "my-company"
  attachments_bucket = "my-company-attachments"
  screen_recording   = true
  client_os          = ["windows"]
  diagnostics        = true # AWS's endpoint test
  shift_hours        = 8
  break_hours        = 1
}

output "domains" {
  value = data.amazonconnect_domain_rules.agents.domains
}

# What a proxy must let past: media, and the web sockets that announce calls.
output "past_the_proxy" {
  value = [for rule in data.amazonconnect_domain_rules.agents.rules : rule.domain if rule.handling == "direct"]
}
