# Rules of your own making, as a ledger would give them. OpenTofu reads this file in the place of
# mocked.tftest.hcl: it gives mocked values at plan, and knows no `override_during`.
mock_provider "amazonconnect" {}

run "one_prefix" {
  command = plan

  override_resource {
    target = amazonconnect_range_ledger.agents
    values = {
      effective_rules = [{
        direction        = "egress"
        flow             = "request"
        ip_protocol      = "udp"
        from_port        = 3478
        to_port          = 3478
        source_from_port = null
        source_to_port   = null
        ip_version       = "ipv4"
        cidrs            = ["192.0.2.0/24"]
        slots            = [7]
        services         = ["AMAZON_CONNECT"]
        requirements     = ["media"]
        description      = "Amazon Connect media"
      }]
      notices = []
      held    = []
      changes = { added = [], held = [], dropped = [] }
      digest  = "none"
    }
  }

  assert {
    condition     = output.allowed["egress-udp-3478-192.0.2.0/24"].slot == 7
    error_message = "The prefix is not allowed under its number."
  }
}
