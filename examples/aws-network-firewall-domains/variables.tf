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

variable "agents_cidr" {
  description = "IPv4 prefix of the agents' workstations."
  type        = string
  default     = "10.20.0.0/16"
}

variable "instance_alias" {
  description = "Alias of the Amazon Connect instance."
  type        = string
  default     = "example"
}

variable "sign_in" {
  description = "How agents sign in: \"saml\", or \"connect\" for users that Amazon Connect or a directory keeps."
  type        = string
  default     = "saml"
}

variable "capacity" {
  description = "Capacity that the domain list can ever use."
  type        = number
  default     = 200
}
