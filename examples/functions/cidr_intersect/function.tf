# ["10.0.1.0/24"]
output "shared" {
  value = provider::amazonconnect::cidr_intersect(["10.0.0.0/23"], ["10.0.1.0/24", "10.0.2.0/24"])
}
