variable "name" { type = string }
variable "secrets_version" { type = number }
