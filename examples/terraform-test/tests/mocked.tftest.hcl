# Rules of your own making. Functions run for real even where the provider is mocked.
mock_provider "amazonconnect" {}

run "one_rule" {
  command = plan

  override_data {
    target = data.amazonconnect_network_rules.agents
    values = {
      rules = [{
        key         = "egress-udp-3478-192.0.2.0/24"
        requirement = "media"
        services    = ["AMAZON_CONNECT"]
        direction   = "egress"
        ip_protocol = "udp"
        from_port   = 3478
        to_port     = 3478
        ip_version  = "ipv4"
        cidr        = "192.0.2.0/24"
        description = "Amazon Connect media"
      }]
    }
  }

  assert {
    condition     = output.media["egress-udp-3478-192.0.2.0/24"].cidr_ipv4 == "192.0.2.0/24"
    error_message = "The rule is not in the output."
  }
}

run "no_rules_is_an_error" {
  command = plan

  override_data {
    target = data.amazonconnect_network_rules.agents
    values = {
      rules = [{
        key         = "egress-tcp-443-192.0.2.0/24"
        requirement = "signalling"
        services    = ["EC2"]
        direction   = "egress"
        ip_protocol = "udp"
        from_port   = 443
        to_port     = 443
        ip_version  = "ipv4"
        cidr        = "192.0.2.0/24"
        description = "Amazon Connect"
      }]
    }
  }

  assert {
    condition     = keys(output.media) == ["egress-udp-443-192.0.2.0/24"]
    error_message = "The key is not made of the rule's content."
  }
}
