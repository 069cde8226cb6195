variable "name" {
  description = "Name of the function, its stack and its role."
  type        = string
  default     = "amazon-connect-ranges"
}

variable "repository" {
  description = "Repository on GitHub that holds the pipeline, as owner/name."
  type        = string
  default     = "example/network"
}

variable "github_api_url" {
  description = "GitHub's API; another one for GitHub Enterprise Server."
  type        = string
  default     = "https://api.github.com"
}

# Made outside of Terraform, so that the token is in no state:
#   aws secretsmanager create-secret --region us-east-1 --name amazon-connect-ranges/github-token --secret-string file://token
variable "token_secret_arn" {
  description = "Secret of us-east-1 that holds a token which may write the contents of the repository, and of no other one: repository_dispatch asks for it."
  type        = string
  default     = "arn:aws:secretsmanager:us-east-1:123456789012:secret:amazon-connect-ranges/github-token-AbCdEf"
}
