variable "name" { type = string }
variable "region" { type = string }
variable "release" { type = string }
variable "architecture" { type = string }
variable "vcpus" { type = number }
