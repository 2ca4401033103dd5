# The network: private subnets with one way out, S3 through its endpoint.

mock_provider "aws" {
  mock_resource "aws_subnet" {
    defaults = { id = "subnet-mock" }
  }
}

variables {
  name         = "pomona"
  region       = "eu-west-3"
  with_egress  = true
  with_cluster = false
}

run "network" {
  command = apply
  module {
    source = "./modules/network"
  }

  assert {
    condition     = alltrue([for subnet in aws_subnet.public : !subnet.map_public_ip_on_launch]) && alltrue([for subnet in aws_subnet.private : !coalesce(subnet.map_public_ip_on_launch, false)])
    error_message = "No public addresses by default."
  }

  assert {
    condition     = aws_vpc_endpoint.s3.vpc_endpoint_type == "Gateway" && aws_vpc_endpoint.s3.service_name == "com.amazonaws.eu-west-3.s3"
    error_message = "S3 is reached within AWS."
  }

  assert {
    condition     = contains(aws_vpc_endpoint.s3.route_table_ids, aws_route_table.private.id)
    error_message = "Also from the service's subnets."
  }

  assert {
    condition     = aws_route.nat[0].route_table_id == aws_route_table.private.id && aws_route.nat[0].gateway_id == null
    error_message = "The service's subnets have no internet gateway."
  }

  assert {
    condition     = toset([for subnet in aws_subnet.private : subnet.availability_zone]) == toset(["eu-west-3a", "eu-west-3b"])
    error_message = "Two zones."
  }

  assert {
    condition     = length(aws_subnet.cluster) == 0
    error_message = "No subnet that gives public addresses, unless there is a cluster."
  }
}

run "without_service" {
  command = apply
  module {
    source = "./modules/network"
  }
  variables {
    with_egress  = false
    with_cluster = true
  }

  assert {
    condition     = length(aws_subnet.cluster) == 1 && aws_subnet.cluster[0].cidr_block != aws_subnet.public["a"].cidr_block
    error_message = "The cluster has a subnet of its own."
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 0 && length(aws_eip.nat) == 0
    error_message = "No NAT gateway, which costs by the hour, for a cluster alone."
  }
}
