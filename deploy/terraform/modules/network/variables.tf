variable "name" { type = string }
variable "region" { type = string }
variable "with_egress" { type = bool }
variable "with_cluster" { type = bool }
