# Amazon Connect's media ranges for one Region: GLOBAL and the Region.
data "amazonconnect_ip_ranges" "media" {
  services = ["AMAZON_CONNECT"]
  regions  = ["GLOBAL", "us-east-1"]
}

output "media_cidrs" {
  value = data.amazonconnect_ip_ranges.media.cidr_blocks
}

# As published, by service, region, network border group and address family.
output "media_ranges" {
  value = data.amazonconnect_ip_ranges.media.ranges
}
