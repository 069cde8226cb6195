# Rules of your own making. Functions run for real even where the provider is mocked.
mock_provider "amazonconnect" {}

# A plain mock gives no rules, and functions give no result for none.
run "no_rules" {
  command = plan

  assert {
    condition     = length(output.media) == 0
    error_message = "There are rules that nobody gave."
  }
}

# Write every attribute: Terraform fills those that are left out with made-up values.
run "one_rule" {
  command = plan

  override_data {
    target = data.amazonconnect_network_rules.agents
    values = {
      rules = [{
        direction        = "egress"
        flow             = "request"
        ip_protocol      = "udp"
        from_port        = 3478
        to_port          = 3478
        source_from_port = null
        source_to_port   = null
        ip_version       = "ipv4"
        cidrs            = ["192.0.2.0/24"]
        services         = ["AMAZON_CONNECT"]
        requirements     = ["media"]
        description      = "Amazon Connect media"
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
        direction        = "egress"
        flow             = "request"
        ip_protocol      = "udp"
        from_port        = port
        to_port          = port
        source_from_port = null
        source_to_port   = null
        ip_version       = "ipv4"
        cidrs            = ["192.0.2.0/24"]
        services         = ["AMAZON_CONNECT"]
        requirements     = ["media"]
        description      = "Amazon Connect media"
      }]
    }
  }

  assert {
    condition     = toset(keys(output.media)) == toset(["egress-udp-3478-192.0.2.0/24", "egress-udp-3479-192.0.2.0/24"])
    error_message = "Two ports of one prefix are two rules."
  }
}
