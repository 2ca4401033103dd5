variable "name" { type = string }
variable "region" { type = string }
variable "account" { type = string }
variable "alarm_email" { type = string }
variable "budget_usd" { type = number }
variable "index_age_days" { type = number }
variable "application_id" { type = string }
variable "cluster_id" { type = string }

variable "service" {
  description = "Names of the service's parts in CloudWatch; null for no service."
  type = object({
    load_balancer = string
    target_group  = string
    cluster       = string
    service       = string
    namespace     = string
  })
}
