variable "aws_region" {
  description = "Region of the network that the agents are in."
  type        = string
  default     = "eu-central-1"
}

variable "vpc_id" {
  description = "VPC of the agents' workstations."
  type        = string
}

variable "subnet_ids" {
  description = "Subnets of the agents' workstations."
  type        = list(string)
  default     = []
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

variable "client_os" {
  description = "Operating systems of the workstations: they choose the ports that replies come back to."
  type        = list(string)
  default     = ["windows"]
}

variable "entries_quota" {
  description = "Entries of yours that a network ACL may hold, IPv4 and IPv6 apart: the account's quota less the default deny."
  type        = number
  default     = 19
}
