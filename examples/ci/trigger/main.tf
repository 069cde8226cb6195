# Runs a Lambda function of yours, such as one that sends GitHub's repository_dispatch,
# whenever AWS publishes a new ip-ranges.json: by AWS's own topic
# (https://docs.aws.amazon.com/vpc/latest/userguide/subscribe-notifications.html).
# Messages may come late or in another order, so the daily run stays.
terraform {
  required_version = ">= 1.8"
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

# The topic is in us-east-1, and so is the subscription.
provider "aws" {
  region = "us-east-1"
}

variable "function_arn" {
  description = "ARN of the Lambda function, in any Region."
  type        = string
}

locals {
  topic_arn = "arn:aws:sns:us-east-1:806199016981:AmazonIpSpaceChanged"
}

resource "aws_lambda_permission" "ip_space_changed" {
  statement_id   = "AmazonIpSpaceChanged"
  action         = "lambda:InvokeFunction"
  function_name  = var.function_arn
  principal      = "sns.amazonaws.com"
  source_account = "806199016981"
  source_arn     = local.topic_arn
}

resource "aws_sns_topic_subscription" "ip_space_changed" {
  topic_arn = local.topic_arn
  protocol  = "lambda"
  endpoint  = var.function_arn

  # SNS asks the function whether it may be called.
  depends_on = [aws_lambda_permission.ip_space_changed]
}
