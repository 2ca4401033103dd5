variable "name" { type = string }
variable "account" { type = string }
variable "feedback_days" { type = number }
variable "log_days" { type = number }
variable "allow_data_loss" { type = bool }
