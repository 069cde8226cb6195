# As the `notices` of amazonconnect_range_ledger are.
locals {
  notices = [{
    not_seen_at     = "2026-08-10T21:17:05Z"
    first_seen      = "2026-08-12T15:17:05Z"
    allow_by        = "2026-09-09T21:17:05Z"
    full_traffic_at = "2026-09-25T15:17:05Z"
    direction       = "egress"
    ip_protocol     = "udp"
    from_port       = 3478
    to_port         = 3478
    ip_version      = "ipv4"
    services        = ["AMAZON_CONNECT"]
    cidrs           = ["15.193.0.0/19"]
  }]
}

# terraform output -raw timeline > notices.svg. As `now` the date of the document serves well: the image
# changes when the document does, and with plantimestamp() in every plan.
output "timeline" {
  value = provider::amazonconnect::notice_timeline_svg(
    local.notices, "2026-08-22T15:17:05Z", { title = "Amazon Connect in us-east-1: new ranges" }
  )
}
