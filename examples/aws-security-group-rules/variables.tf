variable "aws_region" {
  description = "Region of the network that the agents are in."
  type        = string
  default     = "eu-central-1"
}

variable "vpc_id" {
  description = "VPC of the agents' workstations."
  type        = string
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

variable "rules_per_group" {
  description = "Rules that one security group may hold, IPv4 and IPv6 apart: the account's quota."
  type        = number
  default     = 60
}

variable "groups" {
  description = "Security groups that share the rules: 9 hold all of AWS's web services for us-east-1, and a network interface takes 5 unless the quota was raised."
  type        = number
  default     = 1
}
