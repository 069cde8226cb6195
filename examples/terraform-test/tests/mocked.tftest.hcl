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

run "other_udp_ports_are_kept_apart" {
  command = plan

  override_data {
    target = data.amazonconnect_network_rules.agents
    values = {
      rules = [for port in [3478, 3479] : {
        key         = "egress-udp-${port}-192.0.2.0/24"
        requirement = "media"
        services    = ["AMAZON_CONNECT"]
        direction   = "egress"
        ip_protocol = "udp"
        from_port   = port
        to_port     = port
        ip_version  = "ipv4"
        cidr        = "192.0.2.0/24"
        description = "Amazon Connect media"
      }]
    }
  }

  assert {
    condition     = toset(keys(output.media)) == toset(["egress-udp-3478-192.0.2.0/24", "egress-udp-3479-192.0.2.0/24"])
    error_message = "Two ports of one prefix are two rules."
  }
}
