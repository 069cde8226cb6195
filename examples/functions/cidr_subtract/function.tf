# What is deployed but not needed: ["10.0.1.0/24"]
output "excess" {
  value = provider::amazonconnect::cidr_subtract(["10.0.0.0/23"], ["10.0.0.0/24"])
}
