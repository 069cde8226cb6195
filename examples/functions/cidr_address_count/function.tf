# 512: the /25 lies inside the /24.
output "addresses" {
  value = provider::amazonconnect::cidr_address_count(["10.0.0.0/24", "10.0.0.0/25", "10.0.1.0/24"])
}
