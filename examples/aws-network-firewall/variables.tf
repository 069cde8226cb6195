variable "aws_region" {
  description = "Region of the network that the agents are in."
  type        = string
  default     = "eu-central-1"
}

variable "regions" {
  description = "Region of the Amazon Connect instance; two for Global Resiliency."
  type        = list(string)
  default     = ["eu-central-1"]
}

variable "services" {
  description = "Services to allow by prefix. Media cannot go through a proxy; leave the rest to one, or name it here."
  type        = list(string)
  default     = ["AMAZON_CONNECT"]
}

variable "ip_versions" {
  description = "Address families. Older versions of the AWS provider take IPv4 alone in IP sets."
  type        = list(string)
  default     = ["ipv4", "ipv6"]
}

variable "home_net" {
  description = "Prefixes of the agents' workstations, IPv4 and IPv6."
  type        = list(string)
  default     = ["10.20.0.0/16", "2001:db8:20::/48"]
}
