variable "name" { type = string }
variable "region" { type = string }
variable "image" { type = string }
variable "collector_image" { type = string }
variable "architecture" { type = string }
variable "vpc_id" { type = string }
variable "public_subnets" { type = list(string) }
variable "private_subnets" { type = list(string) }
variable "certificate_arn" { type = string }
variable "operator_cidrs" { type = list(string) }
variable "tasks" { type = object({ min = number, max = number }) }
variable "task_role_arn" { type = string }
variable "execution_role_arn" { type = string }
variable "secrets" { type = map(object({ name = string, arn = string })) }
variable "secrets_version" { type = number }
variable "api_keys" { type = map(string) }
variable "log_days" { type = number }

variable "settings" {
  description = "Settings of the service as environment variables."
  type        = map(string)
}
