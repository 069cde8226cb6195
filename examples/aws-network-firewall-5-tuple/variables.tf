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

variable "agents_cidr" {
  description = "IPv4 prefix of the agents' workstations."
  type        = string
  default     = "10.20.0.0/16"
}

variable "capacity" {
  description = "Rules that the group can ever hold."
  type        = number
  default     = 1000
}
