variable "aws_region" {
  description = "Region of the network that the agents are in."
  type        = string
  default     = "eu-central-1"
}

variable "vpc_id" {
  description = "VPC of the agents' workstations: all that resolves names in it is held to the list."
  type        = string
}

variable "regions" {
  description = "Region of the Amazon Connect instance; two for Global Resiliency."
  type        = list(string)
  default     = ["eu-central-1"]
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
